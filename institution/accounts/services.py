"""People: adding them, and what they change about their own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, exists, select

from institution.access.errors import (
    ConflictError,
    NotAllowedError,
    NotReachableError,
    RefusedError,
)
from institution.access.policy import Permission, Role, relations
from institution.access.work import Work
from institution.accounts import passwords
from institution.accounts.models import Person, PersonRole
from institution.audit.models import Action, SecurityEvent
from institution.audit.services import note_security, save
from institution.db.sealing import Keyring
from institution.db.sealing import Place as SealedPlace

_NAMES = select(Person.id, Person.name_sealed).where(
    Person.id.in_(bindparam("wanted", expanding=True))
)
"""Made once, since making it takes longer than carrying it out."""


class WeakPasswordError(RefusedError):
    """Too short a password."""


class WrongPasswordError(RefusedError):
    """Not the password of the account."""


@dataclass(frozen=True)
class NewPerson:
    """What is known when someone gets an account."""

    user_name: str
    name: str
    password: str
    roles: tuple[Role, ...]
    language: str = "da"
    time_zone: str = "America/Nuuk"
    password_hash: str | None = None
    """Made before, where many invented people have one password; None: made of `password`."""


def user_name_index(keyring: Keyring, user_name: str) -> bytes:
    """Return the fingerprint by which an account is found."""
    return keyring.index("user_name", user_name)


def require(work: Work, permission: Permission) -> None:
    """Refuse who never has the permission; for what concerns no child.

    Raises:
        NotAllowedError: no role of the actor has it.
    """
    if not relations(work.actor.roles, permission):
        raise NotAllowedError(permission.value)


def add_person(work: Work, new: NewPerson, begins: date) -> Person:
    """Add an account with its roles.

    Raises:
        ConflictError: the user name is taken.
        WeakPasswordError: the password is shorter than 12 characters.
    """
    require(work, Permission.PEOPLE_ADMINISTER)
    keyring: Keyring = work.session.info["keyring"]
    index = user_name_index(keyring, new.user_name)
    if work.session.scalar(select(exists().where(Person.user_name_index == index))):
        raise ConflictError
    person = Person(
        user_name=new.user_name.strip(),
        user_name_index=index,
        name=new.name,
        password_hash=new.password_hash or _hashed(new.password),
        language=new.language,
        time_zone=new.time_zone,
        roles=[PersonRole(role=role, begins=begins) for role in new.roles],
    )
    save(work, person, Action.PERSON_ADDED)
    work.session.flush()
    return person


def people(work: Work) -> list[Person]:
    """Return all accounts, by name."""
    require(work, Permission.PEOPLE_ADMINISTER)
    return sorted(work.session.scalars(select(Person)), key=lambda person: person.name)


def names(work: Work, ids: Sequence[UUID | None]) -> dict[UUID, str]:
    """Return the names of people by id, for showing who wrote what."""
    wanted = {id_ for id_ in ids if id_ is not None}
    if not wanted:
        return {}
    keyring: Keyring = work.session.info["keyring"]
    found = work.session.connection().execute(_NAMES, {"wanted": list(wanted)})
    return {
        one: keyring.open(sealed, SealedPlace(Person.__tablename__, "name_sealed", one))
        for one, sealed in found
    }


def ids_by_user_name(work: Work, user_names: Sequence[str]) -> dict[str, UUID]:
    """Return the ids of the accounts with these user names; the unknown are left out."""
    require(work, Permission.LOG_IMPORT)
    keyring: Keyring = work.session.info["keyring"]
    indexes = {user_name_index(keyring, name): name for name in set(user_names)}
    rows = work.session.execute(
        select(Person.user_name_index, Person.id).where(Person.user_name_index.in_(indexes))
    )
    return {indexes[index]: id_ for index, id_ in rows}


def change_language(work: Work, language: str) -> None:
    """Let the actor read in another language."""
    person = own(work)
    person.language = language
    save(work, person, Action.PERSON_CHANGED)


def change_password(work: Work, old: str, new: str) -> None:
    """Give the actor a new password.

    Raises:
        WrongPasswordError: the old one does not fit.
        WeakPasswordError: the new one is shorter than 12 characters.
    """
    person = check_password(work, old)
    person.password_hash = _hashed(new)
    save(work, person, Action.PERSON_CHANGED)
    note_security(work, SecurityEvent.PASSWORD_CHANGED, person_id=work.actor.id)


def check_password(work: Work, password: str) -> Person:
    """Return the actor's own account, when the password is theirs.

    Raises:
        WrongPasswordError: it does not fit.
    """
    person = own(work)
    if not passwords.matches(person.password_hash, password):
        raise WrongPasswordError
    return person


def own(work: Work) -> Person:
    """Return the actor's own account."""
    require(work, Permission.OWN_ACCOUNT)
    found = work.session.scalar(select(Person).where(Person.id == work.actor.id))
    if found is None:
        raise NotReachableError
    return found


def _hashed(password: str) -> str:
    """Return the hash of a password that is long enough."""
    if len(password) < passwords.LEAST_LENGTH:
        raise WeakPasswordError
    return passwords.hashed(password)
