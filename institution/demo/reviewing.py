"""Let the plans of the demo be gone through, and logs be tied to their goals."""

import random
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_many
from institution.content.plans import plans as content
from institution.db.base import new_id
from institution.demo.texts import texts
from institution.logs.services.many import Prepared
from institution.plans.models import Goal, GoalReview, GoalTie, GoalVoice, Plan, PlanReview
from institution.plans.services import goals_of

EVERY = 3
"""Of the logs with a note, about this many go for one that is tied to a goal."""
VOICES = ("child", "contact_adult", "custody_holder")


def review(old: Plan, new: Plan, chance: random.Random) -> PlanReview:
    """Return the review of a version from which the next one came."""
    about = {"child_id": old.child_id, "municipality_id": old.municipality_id}
    return PlanReview(
        **about,
        plan_id=old.id,
        held_on=new.begins_on,
        next_on=new.review_on,
        author_id=new.author_id,
        written_at=new.written_at,
        content_version=content().version,
        child_heard="took_part",
        present="Barnet, kontaktvoksen, mor og sagsbehandler",
        goals=[_goal_review(about, place, goal, chance) for place, goal in enumerate(old.goals)],
    )


def _goal_review(
    about: dict[str, UUID], place: int, goal: Goal, chance: random.Random
) -> GoalReview:
    """Return what was said of a goal: the child's number is its own, and so is each adult's."""
    said = texts("plans")["reviews"]
    decision = "adjust" if chance.random() < 0.3 else "continue"
    number = chance.randint(3, 6)
    numbers = {"child": number, "contact_adult": number + 1, "custody_holder": number - 1}
    return GoalReview(
        **about,
        goal_id=goal.id,
        lineage_id=goal.lineage_id,
        position=place,
        decision=decision,
        reason=chance.choice(said["reason"]) if decision == "adjust" else None,
        attainment=chance.choice([-1, 0, 0, 1]),
        childs_attainment=chance.choice([-1, 0, 1]),
        voices=[
            GoalVoice(
                **about,
                position=position,
                voice=voice,
                number=numbers[voice],
                words=chance.choice(said[voice]),
            )
            for position, voice in enumerate(VOICES)
        ],
    )


def tie_logs(work: Work, logged: Sequence[Prepared], since: date) -> None:
    """Tie some logs with a note to a goal of the plan that holds, as staff did with one tap.

    Args:
        work: of somebody who reads all plans.
        logged: all logs of the demo.
        since: earliest day of a log that is tied.
    """
    goals = goals_of(work, Permission.PLAN_READ, {log.place.child_id for log in logged})
    by_child: dict[UUID, list[UUID]] = {}
    for goal in goals:
        by_child.setdefault(goal.child_id, []).append(goal.lineage_id)
    noted = [
        log
        for log in logged
        if log.draft.note and log.draft.day >= since and log.place.child_id in by_child
    ]
    rows = [_tie(log, by_child[log.place.child_id][0]) for log in noted[::EVERY]]
    save_many(work, Rows(GoalTie, rows), Action.GOAL_TIED)


def _tie(log: Prepared, lineage_id: UUID) -> dict[str, object]:
    """Return the row of a tie."""
    return {
        "id": new_id(),
        "child_id": log.place.child_id,
        "municipality_id": log.place.municipality_id,
        "home_id": log.place.home_id,
        "lineage_id": lineage_id,
        "log_id": log.draft.id,
        "tied": True,
        "author_id": log.written.author_id,
        "at": log.written.received_at,
    }
