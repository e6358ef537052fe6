"""One word for how the newest days compare with what is usual for the child."""

from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from institution.stats.arrays import Floats
from institution.stats.usual import Band

STANDING_DAYS = 14
"""Days looked back on for the word on how things stand: two rotas of staff."""

STANDING_LEAST = 5
"""Days with a value that the word needs."""

Word: TypeAlias = Literal["below", "usual", "above", "unknown"]


class Standing(NamedTuple):
    """How the newest days of one dimension compare with what is usual."""

    word: Word
    below: int
    """Days under the band."""
    above: int
    """Days over the band."""
    days: int
    """Days that have a value and a band."""


def standing(levels: Floats, found: Band, *, window: int = STANDING_DAYS) -> list[Standing]:
    """Say for each dimension how the newest days compare with what is usual.

    More than half of the days under the band is "below", more than half over it "above"; with
    too few days the word is "unknown".

    Args:
        levels: shape (days, dimensions), oldest first, scale points; NaN where not seen.
        found: the band of the newest of these days, of at least as many as are looked at.
        window: newest days looked at.

    Returns:
        One standing per dimension.

    >>> from institution.stats.usual import band
    >>> levels = np.array([4.0] * 50 + [3.0] * 10).reshape(-1, 1)
    >>> standing(levels, band(levels))
    [Standing(word='below', below=10, above=0, days=14)]
    """
    recent = levels[-window:]
    days = (~np.isnan(recent) & ~np.isnan(found.low[-window:])).sum(axis=0)
    below = (recent < found.low[-window:]).sum(axis=0)
    above = (recent > found.high[-window:]).sum(axis=0)
    counts = zip(below.tolist(), above.tolist(), days.tolist(), strict=True)
    return [Standing(_word(*three), *three) for three in counts]


def _word(below: int, above: int, days: int) -> Word:
    if days < STANDING_LEAST:
        return "unknown"
    if 2 * below > days:
        return "below"
    return "above" if 2 * above > days else "usual"
