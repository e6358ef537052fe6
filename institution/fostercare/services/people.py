"""Who is tied to a family: its carers who sign in, and its coordinator from a day to a day."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission, Relation, Role
from institution.access.work import Work
from institution.accounts.models import Person, PersonRole
from institution.accounts.services import user_name_index
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Employment
from institution.fostercare.models import FosterFamily
from institution.fostercare.services.families import family
from institution.fostercare.services.ties import tie


class NoSuchPersonError(RefusedError):
    """Nobody with this user name has the role that is needed."""


def people_of(work: Work, family_id: UUID) -> list[tuple[Employment, str]]:
    """Return who is and was tied to a family, with their names; the newest first."""
    family(work, Permission.FAMILY_COORDINATE, family_id)
    found = work.session.execute(
        select(Employment, Person)
        .join(Person, Person.id == Employment.person_id)
        .where(Employment.home_id == family_id)
        .order_by(Employment.begins.desc())
    )
    return [(tied, person.name) for tied, person in found]


def add_carer(work: Work, family_id: UUID, user_name: str) -> None:
    """Let an account of a foster carer write for a family from today.

    Raises:
        NotReachableError: not a family of the actor.
        NoSuchPersonError: no account with this user name is a foster carer.
    """
    _add(work, family_id, (user_name, Role.FOSTER_PARENT), Relation.FOSTER_CARER_OF)


def add_leader(work: Work, family_id: UUID, user_name: str) -> None:
    """Let a team leader read and sign what is concluded about a family, from today.

    Raises:
        NotReachableError: not a family of the actor.
        NoSuchPersonError: no account with this user name is a team leader.
    """
    _add(work, family_id, (user_name, Role.CASE_TEAM_LEADER), Relation.LEADER_OF_TEAM)


def _add(work: Work, family_id: UUID, account: tuple[str, Role], relation: Relation) -> None:
    """Tie an account, by user name and role, to a family from today; said again nothing changes."""
    found = _of(work, family_id)
    person_id = person_with(work, *account)
    if any(tied.person_id == person_id and tied.ends is None for tied in _tied(work, family_id)):
        return
    tie(work, found, person_id, relation, work.today)


def hand_over(work: Work, family_id: UUID, user_name: str) -> None:
    """Make somebody else the coordinator of a family from tomorrow; it ends for the actor today.

    Said again it changes nothing.

    Raises:
        NotReachableError: not a family of the actor.
        NoSuchPersonError: no other account with this user name is a coordinator.
    """
    found = _of(work, family_id)
    person_id = person_with(work, user_name, Role.FOSTER_COORDINATOR)
    if person_id == work.actor.id:
        raise NoSuchPersonError
    coordinating = [
        tied
        for tied in _tied(work, family_id)
        if tied.relation is Relation.COORDINATOR_OF_FAMILY and tied.ends is None
    ]
    if any(tied.person_id == person_id for tied in coordinating):
        return
    for tied in coordinating:
        tied.ends = work.today
        save(work, tied, Action.ENDED)
    tomorrow = work.today + timedelta(days=1)
    tie(work, found, person_id, Relation.COORDINATOR_OF_FAMILY, tomorrow)


def _of(work: Work, family_id: UUID) -> FosterFamily:
    """Return the row of a family that the actor coordinates."""
    mine = scope.families(work, Permission.FAMILY_COORDINATE)
    found = work.session.scalar(
        select(FosterFamily).where(
            FosterFamily.home_id == family_id, FosterFamily.home_id.in_(mine)
        )
    )
    if found is None:
        raise NotReachableError
    return found


def _tied(work: Work, family_id: UUID) -> Sequence[Employment]:
    return work.session.scalars(select(Employment).where(Employment.home_id == family_id)).all()


def person_with(work: Work, user_name: str, role: Role) -> UUID:
    """Return the account with a user name, which holds the role today."""
    index = user_name_index(work.session.info["keyring"], user_name)
    found = work.session.scalar(
        select(Person.id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            Person.user_name_index == index,
            PersonRole.role == role,
            scope.lasts(PersonRole.begins, PersonRole.ends, work.today),
        )
        .limit(1)
    )
    if found is None:
        raise NoSuchPersonError
    return found
