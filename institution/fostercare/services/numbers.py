"""Where the child and others around it stand on the scale of a finished map, each by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission, Role
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.fostercare.models import MapNumber
from institution.fostercare.services.maps import Stands, home_of
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.sheets import maps_of

STANDS = (Role.CHILD, Role.CONTACT_ADULT, Role.FOSTER_COORDINATOR, Role.FOSTER_PARENT)


@dataclass(frozen=True)
class NewNumber:
    """What somebody says about where they stand."""

    number: int
    reason: str
    """Empty where a child skipped it."""
    one_up: str | None


def newest(work: Work, child_id: UUID) -> Sheet | None:
    """Return the newest finished map in which the actor may stand; None where there is none."""
    found = maps_of(work, child_id, _reads(work))
    return next((one for one in found if one.signed), None)


def give(work: Work, child_id: UUID, sheet_id: UUID, new: NewNumber) -> None:
    """Keep an own number for the newest finished map; the same again changes nothing.

    Raises:
        NotReachableError: not a child of the actor, or not its newest finished map.
        ConflictError: the actor gave another number for this map already.
    """
    child = scope.child(work, _gives(work), child_id)
    sheet = newest(work, child_id)
    if sheet is None or sheet.id != sheet_id:
        raise NotReachableError
    if mine := mine_in(work, sheet):
        if (mine.number, mine.reason, mine.one_up) != (new.number, new.reason, new.one_up):
            raise ConflictError
        return
    kept = MapNumber(
        child_id=child.id,
        municipality_id=child.municipality_id,
        home_id=sheet.home_id or home_of(work, _reads(work), child_id),
        sheet_id=sheet_id,
        stands=next(role for role in STANDS if role in work.actor.roles).value,
        number=new.number,
        reason=new.reason,
        one_up=new.one_up,
        author_id=_author(work),
        written_at=work.now,
    )
    save(work, kept, Action.NUMBER_GIVEN)


def mine_in(work: Work, sheet: Sheet) -> MapNumber | None:
    """Return the number that the actor gave for a map."""
    return work.session.scalar(
        scope.about(MapNumber, work, _reads(work)).where(
            MapNumber.sheet_id == sheet.id, MapNumber.author_id.is_not_distinct_from(_author(work))
        )
    )


def _author(work: Work) -> UUID | None:
    """Return whom a number names as its author: nobody, where it is the child's own."""
    return None if Role.CHILD in work.actor.roles else work.actor.id


def _reads(work: Work) -> Permission:
    return Permission.MAP_OWN if Role.CHILD in work.actor.roles else Permission.MAP_READ


def _gives(work: Work) -> Permission:
    return Permission.MAP_OWN if Role.CHILD in work.actor.roles else Permission.MAP_NUMBER


def given(work: Work, found: Sequence[Sheet]) -> Mapping[UUID, list[Stands]]:
    """Return by map the numbers that others gave for it, the first given first."""
    rows = work.session.scalars(
        scope.about(MapNumber, work, _reads(work))
        .where(MapNumber.sheet_id.in_([one.id for one in found]))
        .order_by(MapNumber.written_at, MapNumber.id)
    ).all()
    authors = [one.author_id for one in rows if one.author_id]
    people = names(work, authors) if authors else {}
    told: dict[UUID, list[Stands]] = {one.id: [] for one in found}
    for one in rows:
        who = (one.stands, people.get(one.author_id, "") if one.author_id else "", one.number)
        stands = Stands(*who, one.reason, one.one_up or "", one.written_at)
        told[one.sheet_id].append(stands)
    return told
