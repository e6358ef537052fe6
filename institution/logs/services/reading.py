"""Read the logs of a child: a page at a time, one with its corrections, and how it came to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import RecordHistory
from institution.cases import scope
from institution.cases.models import Home
from institution.logs.models import ShiftLog
from institution.logs.services.filtering import Filter, conditions, newest_first
from institution.logs.services.places import is_late
from institution.logs.services.voice import may_see_answer

PER_PAGE = 20


@dataclass(frozen=True)
class Entry:
    """A log with what belongs to it."""

    log: ShiftLog
    author: str
    shows_answer: bool
    """Whether the child lets the reader see its own answer."""
    correction: ShiftLog | None
    """What replaced it; None while it stands."""
    corrected_by: str
    late: bool
    """Whether it was written long after its shift."""


@dataclass(frozen=True)
class Page:
    """Some logs of a child, the newest first."""

    entries: tuple[Entry, ...]
    number: int
    """From 1."""
    more: bool
    authors: tuple[tuple[UUID, str], ...]
    """Everyone who wrote about the child, by name."""


@dataclass(frozen=True)
class Event:
    """Something that happened to a record."""

    history: RecordHistory
    who: str


def logs_of_child(work: Work, child_id: UUID, wanted: Filter, number: int = 1) -> Page:
    """Return a page of the logs of a child; the same few queries whatever it holds.

    Raises:
        NotAllowedError: no role of the actor ever reads logs.
        NotReachableError: no such child, or not within reach.
    """
    scope.child(work, Permission.LOG_READ, child_id)
    statement = about(work, child_id).where(*conditions(work, child_id, wanted))
    found = work.session.scalars(
        statement.order_by(*newest_first()).offset((number - 1) * PER_PAGE).limit(PER_PAGE + 1)
    ).all()
    people = names(work, _authors(work, child_id))
    by_name = sorted(people.items(), key=lambda pair: pair[1])
    entries = as_entries(work, found[:PER_PAGE], _corrections(work, child_id, found), people)
    return Page(entries, number, len(found) > PER_PAGE, tuple(by_name))


def log_with_corrections(work: Work, child_id: UUID, log_id: UUID) -> tuple[Entry, ...]:
    """Return a log first, then what it replaced and what replaced it, the newest first.

    Raises:
        NotReachableError: no such log of this child, or not within reach.
    """
    log = work.session.scalar(about(work, child_id).where(ShiftLog.id == log_id))
    if log is None:
        raise NotReachableError
    same = (ShiftLog.day == log.day, ShiftLog.shift == log.shift)
    others = work.session.scalars(about(work, child_id).where(*same)).all()
    chain = _chain(log, others)
    people = names(work, [one.author_id for one in chain])
    return as_entries(work, chain, {one.corrects_id: one for one in chain}, people)


def history(work: Work, child_id: UUID, log_id: UUID) -> list[Event]:
    """Return what was done to a log and to those it replaced or that replaced it, oldest first.

    Raises:
        NotReachableError: no such log of this child, or its history is not within reach.
    """
    readable = scope.about(ShiftLog, work, Permission.HISTORY_READ)
    about = readable.where(ShiftLog.child_id == child_id, ShiftLog.id == log_id)
    if work.session.scalar(about) is None:
        raise NotReachableError
    ids = [entry.log.id for entry in log_with_corrections(work, child_id, log_id)]
    events = work.session.scalars(
        select(RecordHistory)
        .where(RecordHistory.record_id.in_(ids))
        .order_by(RecordHistory.at, RecordHistory.id)
    ).all()
    people = names(work, [event.actor_id for event in events])
    return [Event(one, _who(one, people)) for one in events]


def _who(event: RecordHistory, people: dict[UUID, str]) -> str:
    """Return the name of who did it: a person, or a job."""
    return people.get(event.actor_id, "") if event.actor_id else event.actor_name or ""


def about(work: Work, child_id: UUID) -> Select[ShiftLog]:
    """Select the logs of a child with their parts."""
    return (
        scope.about(ShiftLog, work, Permission.LOG_READ)
        .where(ShiftLog.child_id == child_id)
        .options(selectinload(ShiftLog.ratings), selectinload(ShiftLog.handover))
    )


def _authors(work: Work, child_id: UUID) -> Sequence[UUID]:
    """Return who wrote about the child."""
    return work.session.scalars(
        select(ShiftLog.author_id)
        .distinct()
        .where(
            scope.within(ShiftLog, work, Permission.LOG_READ),
            ShiftLog.child_id == child_id,
        )
        .execution_options(scope=Permission.LOG_READ)
    ).all()


def _corrections(
    work: Work, child_id: UUID, logs: Iterable[ShiftLog]
) -> dict[UUID | None, ShiftLog]:
    """Return what replaced some logs, by the id of the replaced."""
    ids = [log.id for log in logs]
    found = work.session.scalars(
        scope.about(ShiftLog, work, Permission.LOG_READ).where(
            ShiftLog.child_id == child_id, ShiftLog.corrects_id.in_(ids)
        )
    )
    return {log.corrects_id: log for log in found}


def _chain(log: ShiftLog, others: Iterable[ShiftLog]) -> list[ShiftLog]:
    """Return a log, then those before and after it in its row of corrections, newest first."""
    by_id = {one.id: one for one in others}
    after = {one.corrects_id: one for one in others}
    newest = log
    while newest.id in after:
        newest = after[newest.id]
    row = [newest]
    while row[-1].corrects_id in by_id:
        row.append(by_id[row[-1].corrects_id])
    return [log, *(one for one in row if one is not log)]


def as_entries(
    work: Work,
    logs: Iterable[ShiftLog],
    corrections: dict[UUID | None, ShiftLog],
    people: dict[UUID, str],
) -> tuple[Entry, ...]:
    """Return logs with what belongs to them."""
    kept = list(logs)
    zones = _zones(work, kept)
    entries = []
    for log in kept:
        new = corrections.get(log.id)
        by = people.get(new.author_id, "") if new else ""
        author, sees = people.get(log.author_id, ""), may_see_answer(work, log)
        late = is_late(zones[log.home_id], log.day, log.shift, log.written_at)
        entries.append(Entry(log, author, sees, new, by, late))
    return tuple(entries)


def _zones(work: Work, logs: Iterable[ShiftLog]) -> dict[UUID, ZoneInfo]:
    """Return the time zones of the homes in which logs were written."""
    ids = {log.home_id for log in logs}
    found = work.session.execute(select(Home.id, Home.time_zone).where(Home.id.in_(ids)))
    return {home_id: ZoneInfo(name) for home_id, name in found}
