"""Read a child's plan and write its next version; the version with the highest number holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from institution.access.errors import ConflictError, NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.db.base import new_id
from institution.plans.models import Goal, Intervention, Plan


class NewerVersionError(ConflictError):
    """Somebody wrote a version of the plan in the meantime."""


class UnknownAnswerError(RefusedError):
    """An area or a dimension that the content does not have."""


@dataclass(frozen=True)
class NewGoal:
    """A goal as it stands in the next version."""

    wording: str
    area: str
    starts_on: date
    review_on: date
    dimension: str | None = None
    measure: str | None = None
    baseline: float | None = None
    target_low: float | None = None
    target_high: float | None = None
    what: str | None = None
    """What is done for it; None where nothing is agreed yet."""
    who: str | None = None
    lineage_id: UUID | None = None
    """Of the goal it carries on; None for a new one."""


@dataclass(frozen=True)
class NewPlan:
    """The next version of a plan."""

    begins_on: date
    review_on: date
    goals: tuple[NewGoal, ...]
    builds_on: int
    """Number of the version it was made from; 0 where there was none."""
    change_reason: str | None = None


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
    other = aliased(Plan)
    newest = (
        select(func.max(other.version)).where(other.child_id == Plan.child_id).scalar_subquery()
    )
    return list(
        work.session.scalars(
            scope.about(Goal, work, permission)
            .join(Plan, Plan.id == Goal.plan_id)
            .where(Goal.child_id.in_(list(child_ids)), Plan.version == newest)
            .order_by(Goal.child_id, Goal.position)
        )
    )


def write(work: Work, child_id: UUID, new: NewPlan) -> Plan:
    """Write the next version; what was before stays readable.

    Raises:
        NotReachableError: the actor may not write the plan of this child.
        NewerVersionError: it was made from a version that no longer holds.
        UnknownAnswerError: an area or a dimension that does not exist.
    """
    child = scope.child(work, Permission.PLAN_WRITE, child_id)
    before = current(work, Permission.PLAN_WRITE, child_id)
    version = before.version if before else 0
    if new.builds_on != version:
        raise NewerVersionError
    if work.actor.id is None:
        raise NotReachableError
    _check(new)
    known = {goal.lineage_id for goal in before.goals} if before else set()
    plan = Plan(
        child_id=child.id,
        municipality_id=child.municipality_id,
        version=version + 1,
        author_id=work.actor.id,
        written_at=work.now,
        begins_on=new.begins_on,
        review_on=new.review_on,
        change_reason=new.change_reason,
        goals=[_goal(child, place, goal, known) for place, goal in enumerate(new.goals)],
    )
    save(work, plan, Action.PLAN_WRITTEN, new.change_reason)
    return plan


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


def _versions(work: Work, permission: Permission, child_id: UUID) -> Select[Plan]:
    """Select the versions of a plan, newest first, with everything in them."""
    return (
        scope.about(Plan, work, permission)
        .where(Plan.child_id == child_id)
        .order_by(Plan.version.desc())
        .options(selectinload(Plan.goals).selectinload(Goal.interventions))
    )


def _check(new: NewPlan) -> None:
    """Refuse areas and dimensions that the content does not have."""
    content = daily_log()
    areas = {area.key for area in content.plan_areas}
    for goal in new.goals:
        if goal.area not in areas:
            raise UnknownAnswerError(goal.area)
        if goal.dimension is not None and goal.dimension not in content.dimension_keys:
            raise UnknownAnswerError(goal.dimension)


def _goal(child: ReachedChild, position: int, new: NewGoal, known: set[UUID]) -> Goal:
    """Return a goal of the next version; only a goal of the last one can be carried on."""
    carried_on = new.lineage_id if new.lineage_id in known else None
    return Goal(
        child_id=child.id,
        municipality_id=child.municipality_id,
        lineage_id=carried_on or new_id(),
        position=position,
        wording=new.wording,
        area=new.area,
        dimension=new.dimension,
        measure=new.measure,
        baseline=new.baseline,
        target_low=new.target_low,
        target_high=new.target_high,
        starts_on=new.starts_on,
        review_on=new.review_on,
        interventions=[_intervention(child, new)] if new.what else [],
    )


def _intervention(child: ReachedChild, new: NewGoal) -> Intervention:
    """Return what is done for a goal."""
    return Intervention(
        child_id=child.id,
        municipality_id=child.municipality_id,
        position=0,
        what=new.what,
        who=new.who,
        begins_on=new.starts_on,
    )
