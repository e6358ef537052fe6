"""The levels of a log as one text, so that half a year is read without a row for each rating.

>>> levels_text({"mood": 4, "calm": None})
'mood=4 calm=-'
>>> levels_in("mood=4 calm=-")
{'mood': 4, 'calm': None}
"""

from collections.abc import Mapping
from functools import lru_cache
from math import nan

NOT_SEEN = "-"
TEXTS_KEPT = 8192
"""Texts of levels whose level of a dimension is kept: children have many of them in common."""


def levels_text(levels: Mapping[str, int | None]) -> str:
    """Return levels as they are kept on a log; empty where there are none."""
    return " ".join(f"{key}={level or NOT_SEEN}" for key, level in levels.items())


def levels_in(text: str) -> dict[str, int | None]:
    """Return the levels kept in a text."""
    pairs = (one.split("=") for one in text.split())
    return {key: None if level == NOT_SEEN else int(level) for key, level in pairs}


@lru_cache(TEXTS_KEPT)
def level_of(text: str, key: str) -> float:
    """Return one level kept in a text; NaN where it was not seen or not asked about.

    Quicker than taking the whole text apart.

    >>> level_of("mood=4 calm=-", "mood"), level_of("mood=4 calm=-", "calm")
    (4.0, nan)
    """
    _before, named, rest = f" {text}".partition(f" {key}=")
    return float(rest[0]) if named and rest[0] != NOT_SEEN else nan
