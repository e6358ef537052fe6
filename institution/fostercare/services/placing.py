"""The caseworker asks for a family, places the child in one, and ends the placement."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from institution.access.errors import ConflictError, NotReachableError, RefusedError
from institution.access.policy import Permission, Relation, Role
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Assignment, Child, Home, PlaceKind, Placement, Unit
from institution.fostercare.models import FamilySheet
from institution.fostercare.services.people import person_with


class NoSuchFamilyError(RefusedError):
    """No foster family has this number."""


class NoPermitError(RefusedError):
    """No valid permit is noted, or there is no room; with a reason it is done all the same."""


def unit_of_family(work: Work, reference: str) -> Unit:
    """Return where children live in the family with a number.

    Raises:
        NoSuchFamilyError: no family has the number.
    """
    unit = work.session.scalar(
        select(Unit)
        .join(Home, Home.id == Unit.home_id)
        .where(Home.name == reference, Home.kind == PlaceKind.FOSTER_FAMILY)
    )
    if unit is None:
        raise NoSuchFamilyError
    return unit


def ask_for_family(work: Work, child_id: UUID, user_name: str) -> None:
    """Ask a coordinator to find a family; from today the coordinator may write what fits.

    Raises:
        NotReachableError: not a child of the actor.
        NoSuchPersonError: no coordinator has this user name.
    """
    child = scope.child(work, Permission.PLACE_CHILD, child_id)
    person_id = person_with(work, user_name, Role.FOSTER_COORDINATOR)
    if any(one.person_id == person_id for one in _asked(work, child_id)):
        return
    asked = Assignment(
        child_id=child.id,
        municipality_id=child.municipality_id,
        person_id=person_id,
        relation=Relation.MATCHING_FOR,
        begins=work.today,
    )
    save(work, asked, Action.ASSIGNED)


def place_in_family(
    work: Work, child_id: UUID, reference: str, begins: date, reason: str | None
) -> None:
    """Place a child in a foster family; where it lived before ends the day before.

    Raises:
        NotReachableError: not a child of the actor.
        NoSuchFamilyError: no family has the number.
        NoPermitError: no valid permit or no room, and no reason to place the child all the same.
        ConflictError: the child moved in somewhere on that day, or later.
    """
    child = _child(work, child_id)
    unit = unit_of_family(work, reference)
    if not reason and not _may_receive(work, unit, begins):
        raise NoPermitError
    right = cases.Right(Permission.PLACE_CHILD, reason)
    cases.place_by(right, work, child, unit, (begins, None))
    for asked in _asked(work, child_id):
        asked.ends = work.today
        save(work, asked, Action.ENDED)


def end_placement(work: Work, child_id: UUID, last_day: date) -> None:
    """End the placement in a family on a day that has not passed.

    Raises:
        NotReachableError: not a child of the actor, or it lives in no family.
        ConflictError: the day has passed, or the placement ends already.
    """
    living = work.session.scalar(
        scope.about(Placement, work, Permission.PLACE_CHILD)
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(
            Placement.child_id == child_id,
            Home.kind == PlaceKind.FOSTER_FAMILY,
            scope.lasts(Placement.begins, Placement.ends, work.today),
        )
    )
    if living is None:
        raise NotReachableError
    if living.ends is not None or last_day < work.today:
        raise ConflictError
    living.ends = last_day
    save(work, living, Action.ENDED)


def _child(work: Work, child_id: UUID) -> Child:
    found = work.session.scalar(
        scope.children(work, Permission.PLACE_CHILD).where(Child.id == child_id)
    )
    if found is None:
        raise NotReachableError
    return found


def _asked(work: Work, child_id: UUID) -> list[Assignment]:
    """Return which coordinators are asked to find the child a family."""
    return list(
        work.session.scalars(
            scope.about(Assignment, work, Permission.PLACE_CHILD).where(
                Assignment.child_id == child_id,
                Assignment.relation == Relation.MATCHING_FOR,
                Assignment.ends.is_(None),
            )
        )
    )


def _may_receive(work: Work, unit: Unit, day: date) -> bool:
    """Tell whether a valid permit is noted for the day, with room for one more child."""
    record = work.session.scalar(
        select(FamilySheet)
        .where(FamilySheet.home_id == unit.home_id, FamilySheet.form == "F0")
        .where(FamilySheet.state == "signed")
        .order_by(FamilySheet.written_at.desc())
        .limit(1)
    )
    if record is None:
        return False
    begins, ends = (record.answers.get(f"permit__{key}") for key in ("valid_from", "valid_to"))
    valid = begins is not None and begins <= day.isoformat() <= (ends or "9999")
    return valid and _living(work, unit, day) < record.answers.get("permit__most_children", 0)


def _living(work: Work, unit: Unit, day: date) -> int:
    """Count the children who live in a family on a day; who they are is not read."""
    here = (
        select(func.count())
        .select_from(Placement)
        .where(Placement.unit_id == unit.id, scope.lasts(Placement.begins, Placement.ends, day))
    )
    counted = here.execution_options(scope=Permission.PLACE_CHILD)
    return int(work.session.scalar(counted) or 0)
