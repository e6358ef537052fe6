"""The register of foster families: who is tied to them, and where they live."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.accounts.services import require
from institution.audit.models import Action, SecurityEvent
from institution.audit.services import note_security, save
from institution.cases import scope
from institution.cases.models import Home, PlaceKind, Profile, Unit
from institution.db.sealing import Place
from institution.fostercare.models import FamilyAddress, FosterFamily
from institution.fostercare.services.asked import Build, asked
from institution.fostercare.services.ties import tie


class ReferenceTakenError(ConflictError):
    """Another place has this number."""


@dataclass(frozen=True)
class NewFamily:
    """What is known when a family is registered."""

    reference: str
    """How lists and the child's page name it without naming it."""
    name: str
    profile: Profile
    address: str
    phone: str | None
    protected: bool


@dataclass(frozen=True)
class Family:
    """A family as pages need it."""

    id: UUID
    """Of the place."""
    reference: str
    name: str
    profile: Profile
    unit_id: UUID
    registered: date | None = None
    """Where it is asked for."""


def register(work: Work, new: NewFamily) -> Family:
    """Add a family; the actor becomes its coordinator.

    Raises:
        NotAllowedError: the actor never registers families.
        ReferenceTakenError: another place has the number.
    """
    require(work, Permission.FAMILY_REGISTER)
    if work.session.scalar(select(Home.id).where(Home.name == new.reference)):
        raise ReferenceTakenError
    home = Home(
        name=new.reference,
        profile=new.profile,
        time_zone=work.actor.time_zone.key,
        kind=PlaceKind.FOSTER_FAMILY,
    )
    save(work, home, Action.FAMILY_REGISTERED)
    work.session.flush()
    unit = Unit(home_id=home.id, home=home, name=new.reference)
    save(work, unit, Action.FAMILY_REGISTERED)
    work.session.flush()
    family = FosterFamily(home_id=home.id, unit_id=unit.id, name=new.name, registered_at=work.now)
    save(work, family, Action.FAMILY_REGISTERED)
    if work.actor.id is not None:
        tie(work, family, work.actor.id, Relation.COORDINATOR_OF_FAMILY, work.today)
        _keep_address(work, home.id, new)
    work.session.flush()
    return Family(home.id, home.name, new.name, home.profile, unit.id)


def families(work: Work, permission: Permission) -> list[Family]:
    """Return the families of the actor, by number.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    keyring, found = work.session.info["keyring"], []
    for home_id, reference, profile, unit_id, row_id, sealed, at in asked(
        work, _BUILDS[permission]
    ):
        name = keyring.open(sealed, Place(FosterFamily.__tablename__, "name_sealed", row_id))
        found.append(Family(home_id, reference, name, profile, unit_id, at.date()))
    return found


def _families(permission: Permission) -> Build:
    """Return what makes the statement of the families of a person."""
    return lambda work: (
        select(
            Home.id,
            Home.name,
            Home.profile,
            FosterFamily.unit_id,
            FosterFamily.id,
            FosterFamily.name_sealed,
            FosterFamily.registered_at,
        )
        .join(Home, Home.id == FosterFamily.home_id)
        .where(FosterFamily.home_id.in_(scope.families(work, permission)))
        .order_by(Home.name)
    )


_BUILDS: Mapping[Permission, Build] = {
    one: _families(one)
    for one in (
        Permission.FAMILY_COORDINATE,
        Permission.FAMILY_READ,
        Permission.FAMILY_OWN,
        Permission.FAMILY_SIGN,
        Permission.FAMILY_LEAD,
    )
}


def family(work: Work, permission: Permission, family_id: UUID) -> Family:
    """Return one family of the actor.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
        NotReachableError: no such family, or not the actor's.
    """
    found = [one for one in families(work, permission) if one.id == family_id]
    if not found:
        raise NotReachableError
    return found[0]


def address(work: Work, permission: Permission, family_id: UUID) -> FamilyAddress | None:
    """Return where a family lives; that it was shown is kept where it is protected.

    Raises:
        NotReachableError: not a family of the actor.
    """
    family(work, permission, family_id)
    found = work.session.scalar(
        select(FamilyAddress)
        .where(FamilyAddress.home_id == family_id)
        .order_by(FamilyAddress.written_at.desc(), FamilyAddress.id.desc())
        .limit(1)
    )
    if found is not None and found.protected:
        note_security(
            work, SecurityEvent.ADDRESS_SHOWN, person_id=work.actor.id, subject_id=family_id
        )
    return found


def _keep_address(work: Work, home_id: UUID, new: NewFamily) -> None:
    kept = FamilyAddress(
        home_id=home_id,
        address=new.address,
        phone=new.phone,
        protected=new.protected,
        author_id=work.actor.id,
        written_at=work.now,
    )
    save(work, kept, Action.ADDRESS_KEPT)
