"""Register authorities, homes, units and children."""

from dataclasses import dataclass
from datetime import date

from institution.access.errors import RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Child, Home, Municipality, Profile, Unit
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


def _cpr_index(work: Work, cpr: str | None) -> bytes | None:
    """Return the keyed fingerprint of a civil registration number."""
    if cpr is None:
        return None
    digits = cpr.replace("-", "").replace(" ", "")
    if len(digits) != 10 or not digits.isdigit():
        raise InvalidNumberError
    keyring: Keyring = work.session.info["keyring"]
    return keyring.index("cpr", digits)
