"""The only door to records about children.

The same clause makes a list and finds a single record, so that the two cannot disagree.
"""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission, Relation, relations
from institution.access.work import Work
from institution.cases.models import Child, Unit
from institution.cases.scope import conditions
from institution.cases.scope.bounds import Closer
from institution.cases.scope.kinds import Kinds, kinds_kept
from institution.cases.scope.reached import LONGEST, ReachedChild, ShownChild, hour_of
from institution.cases.scope.ways import Relations, lasts, values_of
from institution.db.base import AboutChild

__all__ = [
    "ReachedChild",
    "ShownChild",
    "about",
    "child",
    "child_ids",
    "children",
    "families",
    "kinds",
    "lasts",
    "of_child",
    "units",
    "with_gaps",
    "within",
]

About = TypeVar("About", bound=AboutChild)


def children(work: Work, permission: Permission) -> Select[Child]:
    """Select the children on whom the actor may use `permission`.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    reached = conditions.reached(_through(work, permission), work.actor.id, work.today)
    return select(Child).where(reached).execution_options(scope=permission)


def child(work: Work, permission: Permission, child_id: UUID) -> ReachedChild:
    """Return the child.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
        NotReachableError: no such child, or not within reach.
    """
    statement, hour = conditions.single(_through(work, permission)), hour_of(work.now)
    asked = {"child_id": child_id, "since": hour - LONGEST}
    asked |= values_of(work.actor.id, work.today)
    found = statement.rows(work.session.connection(), asked)
    if not found:
        raise NotReachableError
    work.look_up(child_id)
    name, born, municipality_id, records = found[0]
    keyring = work.session.info["keyring"]
    return ReachedChild(keyring, child_id, name, born, municipality_id, records, hour)


def child_ids(work: Work, permission: Permission) -> Select[UUID]:
    """Select the ids of the children on whom the actor may use `permission`.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    return children(work, permission).with_only_columns(Child.id)


def about(model: type[About], work: Work, permission: Permission) -> Select[About]:
    """Select the `model` records about children on whom the actor may use `permission`.

    What is written in a home stays with that home's people and the caseworker: another home that
    receives the child does not read it. What is bounded is read only as far as its bounds allow.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    return select(model).where(within(model, work, permission)).execution_options(scope=permission)


def within(model: type[About], work: Work, permission: Permission) -> ColumnElement[bool]:
    """Return the condition of `about`, for a query that selects columns.

    The query needs `.execution_options(scope=permission)`, and the work a `look_up` for each child.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    through, closer = _through(work, permission), _closer(work)
    return conditions.within(model, through, work.actor.id, work.today, closer)


def of_child(
    model: type[About], work: Work, permission: Permission, child_id: UUID
) -> tuple[ColumnElement[bool], dict[str, Any]]:
    """Return the condition of `within` for the records about one child, and what belongs in it.

    It has gaps, as that of `with_gaps`; whether the child is within reach is asked once, and not
    for each record. The work needs a `look_up` of the child.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    reached = conditions.of_child(model, _through(work, permission), _closer(work))
    return reached, {"of_child": child_id, **values_of(work.actor.id, work.today)}


def with_gaps(
    model: type[About], work: Work, permission: Permission
) -> tuple[conditions.WithGaps, dict[str, Any]]:
    """Return the conditions of `within` and `units` with gaps, and what belongs in them.

    For a statement that is made once and carried out for everybody with the same relations. The
    work needs a `look_up` for each child.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    gaps = conditions.with_gaps(model, _through(work, permission), _closer(work))
    return gaps, values_of(work.actor.id, work.today)


def kinds(work: Work, permission: Permission, child_id: UUID) -> Kinds:
    """Return the models of which there is any record about a child, whoever reads it.

    For not asking for what is not there. Only models that are found by child are looked for, not
    the parts of other records.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    _through(work, permission)
    return kinds_kept(work, child_id)


def families(work: Work, permission: Permission) -> Select[UUID]:
    """Select the ids of the foster families for which the actor may use `permission`.

    They are ids of homes. What is kept about a family itself, and about no child, is read by them.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    return conditions.families(_through(work, permission), work.actor.id, work.today)


def units(work: Work, permission: Permission) -> Select[Unit]:
    """Select the units in which the actor works and may use `permission`.

    Raises:
        NotAllowedError: no role of the actor ever has it.
    """
    return conditions.units(_through(work, permission), work.actor.id, work.today)


def _closer(work: Work) -> Closer:
    """Return through which relations the actor reads what is bounded."""
    return Closer(
        relations(work.actor.roles, Permission.INCIDENT_READ_RESTRICTED),
        relations(work.actor.roles, Permission.INCIDENT_READ_NAMED),
    )


def _through(work: Work, permission: Permission) -> Relations:
    """Return the relations that give the permission, or refuse."""
    through = relations(work.actor.roles, permission) - {Relation.NO_CHILD}
    if not through:
        raise NotAllowedError(permission.value)
    return through
