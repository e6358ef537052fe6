"""The use of force: its clocks, the register of a year, and counts that name nobody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import BoundKind, Child, Home, Unit
from institution.content.incidents import Clock, incidents
from institution.incidents.models import Addition, Incident
from institution.incidents.services.bounding import bounds_of
from institution.incidents.services.lines import Line, lines
from institution.incidents.services.reading import Matter

TYPE = "use_of_force"
PARTS_OF_DAY = (0, 6, 12, 18)
"""Hours at which the parts of a day begin, as the count tells them."""


class Running(NamedTuple):
    """One clock of a use of force."""

    clock: Clock
    due: datetime | None
    """Null while it has not begun: nothing is signed yet."""
    done_at: datetime | None

    def late(self, now: datetime) -> bool:
        """Tell whether it was, or is, done after its time."""
        return self.due is not None and (self.done_at or now) > self.due


@dataclass(frozen=True)
class Counted:
    """The uses of force of one home in one year; names nobody."""

    home: str
    total: int
    by_month: tuple[int, ...]
    """January first."""
    by_part_of_day: tuple[int, ...]
    by_kind: tuple[tuple[str, int], ...]
    """Key of what was done, and how often; one use may count for several."""
    minutes: float | None
    """Median duration; null where none was written."""
    told: int
    """In how many the child has told."""


@dataclass(frozen=True)
class Register:
    """What somebody may see of a year."""

    entries: tuple[tuple[Line, Child], ...]
    """Newest first, of the children within reach."""
    counts: tuple[Counted, ...]


def clocks(matter: Matter) -> list[Running]:
    """Return the clocks that the country has set for a use of force."""
    additions = [one.addition for one in matter.beside]
    signed = matter.signed
    begins = {
        "event": matter.incident.started_at,
        "registered": signed.received_at if signed else None,
    }
    running = []
    for clock in incidents().force.clocks_of(matter.profile):
        begun = begins[clock.begins]
        running.append(Running(clock, clock.due(begun) if begun else None, _done(clock, additions)))
    return running


def register(work: Work, year: int) -> Register:
    """Return the uses of force of a year, and the counts of the homes where the actor leads.

    Raises:
        NotAllowedError: no role of the actor ever counts them.
    """
    reached = lines(work, Permission.FORCE_COUNT, Incident.type == TYPE)
    zone = work.actor.time_zone
    of_year = [one for one in reached if one.started_at.astimezone(zone).year == year]
    of_child = _children(work, [one.id for one in of_year])
    entries = tuple((one, of_child[one.id]) for one in of_year)
    return Register(entries, tuple(_counts(work, year)))


def _done(clock: Clock, additions: Sequence[Addition]) -> datetime | None:
    """Return when what a clock waits for was done; None while it was not."""
    kind, _, who = clock.done_by.partition(".")
    found = [
        one.at or one.received_at
        for one in additions
        if one.kind == kind and (not who or one.codes.get("who") == who)
    ]
    return min(found, default=None)


def _children(work: Work, incident_ids: Sequence[UUID]) -> dict[UUID, Child]:
    """Return the child of each incident."""
    rows = work.session.execute(
        select(Incident.id, Incident.child_id)
        .where(scope.within(Incident, work, Permission.FORCE_COUNT), Incident.id.in_(incident_ids))
        .execution_options(scope=Permission.FORCE_COUNT)
    ).all()
    ids = {row.child_id for row in rows}
    children = scope.children(work, Permission.FORCE_COUNT).where(Child.id.in_(ids))
    by_id = {child.id: child for child in work.session.scalars(children)}
    return {row.id: by_id[row.child_id] for row in rows}


def _counts(work: Work, year: int) -> list[Counted]:
    """Return the counts of each home where the actor leads, of whoever lived there then.

    A count names no child: it holds also those who have moved, and none that goes around the actor.
    """
    units = list(work.session.scalars(scope.units(work, Permission.FORCE_COUNT)))
    seen, job = work.looked_up, replace(work, actor=NIGHTLY)
    found = lines(
        job,
        Permission.INCIDENT_READ,
        Incident.type == TYPE,
        Incident.unit_id.in_([unit.id for unit in units]),
    )
    bounds = bounds_of(job, [one.matter_id for one in found])
    told = told_in(job, Addition.matter_id.in_([one.matter_id for one in found]))
    work.session.info["looked_up"] = set(seen)
    mine = [
        one
        for one in found
        if not any(
            bound.kind is BoundKind.AROUND and bound.person_id == work.actor.id
            for bound in bounds.get(one.matter_id, ())
        )
    ]
    return [_count(home, mine, told, year) for home in _homes(work, units)]


def _homes(work: Work, units: Sequence[Unit]) -> Sequence[Home]:
    """Return the homes of some units, by name."""
    ids = {unit.home_id for unit in units}
    found = select(Home).where(Home.id.in_(ids)).order_by(Home.name)
    return work.session.scalars(found).all()


def told_of(work: Work, child_id: UUID, matter_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return the matters of a child, among some, in which it has told."""
    return told_in(work, Addition.child_id == child_id) & frozenset(matter_ids)


def told_in(work: Work, *conditions: Any) -> frozenset[UUID]:
    """Return the matters with a child's account that the actor reads, where the child has told."""
    rows = work.session.execute(
        select(Addition.matter_id, Addition.codes, Addition.child_id)
        .where(
            scope.within(Addition, work, Permission.INCIDENT_READ),
            Addition.kind == "child_account",
            *conditions,
        )
        .execution_options(scope=Permission.INCIDENT_READ)
    ).all()
    for row in rows:
        work.look_up(row.child_id)
    return frozenset(row.matter_id for row in rows if row.codes.get("answer") == "told")


def _count(home: Home, found: Sequence[Line], told: frozenset[UUID], year: int) -> Counted:
    """Return the counts of one home in one year."""
    zone = ZoneInfo(home.time_zone)
    at = {one.id: one.started_at.astimezone(zone) for one in found if one.home_id == home.id}
    here = [one for one in found if one.id in at and at[one.id].year == year]
    months = Counter(at[one.id].month for one in here)
    parts = Counter(at[one.id].hour // 6 for one in here)
    kinds = Counter(kind for one in here for kind in one.codes.get("kind", ()))
    minutes = [one.codes["duration_minutes"] for one in here if "duration_minutes" in one.codes]
    return Counted(
        home=home.name,
        total=len(here),
        by_month=tuple(months[month] for month in range(1, 13)),
        by_part_of_day=tuple(parts[part] for part in range(len(PARTS_OF_DAY))),
        by_kind=tuple(kinds.most_common()),
        minutes=float(median(minutes)) if minutes else None,
        told=sum(one.matter_id in told for one in here),
    )
