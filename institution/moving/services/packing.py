"""The parts of a package as plain values.

What only some may read is in none of them, and neither is what the child said to those it chose:
that is the child's to tell again.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased, selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import BoundKind
from institution.incidents import services as incidents
from institution.incidents.services import Matter, Wanted
from institution.logs.models import ShiftLog
from institution.plans import services as plans
from institution.plans.models import Goal

Days = tuple[date, date]
Part = list[dict[str, Any]]
CLOSED = {BoundKind.RESTRICTED, BoundKind.NAMED, BoundKind.AROUND}


def logs(work: Work, child_id: UUID, days: Days) -> Part:
    """Return the logs that stand, oldest first, without what the child answered."""
    later = aliased(ShiftLog)
    corrected = select(later.id).where(later.corrects_id == ShiftLog.id).exists()
    found = work.session.scalars(
        scope.about(ShiftLog, work, Permission.LOG_READ)
        .where(ShiftLog.child_id == child_id, ShiftLog.day.between(*days), ~corrected)
        .order_by(ShiftLog.day, ShiftLog.written_at, ShiftLog.id)
        .options(selectinload(ShiftLog.handover), selectinload(ShiftLog.ratings))
    ).all()
    people = names(work, [log.author_id for log in found])
    return [_log(log, people.get(log.author_id, "")) for log in found]


def happenings(work: Work, child_id: UUID, days: Days) -> Part:
    """Return the incidents and good events that everyone around the child may read."""
    lines = incidents.lines_of_child(work, child_id, Wanted(None, *days))
    found = incidents.matters(work, child_id, [one.matter_id for one in reversed(lines)])
    open_ones = [one for one in found if not CLOSED.intersection(b.kind for b in one.bounds)]
    return [_happening(one) for one in open_ones]


def plan(work: Work, child_id: UUID, _days: Days) -> Part:
    """Return the goals of the plan that holds, whatever the days."""
    found = plans.current(work, Permission.PLAN_READ, child_id)
    return [_goal(goal) for goal in found.goals] if found else []


PACKED: Mapping[str, Callable[[Work, UUID, Days], Part]] = {
    "logs": logs,
    "incidents": happenings,
    "plan": plan,
}
"""What can be chosen, by code."""


def _log(log: ShiftLog, author: str) -> dict[str, Any]:
    return {
        "day": str(log.day),
        "shift": log.shift.value,
        "author": author,
        "presence": log.presence,
        "levels": {one.dimension: one.level for one in log.ratings},
        "good_moment": log.good_moment,
        "note": log.note,
        "handover": [{"part": line.part, "text": line.text} for line in log.handover],
    }


def _happening(matter: Matter) -> dict[str, Any]:
    told = matter.incident
    return {
        "type": told.type,
        "severity": told.severity,
        "started_at": told.started_at.isoformat(),
        "author": matter.people.get(told.author_id, ""),
        "texts": told.texts,
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "wording": goal.wording,
        "childs_wording": goal.childs_wording,
        "starts_on": str(goal.starts_on),
        "review_on": str(goal.review_on),
        "supports": [one.what for one in goal.interventions],
    }
