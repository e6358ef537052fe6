"""When something was written, on a tablet whose clock may be years wrong."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

MOST_SKEW = timedelta(minutes=5)
"""A clock that is no more wrong than this is believed."""


class Times(NamedTuple):
    """The times of an entry, beside the day and shift that the person chose."""

    written_at: datetime
    """By the clock of the tablet."""
    reckoned_at: datetime
    """By the clock of the server, as well as can be told."""
    skewed: bool
    """Whether the tablet's clock was wrong when it sent, or went wrong in between."""


def reckon(
    written_at: datetime, skew: timedelta | None, opened_at: datetime, now: datetime
) -> Times:
    """Put the time of writing right.

    Args:
        written_at: by the clock of the tablet.
        skew: how far that clock was ahead when it sent; None where it did not say.
        opened_at: when the shift was opened on it, by the clock of the server: nothing was written
            before.
        now: when it came: nothing was written after.
    """
    right = _shifted(written_at, skew or timedelta(0))
    held = min(max(right, opened_at), now)
    steady = skew is not None and abs(skew) <= MOST_SKEW and abs(right - held) <= MOST_SKEW
    if not steady:
        return Times(written_at, held, skewed=True)
    return Times(written_at, min(max(written_at, opened_at), now), skewed=False)


def _shifted(written_at: datetime, skew: timedelta) -> datetime:
    """Take the skew off; beyond the calendar the first moment stands for it."""
    try:
        return written_at - skew
    except OverflowError:
        return datetime(1, 1, 1, tzinfo=UTC)
