"""One goal: its days against its path, what was said of it, and what it was like with support."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.daily_log import daily_log
from institution.incidents import services as incidents
from institution.logs import services as logs
from institution.logs.services import ChosenLog
from institution.logs.services.entries import levels_of
from institution.plans import services as plans
from institution.plans.services import GoalVersion, ReviewedGoal
from institution.stats.series import NO_RATINGS, Ratings
from institution.stats.weekly import monday
from institution.trends.services.course import course_of
from institution.trends.services.days import ChildDays
from institution.trends.services.helped import Helped, Tried, helped, tried
from institution.trends.services.marks import Happened, Mark, moves
from institution.trends.services.places import lives, moved_in, settling, stays
from institution.trends.services.progress import progress_of
from institution.trends.services.voice import own_answers, voices
from institution.trends.services.window import DAYS, EARLIEST, Period, Window

BEFORE = 28
"""Days shown before the goal was set, to see where it began."""
LEAST = 84
MOST = 364
"""A goal that has been followed for longer than a year is shown by its newest half year first: that
is what the next review is about, and the page opens as quickly as that of a new goal."""
MOST_LOGS = 12


class GoalDays(NamedTuple):
    """Everything the page of a goal says."""

    goal: GoalVersion
    """As the newest version that has it."""
    longer: bool
    """Whether it has been followed for so long that a period of it is shown."""
    days: ChildDays
    """The child's days, with this goal only."""
    happened: list[incidents.Happened]
    """Incidents and good events in those days, as far as the reader reads them."""
    reviews: list[ReviewedGoal]
    """Oldest first."""
    helped: list[Helped]
    logs: list[ChosenLog]
    """About the goal, newest first."""
    tied: int
    """How many logs are about it."""


def goal_days(
    work: Work, child_id: UUID, lineage_id: UUID, period: Period = Period.HALF_YEAR
) -> GoalDays:
    """Count what the page of a goal shows, in as many queries whatever there is to count.

    Args:
        work: of the reader.
        child_id: whose goal.
        lineage_id: the goal, the same in all versions of the plan.
        period: how much of a goal that has been followed for long; a newer one is shown whole.

    Raises:
        NotReachableError: no plan of the child ever had the goal.
        NotAllowedError: no role of the actor may ever see trends or plans.
    """
    goal = plans.goal_through_versions(work, child_id, lineage_id)
    if goal is None:
        raise NotReachableError
    done = tried(goal)
    reviews = plans.reviews_of_goal(work, child_id, lineage_id)
    shown, longer = _window(work.today, goal, period)
    days = _days(work, child_id, (goal, shown), done)
    ids = plans.logs_of_goal(work, child_id, lineage_id)
    return GoalDays(
        goal=goal,
        longer=longer,
        days=days._replace(
            marks=sorted([*days.marks, *_reviewed(reviews, goal)], key=lambda mark: mark.day)
        ),
        happened=_happened(work, child_id, shown),
        reviews=reviews,
        helped=helped(work, child_id, goal, days.course, done),
        logs=logs.chosen_logs(work, child_id, ids, MOST_LOGS),
        tied=len(ids),
    )


def _days(
    work: Work, child_id: UUID, followed_in: tuple[GoalVersion, Window], done: Sequence[Tried]
) -> ChildDays:
    """Count the child's days in a window of the goal."""
    goal, shown = followed_in
    since, until = date.fromordinal(shown.first), work.today
    lived = stays(work, child_id)
    new = settling(moved_in(lived), shown)
    found = course_of(_levels(work, child_id, goal, shown), (goal.dimension or "",), shown, new)
    return ChildDays(
        course=found,
        voices=voices(own_answers(work, child_id, since, until)),
        plan=None,
        goals=[progress_of(goal, found)],
        marks=[*moves(lived), *_supported(done, goal)],
        stay=lives(lived, work.today),
        since=None,
        settling=bool(new[-1]),
    )


def _levels(work: Work, child_id: UUID, goal: GoalVersion, shown: Window) -> Ratings:
    """Read the levels of the dimension that follows the goal; none where no dimension does."""
    if goal.dimension not in daily_log().dimension_keys:
        return NO_RATINGS
    days = date.fromordinal(shown.read_from), work.today
    return levels_of(work, Permission.TREND_READ, child_id, goal.dimension, days)


def _happened(work: Work, child_id: UUID, shown: Window) -> list[incidents.Happened]:
    """Return what happened in the days shown; nothing for who never reads of incidents."""
    if not work.actor.may_ever(Permission.INCIDENT_READ):
        return []
    return incidents.happened(work, child_id, date.fromordinal(shown.first), work.today)


def _window(today: date, goal: GoalVersion, period: Period) -> tuple[Window, bool]:
    """Return the days shown, and whether the goal has been followed for so long."""
    began = max(min([goal.starts_on, *(one.starts_on for one in goal.earlier)]), EARLIEST)
    earliest = began - timedelta(days=BEFORE)
    last = today.toordinal()
    first = min(earliest.toordinal(), last - LEAST + 1)
    longer = first < last - MOST
    if longer and period is not Period.ALL:
        first = last - DAYS[period] + 1
    return Window(monday(first), last), longer


def _supported(done: Sequence[Tried], goal: GoalVersion) -> Iterator[Mark]:
    """Return when each support of the goal began and ended."""
    followed = frozenset({goal.dimension}) if goal.dimension else None
    for one in done:
        yield Mark(one.begins, Happened.SUPPORT, one.what, followed)
        if one.ends is not None:
            yield Mark(one.ends, Happened.SUPPORT_ENDED, one.what, followed)


def _reviewed(reviews: Sequence[ReviewedGoal], goal: GoalVersion) -> Iterator[Mark]:
    """Return when the goal was gone through."""
    followed = frozenset({goal.dimension}) if goal.dimension else None
    for one in reviews:
        yield Mark(one.held_on, Happened.REVIEWED, "", followed)
