"""Try an import out: make up the children and adults a file names, in a database of its own."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from institution.access.errors import RefusedError
from institution.access.policy import Permission, Relation, Role
from institution.access.work import Work
from institution.accounts.services import NewPerson, add_person, ids_by_user_name
from institution.cases import services as cases
from institution.cases.models import Home, Municipality, Profile, Unit
from institution.logs.services.importing.rows import Row

PLACE = "Prøvested"
READER = "try-out"
AGE = timedelta(days=12 * 365 + 3)
BEFORE = timedelta(days=60)
"""The children have lived here so long before the first log that they have settled in."""


class NotForTryingError(RefusedError):
    """The database holds other homes; nothing is made up beside real children."""


@dataclass(frozen=True)
class TryOut:
    """Who can look at what was imported."""

    user_name: str
    password: str | None
    """None where the account was there already."""


def set_up(work: Work, rows: Sequence[Row]) -> TryOut:
    """Make up what the rows name and nobody knows: children, adults, and one caseworker.

    Raises:
        NotForTryingError: the database holds homes that were not made here.
    """
    if work.session.scalar(select(exists().where(Home.name != PLACE))):
        raise NotForTryingError
    first = min((row.about.day for row in rows), default=work.today) - BEFORE
    unit = _unit(work)
    reader, try_out = _reader(work, first)
    for author in _unknown_authors(work, rows):
        person = _person(work, author, (Role.SHIFT_STAFF,), first)
        cases.employ(work, person, Relation.STAFF_OF_UNIT, unit, first)
    for reference in _unknown_children(work, rows):
        _child(work, reference, unit, reader, first)
    work.session.flush()
    return try_out


def _unit(work: Work) -> Unit:
    """Return the unit of the try-out, made where it is not there."""
    found = work.session.scalar(select(Unit).join(Home).where(Home.name == PLACE))
    if found is not None:
        return found
    cases.add_municipality(work, PLACE, Profile.GREENLAND)
    home = cases.add_home(work, PLACE, Profile.GREENLAND, work.actor.time_zone.key)
    return cases.add_unit(work, home, PLACE)


def _reader(work: Work, first: date) -> tuple[UUID, TryOut]:
    """Return the caseworker of all made-up children, made where there is none."""
    found = ids_by_user_name(work, [READER]).get(READER)
    if found is not None:
        return found, TryOut(READER, None)
    password = secrets.token_urlsafe(12)
    return _person(work, READER, (Role.CASEWORKER,), first, password), TryOut(READER, password)


def _person(
    work: Work, user_name: str, roles: tuple[Role, ...], first: date, password: str = ""
) -> UUID:
    """Add an account; without a password nobody signs in with it."""
    new = NewPerson(user_name, user_name, password or secrets.token_urlsafe(24), roles)
    return add_person(work, new, first).id


def _unknown_authors(work: Work, rows: Sequence[Row]) -> list[str]:
    """Return the user names that nobody has."""
    named = sorted({row.about.author for row in rows})
    known = ids_by_user_name(work, named)
    return [name for name in named if name not in known]


def _unknown_children(work: Work, rows: Sequence[Row]) -> list[str]:
    """Return the references that no child has."""
    named = sorted({row.about.child for row in rows})
    found = cases.find_by_reference(work, Permission.LOG_IMPORT, named)
    known = {child.reference for child in found}
    return [reference for reference in named if reference not in known]


def _child(work: Work, reference: str, unit: Unit, reader: UUID, first: date) -> None:
    """Register a made-up child that bears its reference as name."""
    municipality = work.session.scalars(select(Municipality).where(Municipality.name == PLACE))
    new = cases.NewChild(reference, reference, first - AGE)
    child = cases.register_child(work, municipality.one(), new)
    cases.place(work, child, unit, first)
    cases.assign(work, child, reader, Relation.CASEWORKER_OF, first)
