"""What the engine knew of a home before the newest days, kept for the logs that arrive.

The days up to the one before yesterday, and up to yesterday, are kept for each home, so that a log
of today costs one day of the engine. A log of yesterday makes yesterday be told again; an older one
makes the home be forgotten, and the night tells the engine everything anew.

Memory may miss something that another process kept; the sweep of the night knows better.
"""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from institution.access.work import Work
from institution.content.daily_log import daily_log
from institution.flags.services.days import read
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence, residences
from institution.flags.services.watching import Watching, begin, period, rows
from institution.logs.services import Kept

PRESENT = "present"
MOST = 500
"""Homes kept in mind; then all are forgotten, which costs each one look."""
DAY = timedelta(days=1)


class Remembered(NamedTuple):
    """A home before the newest days."""

    day: date
    """The day on which it was made."""
    older: Watching | None
    """As of the day before yesterday; None where it was forgotten today."""
    newer: Watching | None
    """As of yesterday; None until it is asked for."""


_memory: dict[UUID, Remembered] = {}


def forget_all() -> None:
    """Forget every home."""
    _memory.clear()


def may_tell(log: Kept, day: date) -> bool:
    """Tell whether a log that was just kept is to be looked at now; note what it changes.

    Older logs and what counts for nothing wait for the sweep; a correction takes back what counted.
    """
    draft, known = log.draft, _memory.get(log.home_id)
    if draft.day < day - DAY:
        _forget(log.home_id, day)
        return False
    if known is not None and draft.day < day:
        _memory[log.home_id] = known._replace(newer=None)
    counts = draft.contact_time != daily_log().contact_time.open_mark
    return draft.presence == PRESENT and counts and any(draft.levels.values())


def as_of_today(work: Work, home_id: UUID, day: date) -> Watching | None:
    """Return a home as of today; None where it was forgotten today, or nobody lives there."""
    children = tuple(residences(work, day, home_id))
    known = _memory.get(home_id)
    if not children or (known is not None and known.day == day and known.older is None):
        return None
    older = _older(work, known, children, day)
    newer = known.newer if known and known.older is older and known.day == day else None
    newer = newer or _advanced(work, older, day - DAY)
    if len(_memory) >= MOST:
        forget_all()
    _memory[home_id] = Remembered(day, older, newer)
    return _advanced(work, newer, day)


def _older(
    work: Work, known: Remembered | None, children: tuple[Residence, ...], day: date
) -> Watching:
    """Return the home as of the day before yesterday: what is known, told of the days since."""
    first, last = period(day).first, day - 2 * DAY
    older = known.older if known else None
    if older is None or (older.first, older.children) != (first, children) or older.until > last:
        older = begin(children, first)
    return older if older.until == last else _advanced(work, older, last)


def _advanced(work: Work, before: Watching, last: date) -> Watching:
    """Return the home some days later."""
    after = before.copy()
    missing = Period(before.until + DAY, last)
    after.go_on(rows(read(work, after.children, missing)), last)
    return after


def _forget(home_id: UUID, day: date) -> None:
    _memory[home_id] = Remembered(day, None, None)
