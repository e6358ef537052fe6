"""Go through a plan: what each person says, what is decided, and the version that follows."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import selectinload

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.content.plans import plans
from institution.plans.models import Goal, GoalReview, GoalVoice, Plan, PlanReview
from institution.plans.services.drafts import (
    NewerVersionError,
    NewGoal,
    NewGoalReview,
    NewPlan,
    NewReview,
    NoPlanError,
    UnknownAnswerError,
    as_new,
    texts_of,
)
from institution.plans.services.versions import current
from institution.plans.services.writing import write
from institution.stats.attainment import LEAST, MOST

NUMBERS = range(11)
"""A person's own number for a goal, from not started to fully there."""


def review(work: Work, child_id: UUID, new: NewReview, reason: str) -> Plan:
    """Keep a review with the next version of the plan: both, or neither.

    The next version holds every goal that was not ended, looked at again on the next date.

    Args:
        work: of whoever writes the plan.
        child_id: whose plan.
        new: what was said and decided.
        reason: why there is a next version, in the words of the plan's readers.

    Returns:
        The next version.

    Raises:
        NotReachableError: the actor may not write the plan of this child.
        NoPlanError: there is no plan.
        NewerVersionError: another version holds than the one that was gone through.
        UnknownAnswerError: an answer that the content does not have, or a goal not in the plan.
    """
    plan = current(work, Permission.PLAN_WRITE, child_id)
    if plan is None:
        scope.child(work, Permission.PLAN_WRITE, child_id)
        raise NoPlanError
    if new.builds_on != plan.version:
        raise NewerVersionError
    if work.actor.id is None:
        raise NotReachableError
    _check(plan, new)
    save(work, _kept(work, work.actor.id, plan, new), Action.PLAN_REVIEWED)
    return write(work, child_id, _next(plan, new, reason))


def reviews(work: Work, child_id: UUID) -> list[PlanReview]:
    """Return the reviews of a child's plan with everything in them, newest first.

    Raises:
        NotAllowedError: no role of the actor may ever read plans.
    """
    everything = selectinload(PlanReview.goals).selectinload(GoalReview.voices)
    return list(
        work.session.scalars(
            scope.about(PlanReview, work, Permission.PLAN_READ)
            .where(PlanReview.child_id == child_id)
            .order_by(PlanReview.held_on.desc(), PlanReview.written_at.desc())
            .options(everything)
        )
    )


def _check(plan: Plan, new: NewReview) -> None:
    """Refuse what the content or the plan does not have."""
    content = plans()
    if new.child_heard not in {one.key for one in content.child_heard}:
        raise UnknownAnswerError(new.child_heard)
    if [goal.lineage_id for goal in plan.goals] != [goal.lineage_id for goal in new.goals]:
        raise UnknownAnswerError("goals")
    decisions, voices = (
        {one.key for one in known} for known in (content.decisions, content.voices)
    )
    for goal in new.goals:
        steps = {goal.attainment, goal.childs_attainment} - {None}
        numbers = {said.number for said in goal.voices.values()} - {None}
        if goal.decision not in decisions or not set(goal.voices) <= voices:
            raise UnknownAnswerError("decision, or who says it")
        if not steps <= set(range(LEAST, MOST + 1)) or not numbers <= set(NUMBERS):
            raise UnknownAnswerError("a step or a number")


def _kept(work: Work, author_id: UUID, plan: Plan, new: NewReview) -> PlanReview:
    """Return a review as it is kept."""
    about = {"child_id": plan.child_id, "municipality_id": plan.municipality_id}
    return PlanReview(
        **about,
        plan_id=plan.id,
        held_on=new.held_on,
        next_on=new.next_on,
        author_id=author_id,
        written_at=work.now,
        content_version=plans().version,
        child_heard=new.child_heard,
        present=new.present,
        goals=[
            _goal_review(about, place, goal, _said_of(new, goal.lineage_id))
            for place, goal in enumerate(plan.goals)
        ],
    )


def _said_of(new: NewReview, lineage_id: UUID) -> NewGoalReview:
    """Return what is said of a goal."""
    return next(goal for goal in new.goals if goal.lineage_id == lineage_id)


def _goal_review(
    about: dict[str, UUID], position: int, goal: Goal, said: NewGoalReview
) -> GoalReview:
    """Return what is said and decided about one goal, as it is kept."""
    order = [one.key for one in plans().voices]
    return GoalReview(
        **about,
        goal_id=goal.id,
        lineage_id=goal.lineage_id,
        position=position,
        decision=said.decision,
        reason=said.reason,
        attainment=said.attainment,
        childs_attainment=said.childs_attainment,
        voices=[
            GoalVoice(**about, position=order.index(who), voice=who, **vars(voice))
            for who, voice in sorted(said.voices.items(), key=lambda pair: order.index(pair[0]))
        ],
    )


def _next(plan: Plan, new: NewReview, reason: str) -> NewPlan:
    """Return the version that follows."""
    keeps = {goal.lineage_id for goal in new.goals if plans().decision(goal.decision).keeps}
    return NewPlan(
        begins_on=new.held_on,
        review_on=new.next_on,
        goals=tuple(_carried(goal, new) for goal in plan.goals if goal.lineage_id in keeps),
        builds_on=plan.version,
        change_reason=reason,
        texts=texts_of(plan),
    )


def _carried(goal: Goal, new: NewReview) -> NewGoal:
    """Return a goal that goes on until the next review."""
    kept = as_new(goal)
    return replace(kept, review_on=max(new.next_on, goal.review_on))
