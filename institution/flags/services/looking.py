"""Look at children's recent days: at one when a log arrives, at all of them in the daily sweep.

Both ways call the same engine; looking again raises nothing twice. The sweep has the last word:
what a look raised on a day that was not over is taken back where the whole day does not show it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TypeAlias
from uuid import UUID

from institution.access.actor import NIGHTLY
from institution.access.work import Work
from institution.flags.models import Flag
from institution.flags.services import arriving, gaps, goals, happenings, houses, trends, watching
from institution.flags.services.choosing import LOWEST, thresholds
from institution.flags.services.closing import close_left, close_recovered, open_flags
from institution.flags.services.days import Days, read
from institution.flags.services.findings import Finding
from institution.flags.services.keeping import Keeper
from institution.flags.services.period import Period
from institution.flags.services.raising import raise_flags
from institution.flags.services.requests import raise_request
from institution.flags.services.residence import Residence, residences
from institution.logs.services import Kept

BATCH = 500
"""Children read at once, at least; a home is never cut in two."""
Reader: TypeAlias = Callable[[Work, Sequence[Residence], Period], Days]


@dataclass(frozen=True)
class Swept:
    """What a sweep did."""

    children: int
    raised: int
    closed: int


def on_log(work: Work, log: Kept) -> None:
    """Raise what a log that was just kept causes, as the job that looks at all children."""
    job = replace(work, actor=NIGHTLY)
    raise_request(job, log)
    day = max(log.draft.day, job.today)
    if arriving.may_tell(log, day):
        look(job, log, day)


def look(work: Work, log: Kept, day: date) -> list[Flag]:
    """Raise the changes that show on a day that is not over, for the child of a log.

    Raises:
        NotAllowedError: the actor never raises flags.
    """
    with only_of(work, log.child_id):
        watching = arriving.as_of_today(work, log.home_id, day)
        found = [] if watching is None else _found(work, watching, log.child_id)
    return raise_flags(work, found)


def sweep(work: Work, day: date, reader: Reader = read, keeper: Keeper | None = None) -> Swept:
    """Look at every child who lives somewhere; close what time has answered.

    Args:
        work: of a job.
        day: the last day to look at; what was written about later days counts for nothing.
        reader: gives what was written; another than usual where many days are looked at in turn.
        keeper: keeps what the engine has learned where many days are looked at in turn.

    Raises:
        NotAllowedError: the actor never raises flags.
    """
    living = residences(work, day)
    waiting = open_flags(work)
    raised, closed = 0, close_left(work, {one.child_id for one in living}, waiting)
    for children in _batches(living):
        days = reader(work, children, watching.period(day))
        agreed = goals.agreed(work, children)
        paths = goals.followed(agreed, children)
        entries = watching.rows(days)
        known = (keeper or Keeper())(days, entries, tuple(paths))
        known.watch.focus = goals.focus(agreed, children)
        seen = trends.Seen(days, entries, known, thresholds(work, children))
        changed = houses.look(work, seen)
        raised, closed = raised + changed[0], closed + changed[1]
        changes = trends.find(seen)
        closed += close_recovered(work, seen, waiting, changes)
        found = [*changes, *gaps.find(days), *goals.find(seen, paths)]
        raised += len(raise_flags(work, found))
    raised += len(raise_flags(work, happenings.find_due(work)))
    closed += happenings.close_done(work)
    return Swept(len(living), raised, closed)


def _found(work: Work, today: watching.Watching, child_id: UUID) -> list[Finding]:
    """Return what holds for one child; only then are the past weeks of its home read."""
    number = {one.child_id: place for place, one in enumerate(today.children)}
    child = number.get(child_id)
    # What the home chose is asked for only where the most watchful home would be told.
    if child is None or not trends.holds(today, child, LOWEST):
        return []
    needed = thresholds(work, today.children)
    if not trends.holds(today, child, float(needed[child])):
        return []
    days = read(work, today.children, watching.period(today.until))
    return trends.find(trends.Seen(days, watching.rows(days), today, needed), child)


@contextmanager
def only_of(work: Work, child_id: UUID) -> Iterator[None]:
    """Let the use log tell of one child: others only help to compare adults, and are not shown."""
    before = work.looked_up
    yield
    work.session.info["looked_up"] = {*before, child_id}


def _batches(living: Sequence[Residence]) -> Iterator[list[Residence]]:
    """Give the children in batches of whole homes."""
    batch: list[Residence] = []
    for _, home in groupby(living, key=lambda one: one.home_id):
        batch += home
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
