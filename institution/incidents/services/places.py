"""Where an incident belongs: the home in which the child lived when it happened."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Assignment, Child, Home, Placement, Unit
from institution.incidents.services.drafts import Place
from institution.incidents.services.errors import NotLivingHereError


def place_at(work: Work, child_id: UUID, moment: datetime) -> Place:
    """Return where a child lived at a moment, for someone who writes about it.

    Raises:
        NotReachableError: the actor may not write about this child.
        NotLivingHereError: the child lived in no home where the actor works, or nowhere we know.
    """
    scope.child(work, Permission.INCIDENT_WRITE, child_id)
    for place, begins, ends in _lived(work, child_id):
        day = moment.astimezone(ZoneInfo(place.time_zone)).date()
        if begins <= day and (ends is None or day <= ends) and _works_there(work, place):
            return place
    raise NotLivingHereError


def hold(work: Work, permission: Permission, child_id: UUID) -> None:
    """Let nobody else write about the child's matters until this work is kept.

    SQLite has one writer anyway. On PostgreSQL others may go on writing about the child.
    """
    statement = scope.children(work, permission).where(Child.id == child_id)
    ids = statement.with_only_columns(Child.id)
    work.session.execute(ids.with_for_update(key_share=True))


def profile_of_home(work: Work, home_id: UUID) -> str:
    """Return the country profile of a home."""
    return work.session.scalars(select(Home.profile).where(Home.id == home_id)).one().value


def profile_of(work: Work, child_id: UUID) -> str:
    """Return the country profile of the place where the child lives or lived last; `gl` if none."""
    found = [place.profile for place, *_ in _lived(work, child_id)]
    return found[0] if found else "gl"


def home_of(work: Work, child_id: UUID) -> UUID | None:
    """Return the home where a child lives or lived last; None where we know of none."""
    found = _lived(work, child_id)
    return found[0][0].home_id if found else None


def _lived(work: Work, child_id: UUID) -> list[tuple[Place, date, date | None]]:
    """Return where the child has lived, from when to when, the newest first."""
    found = work.session.execute(
        select(
            Placement.child_id,
            Placement.municipality_id,
            Placement.unit_id,
            Unit.home_id,
            Home.profile,
            Home.time_zone,
            Placement.begins,
            Placement.ends,
        )
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(
            scope.within(Placement, work, Permission.INCIDENT_READ), Placement.child_id == child_id
        )
        .order_by(Placement.begins.desc())
        .execution_options(scope=Permission.INCIDENT_READ)
    )
    work.look_up(child_id)
    return [(Place(*row[:4], row[4].value, row[5]), row[6], row[7]) for row in found]


def _works_there(work: Work, place: Place) -> bool:
    """Tell whether the actor works in the home, or answers for the child wherever it lives."""
    homes = scope.units(work, Permission.INCIDENT_WRITE).with_only_columns(Unit.home_id)
    if place.home_id in set(work.session.scalars(homes)):
        return True
    assigned = (
        select(Assignment.id)
        .where(
            scope.within(Assignment, work, Permission.INCIDENT_WRITE),
            Assignment.child_id == place.child_id,
            Assignment.person_id == work.actor.id,
            Assignment.relation == Relation.CASEWORKER_OF,
            scope.lasts(Assignment.begins, Assignment.ends, work.today),
        )
        .execution_options(scope=Permission.INCIDENT_WRITE)
    )
    return work.session.scalar(assigned) is not None
