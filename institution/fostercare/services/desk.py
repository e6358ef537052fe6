"""What needs a coordinator today, in a number of queries that does not grow with the families."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases.models import Child, Placement
from institution.fostercare.models import FosterFamily, WeeklyLog
from institution.fostercare.services import agreements, asking, sheets, weeks
from institution.fostercare.services.agreements import Followed
from institution.fostercare.services.asking import Asked
from institution.fostercare.services.due import Living, Term, newest, terms
from institution.fostercare.services.families import Family, children_in, families
from institution.fostercare.services.sheets import Sheet

AHEAD = timedelta(days=14)
"""How far ahead terms are shown."""
LOOKED_BACK = 3
"""Weeks after which a family that does not write is called, and asked about the child."""


@dataclass(frozen=True)
class Line:
    """A family and who lives there."""

    family: Family
    children: tuple[Child, ...]
    room: int | None
    """How many more children may come; None where no permit is noted."""


@dataclass(frozen=True)
class MissingWeek:
    """A child about whom the last week is not written."""

    child: Child
    family: Family
    weeks: int
    """Whole weeks without a log, up to those looked at."""


@dataclass(frozen=True)
class Desk:
    """What a coordinator's first page says."""

    families: tuple[Line, ...]
    asks: tuple[Asked, ...]
    """Open, the soonest first."""
    terms: tuple[tuple[Family, Term], ...]
    """Due by now or soon."""
    late: tuple[Followed, ...]
    """Agreements whose day is past."""
    missing: tuple[MissingWeek, ...]
    unread: tuple[tuple[WeeklyLog, Child], ...]
    """Weekly logs nobody has answered, the newest first."""
    child_ids: tuple[UUID, ...]

    def name_of(self, child_id: UUID | None) -> str:
        """Return the name of a child; empty for none."""
        every = (child for line in self.families for child in line.children)
        return next((child.name for child in every if child.id == child_id), "")

    def family_of(self, home_id: UUID) -> Family | None:
        """Return a family by its place."""
        found = (line.family for line in self.families if line.family.id == home_id)
        return next(found, None)


def desk(work: Work) -> Desk:
    """Return what needs the actor.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    mine = families(work, Permission.FAMILY_COORDINATE)
    ids = [one.id for one in mine]
    living = children_in(work, Permission.FAMILY_COORDINATE, ids)
    kept = (
        [
            *sheets.of_family(work, Permission.FAMILY_COORDINATE, ids),
            *sheets.of_children(work, Permission.FAMILY_COORDINATE, ids),
        ]
        if ids
        else []
    )
    logs = _logs(work, [child.id for _, child in living])
    return Desk(
        families=tuple(_line(one, living, kept) for one in mine),
        asks=tuple(
            sorted(
                (a for a in asking.of_families(work, Permission.FAMILY_COORDINATE, ids) if a.open),
                key=lambda one: one.answer_by,
            )
        ),
        terms=tuple(_terms(work, mine, living, kept)),
        late=tuple(
            one
            for one in agreements.of_families(work, Permission.FAMILY_COORDINATE, ids)
            if one.late(work.today)
        ),
        missing=tuple(_missing(work, mine, living, logs)),
        unread=tuple(_unread(work, living, logs)),
        child_ids=tuple(child.id for _, child in living),
    )


def room(
    family: Family, living: Sequence[tuple[Placement, Child]], kept: Sequence[Sheet]
) -> int | None:
    """Return how many more children the permit lets live in a family; None where none is noted."""
    record = newest([one for one in kept if one.home_id == family.id], "F0")
    most = record.answers.get("permit__most_children") if record else None
    here = sum(placement.unit_id == family.unit_id for placement, _ in living)
    return None if most is None else max(int(most) - here, 0)


def _line(one: Family, living: Sequence[tuple[Placement, Child]], kept: Sequence[Sheet]) -> Line:
    here = tuple(child for placement, child in living if placement.unit_id == one.unit_id)
    return Line(one, here, room(one, living, kept))


def _logs(work: Work, child_ids: Sequence[UUID]) -> list[WeeklyLog]:
    since = weeks.monday(work.today) - timedelta(weeks=LOOKED_BACK)
    return weeks.weeks_of(work, Permission.WEEK_READ, child_ids, since)


def _terms(
    work: Work,
    mine: Sequence[Family],
    living: Sequence[tuple[Placement, Child]],
    kept: Sequence[Sheet],
) -> list[tuple[Family, Term]]:
    """Return what is due by now or soon, the nearest first."""
    begun = _registered(work, [one.id for one in mine])
    found = []
    for one in mine:
        here = [
            Living(child.id, placement.begins, placement.ends)
            for placement, child in living
            if placement.unit_id == one.unit_id
        ]
        own = [sheet for sheet in kept if sheet.home_id == one.id]
        found += [(one, term) for term in terms(own, here, begun[one.id])]
    soon = [pair for pair in found if pair[1].day <= work.today + AHEAD]
    return sorted(soon, key=lambda pair: (pair[1].day, pair[0].reference))


def _registered(work: Work, home_ids: Sequence[UUID]) -> dict[UUID, date]:
    rows = work.session.execute(
        select(FosterFamily.home_id, FosterFamily.registered_at).where(
            FosterFamily.home_id.in_(home_ids)
        )
    )
    return {home_id: at.date() for home_id, at in rows}


def _missing(
    work: Work,
    mine: Sequence[Family],
    living: Sequence[tuple[Placement, Child]],
    logs: Sequence[WeeklyLog],
) -> list[MissingWeek]:
    """Return about whom the last whole week is not written, the longest first."""
    this = weeks.monday(work.today)
    by_unit = {one.unit_id: one for one in mine}
    found = []
    for placement, child in living:
        first = weeks.monday(placement.begins)
        due = [this - timedelta(weeks=n) for n in range(1, LOOKED_BACK + 1)]
        written = {log.week for log in logs if log.child_id == child.id}
        empty = 0
        for one in due:
            if one in written or one < first:
                break
            empty += 1
        if empty:
            found.append(MissingWeek(child, by_unit[placement.unit_id], empty))
    return sorted(found, key=lambda one: (-one.weeks, one.child.name))


def _unread(
    work: Work, living: Sequence[tuple[Placement, Child]], logs: Sequence[WeeklyLog]
) -> list[tuple[WeeklyLog, Child]]:
    answered = weeks.answers_to(work, [log.id for log in logs])
    by_id = {child.id: child for _, child in living}
    return [(log, by_id[log.child_id]) for log in logs if log.id not in answered]
