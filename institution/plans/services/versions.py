"""Read a child's plan; the version with the highest number holds."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Municipality
from institution.cases.scope import ReachedChild
from institution.content.plans import PlanProfile, plans
from institution.plans.models import Goal, Plan


def current(work: Work, permission: Permission, child_id: UUID) -> Plan | None:
    """Return the version that holds, with its goals; None where there is no plan.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    statement = _newest(scope.within(Plan, work, permission))
    return work.session.scalars(statement, {"of_child": child_id}).unique().first()


def versions(work: Work, child_id: UUID) -> list[Plan]:
    """Return all versions with their goals, newest first.

    Raises:
        NotAllowedError: no role of the actor may ever read plans.
    """
    return list(work.session.scalars(_versions(work, Permission.PLAN_READ, child_id)))


def goals_of(work: Work, permission: Permission, child_ids: Iterable[UUID]) -> list[Goal]:
    """Return the goals of the plans that hold, of several children; in the order of each plan.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    statement = _goals(scope.within(Goal, work, permission))
    return list(work.session.scalars(statement, {"of_children": list(child_ids)}))


def profile_of(work: Work, child: ReachedChild) -> PlanProfile:
    """Return the plan as the law of the child's authority names it."""
    found = work.session.scalar(
        select(Municipality.profile).where(Municipality.id == child.municipality_id)
    )
    profiles = plans().profiles
    return profiles[found.value] if found is not None else next(iter(profiles.values()))


@lru_cache
def _newest(reached: ColumnElement[bool]) -> Select[Plan]:
    """Return the statement for the version that holds; kept, since making it takes long."""
    other = aliased(Plan)
    same = other.child_id == bindparam("of_child")
    number = select(func.max(other.version)).where(same).scalar_subquery()
    return (
        select(Plan)
        .where(Plan.child_id == bindparam("of_child"), Plan.version == number, reached)
        .options(joinedload(Plan.goals).joinedload(Goal.interventions))
        .execution_options(scope="plan")
    )


@lru_cache
def _goals(reached: ColumnElement[bool]) -> Select[Goal]:
    """Return the statement for the goals that hold; kept, since making it takes long."""
    other = aliased(Plan)
    newest = (
        select(func.max(other.version)).where(other.child_id == Plan.child_id).scalar_subquery()
    )
    of_children = Goal.child_id.in_(bindparam("of_children", expanding=True))
    return (
        select(Goal)
        .join(Plan, Plan.id == Goal.plan_id)
        .where(of_children, Plan.version == newest, reached)
        .order_by(Goal.child_id, Goal.position)
        .execution_options(scope="plan")
    )


def _versions(work: Work, permission: Permission, child_id: UUID) -> Select[Plan]:
    """Select the versions of a plan, newest first, with everything in them."""
    return (
        scope.about(Plan, work, permission)
        .where(Plan.child_id == child_id)
        .order_by(Plan.version.desc())
        .options(
            selectinload(Plan.texts),
            selectinload(Plan.goals).selectinload(Goal.interventions),
            selectinload(Plan.goals).selectinload(Goal.levels),
        )
    )
