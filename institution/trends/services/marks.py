"""Days on which something happened that a reader of the picture should know of."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from institution.cases import services as cases
from institution.plans.models import Plan
from institution.trends.services.places import Stay


class Happened(StrEnum):
    """What it was."""

    MOVED = "moved"
    LEFT = "left"
    PLAN = "plan"
    SUPPORT = "support"
    SUPPORT_ENDED = "support_ended"
    REVIEW = "review"
    REVIEWED = "reviewed"
    FLAG = "flag"


class Mark(NamedTuple):
    """A day in the picture."""

    day: date
    what: Happened
    words: str
    """The unit, the support or the goal; as it was written."""
    dimensions: frozenset[str] | None
    """The pictures it belongs in; None: all of them."""


def marks(stays: Sequence[Stay], plan: Plan | None) -> list[Mark]:
    """Return what is known of moves and of the plan that holds, oldest first."""
    found = [*moves(stays), *(_of_plan(plan) if plan else ())]
    return sorted(found, key=lambda mark: (mark.day, mark.what, mark.words))


def moves(stays: Sequence[Stay]) -> Iterable[Mark]:
    """Return where the child moved to, and where it left without a next place that day."""
    begins = {stay.begins.toordinal() for stay in stays}
    for stay in stays:
        place = cases.place_name(stay.home, stay.unit)
        yield Mark(stay.begins, Happened.MOVED, place, None)
        if stay.ends and stay.ends.toordinal() + 1 not in begins:
            yield Mark(stay.ends, Happened.LEFT, place, None)


def _of_plan(plan: Plan) -> Iterable[Mark]:
    """Return the beginning of the plan, its supports and the days of review."""
    yield Mark(plan.begins_on, Happened.PLAN, str(plan.version), None)
    for goal in plan.goals:
        followed = frozenset({goal.dimension}) if goal.dimension else frozenset[str]()
        yield Mark(goal.review_on, Happened.REVIEW, goal.wording, followed)
        for done in goal.interventions:
            yield Mark(done.begins_on, Happened.SUPPORT, done.what, followed)
            if done.ends_on:
                yield Mark(done.ends_on, Happened.SUPPORT_ENDED, done.what, followed)
