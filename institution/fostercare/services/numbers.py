"""Where others around the child stand on the scale of a finished map: each gives an own number."""

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
from institution.fostercare.services.maps import Stands
from institution.fostercare.services.sheets import Sheet, maps_of

STANDS = (Role.CONTACT_ADULT, Role.FOSTER_COORDINATOR, Role.FOSTER_PARENT)


@dataclass(frozen=True)
class NewNumber:
    """What somebody says about where they stand."""

    number: int
    reason: str
    one_up: str | None


def give(work: Work, child_id: UUID, sheet_id: UUID, new: NewNumber) -> None:
    """Keep an own number for the newest finished map; the same again changes nothing.

    Raises:
        NotReachableError: not a child of the actor, or not its newest finished map.
        ConflictError: the actor gave another number for this map already.
    """
    child = scope.child(work, Permission.MAP_NUMBER, child_id)
    newest = next((one for one in maps_of(work, child_id) if one.signed), None)
    if newest is None or newest.id != sheet_id:
        raise NotReachableError
    if mine := mine_in(work, newest):
        if (mine.number, mine.reason, mine.one_up) != (new.number, new.reason, new.one_up):
            raise ConflictError
        return
    kept = MapNumber(
        child_id=child.id,
        municipality_id=child.municipality_id,
        home_id=newest.home_id,
        sheet_id=sheet_id,
        stands=next(role for role in STANDS if role in work.actor.roles).value,
        number=new.number,
        reason=new.reason,
        one_up=new.one_up,
        author_id=work.actor.id,
        written_at=work.now,
    )
    save(work, kept, Action.NUMBER_GIVEN)


def mine_in(work: Work, sheet: Sheet) -> MapNumber | None:
    """Return the number that the actor gave for a map."""
    return work.session.scalar(
        scope.about(MapNumber, work, Permission.MAP_READ).where(
            MapNumber.sheet_id == sheet.id, MapNumber.author_id == work.actor.id
        )
    )


def given(work: Work, found: Sequence[Sheet]) -> Mapping[UUID, list[Stands]]:
    """Return by map the numbers that others gave for it, the first given first."""
    rows = work.session.scalars(
        scope.about(MapNumber, work, Permission.MAP_READ)
        .where(MapNumber.sheet_id.in_([one.id for one in found]))
        .order_by(MapNumber.written_at, MapNumber.id)
    ).all()
    people = names(work, [one.author_id for one in rows]) if rows else {}
    told: dict[UUID, list[Stands]] = {one.id: [] for one in found}
    for one in rows:
        who = (one.stands, people.get(one.author_id, ""), one.number)
        stands = Stands(*who, one.reason, one.one_up or "", one.written_at)
        told[one.sheet_id].append(stands)
    return told
