"""Write the next version of a plan; what was before stays readable."""

from collections.abc import Iterator
from uuid import UUID

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.content.plans import plans
from institution.db.base import new_id
from institution.plans.models import Goal, GoalLevel, Intervention, Plan, PlanText
from institution.plans.services.drafts import (
    NewerVersionError,
    NewGoal,
    NewPlan,
    UnknownAnswerError,
)
from institution.plans.services.versions import current


def write(work: Work, child_id: UUID, new: NewPlan) -> Plan:
    """Write the next version.

    Raises:
        NotReachableError: the actor may not write the plan of this child.
        NewerVersionError: it was made from a version that no longer holds.
        UnknownAnswerError: an area, a dimension, a content or a step that does not exist.
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
        **_about(child),
        version=version + 1,
        author_id=work.actor.id,
        written_at=work.now,
        begins_on=new.begins_on,
        review_on=new.review_on,
        change_reason=new.change_reason,
        goals=[_goal(child, place, goal, known) for place, goal in enumerate(new.goals)],
        texts=list(_texts(child, new)),
    )
    save(work, plan, Action.PLAN_WRITTEN, new.change_reason)
    return plan


def _about(child: ReachedChild) -> dict[str, UUID]:
    """Return what every row about the child carries."""
    return {"child_id": child.id, "municipality_id": child.municipality_id}


def _check(new: NewPlan) -> None:
    """Refuse what the content does not have."""
    content = daily_log()
    areas = {area.key for area in content.plan_areas}
    if unknown := set(new.texts) - {one.key for one in plans().contents}:
        raise UnknownAnswerError(", ".join(sorted(unknown)))
    for goal in new.goals:
        if goal.area not in areas:
            raise UnknownAnswerError(goal.area)
        if goal.dimension is not None and goal.dimension not in content.dimension_keys:
            raise UnknownAnswerError(goal.dimension)
        if unknown_steps := set(goal.levels) - set(content.goals.attainment_levels):
            raise UnknownAnswerError(", ".join(map(str, sorted(unknown_steps))))


def _texts(child: ReachedChild, new: NewPlan) -> Iterator[PlanText]:
    """Give what is said beside the goals, in the order of the content."""
    for place, content in enumerate(plans().contents):
        if said := new.texts.get(content.key):
            yield PlanText(**_about(child), position=place, content=content.key, text=said)


def _goal(child: ReachedChild, position: int, new: NewGoal, known: set[UUID]) -> Goal:
    """Return a goal of the next version; only a goal of the last one can be carried on."""
    carried_on = new.lineage_id if new.lineage_id in known else None
    return Goal(
        **_about(child),
        lineage_id=carried_on or new_id(),
        position=position,
        wording=new.wording,
        childs_wording=new.childs_wording,
        signs=new.signs,
        area=new.area,
        dimension=new.dimension,
        measure=new.measure,
        baseline=new.baseline,
        target_low=new.target_low,
        target_high=new.target_high,
        starts_on=new.starts_on,
        review_on=new.review_on,
        interventions=[
            Intervention(**_about(child), position=place, **vars(done))
            for place, done in enumerate(new.supports)
        ],
        levels=[
            GoalLevel(**_about(child), step=step, text=text) for step, text in new.levels.items()
        ],
    )
