"""What the engine knew of a home before the newest days, kept for the logs that arrive.

The days up to the one before yesterday, and up to yesterday, are kept for each home, so that a log
of today costs one day of the engine. The logs of those days are counted at each look: where another
process kept one, they are told again. Where one came within a day that is older than yesterday,
nobody looks at the home until the sweep, so that flags do not depend on what came first.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.daily_log import daily_log
from institution.db.types import Moment
from institution.flags.services import goals
from institution.flags.services.days import read
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence, residences
from institution.flags.services.watching import Watching, begin, period, rows
from institution.logs.models import ShiftLog
from institution.logs.services import Kept

PRESENT = "present"
MOST = 500
"""Homes kept in mind; then all are forgotten, which costs each one look."""
DAY = timedelta(days=1)


class Came(NamedTuple):
    """How many logs a home has."""

    before: int
    """About the days up to a day."""
    after: int
    """About the day after it."""
    late: int
    """About days before yesterday, that came within a day."""


class Remembered(NamedTuple):
    """A home before the newest days."""

    older: Watching
    """As of the day before yesterday."""
    newer: Watching
    """As of yesterday."""
    came: Came
    """Up to the day before yesterday, and on yesterday."""


_memory: dict[UUID, Remembered] = {}


def forget_all() -> None:
    """Forget every home."""
    _memory.clear()


def may_tell(log: Kept, day: date) -> bool:
    """Tell whether a log that was just kept is to be looked at now.

    Older logs and what counts for nothing wait for the sweep; a correction takes back what counted.
    """
    draft = log.draft
    counts = draft.contact_time != daily_log().contact_time.open_mark
    recent = draft.day >= day - DAY
    return recent and draft.presence == PRESENT and counts and any(draft.levels.values())


def as_of_today(work: Work, home_id: UUID, day: date) -> Watching | None:
    """Return a home as of today; None where the sweep is to decide, or nobody lives there."""
    children = tuple(residences(work, day, home_id))
    known = _memory.get(home_id)
    if known is not None and not _holds(known, children, day):
        known = None
    first, last = period(day).first, day - 2 * DAY
    came = _came(work, home_id, Period(first, known.older.until if known else last), day)
    if not children or came.late:
        return None
    if known is None or came.before != known.came.before:
        return _anew(work, home_id, day, begin(children, first))
    if came.after != known.came.after or known.older.until < last:
        return _anew(work, home_id, day, known.older)
    return _advanced(work, known.newer, day)


def _holds(known: Remembered, children: tuple[Residence, ...], day: date) -> bool:
    """Tell whether the same children live there, and the period is the same."""
    older = known.older
    same = (older.first, older.children) == (period(day).first, children)
    return same and older.until <= day - 2 * DAY


def _anew(work: Work, home_id: UUID, day: date, older: Watching) -> Watching:
    """Keep the home as of the days before today, and return it as of today."""
    last = day - 2 * DAY
    # Counted before the logs are read: what comes in between is told twice rather than never.
    came = _came(work, home_id, Period(older.first, last), day)
    older = older if older.until == last else _advanced(work, older, last)
    older.watch.focus = goals.focus(goals.agreed(work, older.children), older.children)
    if len(_memory) >= MOST:
        forget_all()
    newer = _advanced(work, older, day - DAY)
    _memory[home_id] = Remembered(older, newer, came)
    return _advanced(work, newer, day)


def _advanced(work: Work, before: Watching, last: date) -> Watching:
    """Return the home some days later."""
    after = before.copy()
    missing = Period(before.until + DAY, last)
    after.go_on(rows(read(work, after.children, missing)), last)
    return after


def _came(work: Work, home_id: UUID, days: Period, today: date) -> Came:
    """Return how many logs a home has of some days and of the day after them, and how many late."""
    statement = _statement(scope.within(ShiftLog, work, Permission.FLAG_RAISE))
    asked = {
        "home_id": home_id,
        "first": days.first,
        "until": days.last,
        "next": days.last + DAY,
        "yesterday": today - DAY,
        "lately": work.now - DAY,
    }
    return Came(*work.session.connection().execute(statement, asked).one())


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Select[Any]:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    day = ShiftLog.day
    lately = ShiftLog.received_at >= bindparam("lately", type_=Moment())
    columns: tuple[ColumnElement[Any], ...] = (
        func.count().filter(day <= bindparam("until")),
        func.count().filter(day == bindparam("next")),
        func.count().filter(day < bindparam("yesterday"), lately),
    )
    of_home = ShiftLog.home_id == bindparam("home_id")
    return select(*columns).where(of_home, day >= bindparam("first"), reached)
