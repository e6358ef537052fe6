"""What else is kept about a child, for the child: its goals, and what happened around it.

What is bounded is not here: the scope leaves it out for a child.
"""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.incidents.models import Incident
from institution.plans import services as plans
from institution.voice.services.record import names_of_others, unnamed

READ = Permission.OWN_RECORD_READ
NEWEST = 10
TOLD = ("what_was_seen", "what_helped", "repair")
"""Answers that a child reads: what happened, what helped, and how it was made good."""


class Event(NamedTuple):
    """Something that happened, as the child reads it."""

    day: date
    type: str
    texts: list[str]


def own_goals(work: Work) -> list[str]:
    """Return the goals of the child's plan, each in its own words where it has some."""
    if work.actor.id is None:
        return []
    found = plans.current(work, READ, work.actor.id)
    return [goal.childs_wording or goal.wording for goal in found.goals] if found else []


def own_events(work: Work, another_child: str) -> list[Event]:
    """Return the newest events about the child as they stand, those that everyone around it reads.

    Args:
        work: of the child.
        another_child: stands where another child is named.
    """
    later = aliased(Incident)
    corrected = select(later.id).where(later.corrects_id == Incident.id).exists()
    found = work.session.scalars(
        scope.about(Incident, work, READ)
        .where(~corrected)
        .order_by(Incident.started_at.desc())
        .limit(NEWEST)
    ).all()
    others = names_of_others(work, {one.home_id for one in found})
    return [
        Event(
            one.started_at.astimezone(work.actor.time_zone).date(),
            one.type,
            [unnamed(one.texts[key], others, another_child) for key in TOLD if one.texts.get(key)],
        )
        for one in found
    ]
