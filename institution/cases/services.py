"""Register children and tie people to them. Every function says who may, and refuses the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import ConflictError, NotReachableError, RefusedError
from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import (
    Assignment,
    Block,
    Child,
    Employment,
    Home,
    Municipality,
    Placement,
    Profile,
    Unit,
)
from institution.db.sealing import Keyring


class InvalidNumberError(RefusedError):
    """Not a civil registration number: ten digits that begin with a day."""


@dataclass(frozen=True)
class NewChild:
    """What is known when a child is registered."""

    reference: str
    name: str
    born: date
    cpr: str | None = None
    address: str | None = None


def add_municipality(work: Work, name: str, profile: Profile) -> Municipality:
    """Add an authority."""
    scope.children(work, Permission.CASE_ADMINISTER)
    municipality = Municipality(name=name, profile=profile)
    save(work, municipality, Action.SET_UP)
    work.session.flush()
    return municipality


def add_home(work: Work, name: str, profile: Profile, time_zone: str) -> Home:
    """Add a residential home."""
    scope.children(work, Permission.CASE_ADMINISTER)
    home = Home(name=name, profile=profile, time_zone=time_zone)
    save(work, home, Action.SET_UP)
    work.session.flush()
    return home


def add_unit(work: Work, home: Home, name: str) -> Unit:
    """Add a unit to a home."""
    scope.children(work, Permission.CASE_ADMINISTER)
    unit = Unit(home_id=home.id, home=home, name=name)
    save(work, unit, Action.SET_UP)
    work.session.flush()
    return unit


def register_child(work: Work, municipality: Municipality, new: NewChild) -> Child:
    """Register a child of a municipality.

    Raises:
        InvalidNumberError: the civil registration number is not one.
    """
    scope.children(work, Permission.CASE_ADMINISTER)
    child = Child(
        municipality_id=municipality.id,
        reference=new.reference,
        name=new.name,
        born_text=new.born.isoformat(),
        cpr=new.cpr,
        cpr_index=_cpr_index(work, new.cpr),
        address=new.address,
    )
    save(work, child, Action.CHILD_REGISTERED)
    work.session.flush()
    return child


def place(
    work: Work, child: Child, unit: Unit, begins: date, ends: date | None = None
) -> Placement:
    """Place a child in a unit; a placement that lasts ends the day before.

    Raises:
        ConflictError: the child lives somewhere already on a later day.
    """
    earlier = work.session.scalars(
        scope.about(Placement, work, Permission.CASE_ADMINISTER)
        .where(Placement.child_id == child.id)
        .order_by(Placement.begins)
    ).all()
    _end_before(work, earlier, begins)
    placement = Placement(
        child_id=child.id,
        municipality_id=child.municipality_id,
        unit_id=unit.id,
        unit=unit,
        begins=begins,
        ends=ends,
    )
    save(work, placement, Action.PLACED)
    return placement


def assign(
    work: Work, child: Child, person_id: UUID, relation: Relation, begins: date
) -> Assignment:
    """Give a child its caseworker or contact adult; there is one caseworker at a time."""
    earlier = work.session.scalars(
        scope.about(Assignment, work, Permission.CASE_ADMINISTER).where(
            Assignment.child_id == child.id, Assignment.relation == relation
        )
    ).all()
    if relation is Relation.CASEWORKER_OF:
        _end_before(work, earlier, begins)
    assignment = Assignment(
        child_id=child.id,
        municipality_id=child.municipality_id,
        person_id=person_id,
        relation=relation,
        begins=begins,
    )
    save(work, assignment, Action.ASSIGNED)
    return assignment


def employ(
    work: Work, person_id: UUID, relation: Relation, place: Unit | Home, begins: date
) -> Employment:
    """Employ a person in a unit, or as manager of a home."""
    scope.children(work, Permission.CASE_ADMINISTER)
    unit = place if isinstance(place, Unit) else None
    employment = Employment(
        person_id=person_id,
        relation=relation,
        home_id=unit.home_id if unit else place.id,
        unit_id=unit.id if unit else None,
        begins=begins,
    )
    save(work, employment, Action.EMPLOYED)
    return employment


def block(work: Work, child: Child, person_id: UUID, begins: date) -> Block:
    """Keep a person who is kin to the child, or in conflict with it, away from its records."""
    scope.children(work, Permission.CASE_ADMINISTER)
    row = Block(
        child_id=child.id, municipality_id=child.municipality_id, person_id=person_id, begins=begins
    )
    save(work, row, Action.BLOCKED)
    return row


def end(work: Work, row: Placement | Assignment | Employment | Block, last_day: date) -> None:
    """End something that lasts; what has ended is never changed again.

    Raises:
        ConflictError: it has ended already, or would end before it began.
    """
    scope.children(work, Permission.CASE_ADMINISTER)
    if row.ends is not None or last_day < row.begins:
        raise ConflictError
    row.ends = last_day
    save(work, row, Action.ENDED)


def find_by_reference(work: Work, permission: Permission, references: Sequence[str]) -> list[Child]:
    """Return the children within reach among those with the given references."""
    found = scope.children(work, permission).where(Child.reference.in_(references))
    return list(work.session.scalars(found))


def placements(work: Work, permission: Permission, child_id: UUID) -> list[Placement]:
    """Return where the child has lived, oldest first."""
    return list(
        work.session.scalars(
            scope.about(Placement, work, permission)
            .where(Placement.child_id == child_id)
            .order_by(Placement.begins)
        )
    )


def placement_on(work: Work, permission: Permission, child_id: UUID, day: date) -> Placement | None:
    """Return where the child lived on a day; None where it lived nowhere we know."""
    return work.session.scalar(
        scope.about(Placement, work, permission)
        .where(Placement.child_id == child_id, scope.lasts(Placement.begins, Placement.ends, day))
        .order_by(Placement.begins.desc())
        .limit(1)
    )


def unit(work: Work, permission: Permission, unit_id: UUID) -> Unit:
    """Return a unit in which the actor works.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
        NotReachableError: no such unit, or not the actor's.
    """
    found = work.session.scalar(scope.units(work, permission).where(Unit.id == unit_id))
    if found is None:
        raise NotReachableError
    return found


def children_of_unit(work: Work, permission: Permission, unit_id: UUID, day: date) -> list[Child]:
    """Return the children who live in the unit on a day and are within reach, by name."""
    living = select(Placement.child_id).where(
        Placement.unit_id == unit_id, scope.lasts(Placement.begins, Placement.ends, day)
    )
    found = work.session.scalars(scope.children(work, permission).where(Child.id.in_(living)))
    return sorted(found, key=lambda child: child.name)


def _end_before(work: Work, earlier: Sequence[Placement | Assignment], begins: date) -> None:
    """End what lasts on the day before `begins`."""
    for row in earlier:
        if row.begins >= begins:
            raise ConflictError
        if row.ends is None:
            row.ends = date.fromordinal(begins.toordinal() - 1)
            save(work, row, Action.ENDED)
        elif row.ends >= begins:
            raise ConflictError


def _cpr_index(work: Work, cpr: str | None) -> bytes | None:
    """Return the keyed fingerprint of a civil registration number."""
    if cpr is None:
        return None
    digits = cpr.replace("-", "").replace(" ", "")
    if len(digits) != 10 or not digits.isdigit():
        raise InvalidNumberError
    keyring: Keyring = work.session.info["keyring"]
    return keyring.index("cpr", digits)
