"""One goal: its days against its path, what was said of it, and what it was like with support."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.logs import services as logs
from institution.logs.services import Entry
from institution.logs.services.entries import entries
from institution.plans import services as plans
from institution.plans.models import Goal, GoalReview
from institution.stats.weekly import monday
from institution.trends.services.course import course
from institution.trends.services.days import ChildDays
from institution.trends.services.helped import Helped, Tried, helped, tried
from institution.trends.services.marks import Happened, Mark, moves
from institution.trends.services.places import lives, moved_in, settling, stays
from institution.trends.services.progress import progress_of
from institution.trends.services.voice import own_answers, voices
from institution.trends.services.window import Window

BEFORE = 28
"""Days shown before the goal was set, to see where it began."""
LEAST = 84
MOST_LOGS = 12


class GoalDays(NamedTuple):
    """Everything the page of a goal says."""

    goal: Goal
    """As the newest version that has it."""
    current: bool
    """Whether the plan that holds has it."""
    days: ChildDays
    """The child's days, with this goal only."""
    reviews: list[GoalReview]
    """Oldest first."""
    helped: list[Helped]
    logs: tuple[Entry, ...]
    """About the goal, newest first."""
    tied: int
    """How many logs are about it."""


def goal_days(work: Work, child_id: UUID, lineage_id: UUID) -> GoalDays:
    """Count what the page of a goal shows, in as many queries whatever there is to count.

    Raises:
        NotReachableError: no plan of the child ever had the goal.
        NotAllowedError: no role of the actor may ever see trends or plans.
    """
    versions = plans.goal_through_versions(work, child_id, lineage_id)
    if not versions:
        raise NotReachableError
    goal, done = versions[0], tried(versions)
    reviews = plans.reviews_of_goal(work, child_id, lineage_id)
    days = _days(work, child_id, versions, done)
    ids = plans.logs_of_goal(work, child_id, lineage_id)
    return GoalDays(
        goal=goal,
        current=bool(days.plan and goal.plan_id == days.plan.id),
        days=days._replace(
            marks=sorted([*days.marks, *_reviewed(reviews, goal)], key=lambda mark: mark.day)
        ),
        reviews=reviews,
        helped=helped(work, child_id, goal, days.course, done),
        logs=logs.chosen_logs(work, child_id, ids, MOST_LOGS),
        tied=len(ids),
    )


def _days(work: Work, child_id: UUID, versions: Sequence[Goal], done: Sequence[Tried]) -> ChildDays:
    """Count the child's days since shortly before the goal was set."""
    goal, shown = versions[0], _window(work.today, versions)
    since, until = date.fromordinal(shown.first), work.today
    read = entries(
        work, Permission.TREND_READ, [child_id], date.fromordinal(shown.read_from), until
    )
    lived, plan = stays(work, child_id), plans.current(work, Permission.PLAN_READ, child_id)
    new = settling(moved_in(lived), shown)
    found = course(read, shown, new)
    return ChildDays(
        course=found,
        voices=voices(own_answers(work, child_id, since, until)),
        plan=plan,
        goals=[progress_of(goal, found)],
        marks=[*moves(lived), *_supported(done, goal)],
        stay=lives(lived, work.today),
        since=None,
        settling=bool(new[-1]),
    )


def _window(today: date, versions: Sequence[Goal]) -> Window:
    """Return the days shown: from shortly before the first version that has the goal."""
    earliest = min(goal.starts_on for goal in versions) - timedelta(days=BEFORE)
    last = today.toordinal()
    return Window(monday(min(earliest.toordinal(), last - LEAST + 1)), last)


def _supported(done: Sequence[Tried], goal: Goal) -> Iterator[Mark]:
    """Return when each support of the goal began and ended."""
    followed = frozenset({goal.dimension}) if goal.dimension else None
    for one in done:
        yield Mark(one.begins, Happened.SUPPORT, one.what, followed)
        if one.ends is not None:
            yield Mark(one.ends, Happened.SUPPORT_ENDED, one.what, followed)


def _reviewed(reviews: Sequence[GoalReview], goal: Goal) -> Iterator[Mark]:
    """Return when the goal was gone through."""
    followed = frozenset({goal.dimension}) if goal.dimension else None
    for one in reviews:
        yield Mark(one.review.held_on, Happened.REVIEWED, "", followed)
