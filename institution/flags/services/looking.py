"""Look at children's recent days: at one when a log arrives, at all of them in the daily sweep.

Both ways find the same, since they call the same rules; looking again raises nothing twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TypeAlias
from uuid import UUID

import numpy as np

from institution.access.actor import NIGHTLY
from institution.access.work import Work
from institution.flags.models import Flag
from institution.flags.services import gaps, goals, sieve, trends
from institution.flags.services.closing import close_left, close_recovered, open_flags
from institution.flags.services.days import Days, read
from institution.flags.services.period import Period
from institution.flags.services.raising import raise_flags
from institution.flags.services.requests import raise_request
from institution.flags.services.residence import Residence, adults_at_work, residences
from institution.logs.services import Kept

BATCH = 250
"""Children read at once, at least; a unit is never cut in two."""


ONE_ADULT = (1,)
"""What does not hold with one adult holds with no more."""
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
    if sieve.may_cause_drop(log, day):
        look(job, log, day)


def look(work: Work, log: Kept, day: date) -> list[Flag]:
    """Raise the drops that hold on a day for the child of a log.

    Raises:
        NotAllowedError: the actor never raises flags.
    """
    children = residences(work, day, log.child_id)
    if not children:
        return []
    days = read(work, children, Period.until(day, trends.RULES.days_needed))
    if sieve.changes_past(log, day):
        sieve.forget(log.child_id)
    else:
        sieve.remember(log.child_id, day, trends.as_history(days, ONE_ADULT))
    if not trends.find(days, ONE_ADULT):
        return []
    return raise_flags(work, trends.find(days, _adults(work, days)))


def sweep(work: Work, day: date, reader: Reader = read) -> Swept:
    """Look at every child who lives somewhere; close what time has answered.

    Args:
        work: of a job.
        day: the last day to look at; what was written about later days counts for nothing.
        reader: gives what was written; another than usual where many days are looked at in turn.

    Raises:
        NotAllowedError: the actor never raises flags.
    """
    living = residences(work, day)
    waiting = open_flags(work)
    raised, closed = 0, close_left(work, {one.child_id for one in living}, waiting)
    for children in _batches(living):
        days = reader(work, children, Period.until(day, trends.RULES.days_needed))
        closed += close_recovered(work, days, waiting)
        found = [
            *trends.find(days, _adults(work, days)),
            *gaps.find(days),
            *goals.find(work, days),
        ]
        raised += len(raise_flags(work, found))
    return Swept(len(living), raised, closed)


def _batches(living: Sequence[Residence]) -> Iterator[list[Residence]]:
    """Give the children in batches of whole units."""
    batch: list[Residence] = []
    for _, unit in groupby(living, key=lambda one: one.unit_id):
        batch += unit
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _adults(work: Work, days: Days) -> list[int]:
    """Return how many adults could rate each child: those at work, else those who wrote."""
    units: set[UUID] = {one.unit_id for one in days.children}
    at_work = adults_at_work(work, sorted(units), days.period.last)
    return [at_work.get(one.unit_id) or _writers(days, n) for n, one in enumerate(days.children)]


def _writers(days: Days, child: int) -> int:
    return len(np.unique(days.logs.rater[days.logs.child == child]))
