"""Whether a goal of the plan is on its way.

The plan says where the child is at the start and where it should be at the review. Between the two
the expected path is a straight line. Source for comparing the course of one person with an expected
course: Lambert, Whipple, Smart and others, "The effects of providing therapists with feedback on
patient progress", Psychotherapy Research 11 (2001).
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.ruleset import GoalRule
from institution.stats.weekly import WEEK


class Goal(NamedTuple):
    """A measure that is to go from one level to another."""

    start: int
    """Ordinal of the first day, as `date.toordinal()` counts."""
    review: int
    """Ordinal of the day on which the target is to be reached, after `start`."""
    baseline: float
    """Level at the start, in the unit of the measure."""
    target: float
    """Level at the review; the nearer edge where a band was agreed. Lower than `baseline` where
    less is better; equal where the level is to be kept."""


class Behind(NamedTuple):
    """A goal that has been behind its path for some weeks."""

    since: int
    """Ordinal of the Monday of the first of the weeks in a row."""
    weeks: int
    """Weeks in a row, all with a value."""
    now: float
    """Median of the newest of them."""
    expected: float
    """Where the path was on the middle day of that week."""


def expected(goal: Goal, days: Ints) -> Floats:
    """Return where the path is on some days.

    Args:
        goal: the goal.
        days: ordinals, shape (n,).

    Returns:
        Shape (n,), in the unit of the measure; NaN before the start, the target from the review on.

    Raises:
        ValueError: the review does not lie after the start.

    >>> expected(Goal(100, 160, 2.0, 3.0), np.array([99, 100, 130, 200]))
    array([nan, 2. , 2.5, 3. ])
    """
    if goal.review <= goal.start:
        raise ValueError("the review lies after the start")
    share = np.clip((days - goal.start) / (goal.review - goal.start), 0.0, 1.0)
    path = goal.baseline + share * (goal.target - goal.baseline)
    return np.where(days >= goal.start, path, np.nan)


def edge(goal: Goal, days: Ints, kept: float) -> Floats:
    """Return the level that just still counts as on the path.

    Before the review that is a share of the way expected so far, from the review on the target.

    Args:
        goal: the goal.
        days: ordinals, shape (n,).
        kept: the share, 0 to 1.

    Returns:
        Shape (n,), in the unit of the measure; NaN before the start.

    Raises:
        ValueError: the review does not lie after the start.

    >>> edge(Goal(100, 160, 2.0, 3.0), np.array([99, 130, 160]), kept=0.5)
    array([ nan, 2.25, 3.  ])
    """
    path = expected(goal, days)
    partly = goal.baseline + kept * (path - goal.baseline)
    return np.where(days >= goal.review, path, partly)


def outside(goal: Goal, starts: Ints, medians: Floats, kept: float) -> Bools:
    """Return which weeks lie on the wrong side of the edge; a week without a value does not.

    Args:
        goal: the goal.
        starts: ordinals of Mondays, shape (weeks,).
        medians: shape (weeks,), NaN where a week has no value.
        kept: share of the way, see `edge`.
    """
    limit = edge(goal, starts + WEEK // 2, kept)
    short = medians > limit if goal.target < goal.baseline else medians < limit
    return np.asarray(short & (starts >= goal.start))


def off_track(
    goal: Goal, starts: Ints, medians: Floats, rule: GoalRule, *, today: int
) -> Behind | None:
    """Return how far a goal is behind its path, or None where it is not.

    Only weeks that have ended by today and lie wholly after the start count. A week without a
    value breaks the row, so that missing logs never raise a flag.

    Args:
        goal: the goal.
        starts: ordinals of the Mondays of consecutive weeks, shape (weeks,), oldest first.
        medians: shape (weeks,), in the unit of the measure; NaN where a week has no value.
        rule: how many weeks, and how far.
        today: ordinal of the last day seen.

    Raises:
        ValueError: the review does not lie after the start.

    >>> starts, goal = 106 + 7 * np.arange(5), Goal(100, 160, 2.0, 3.0)
    >>> off_track(goal, starts, np.full(5, 2.0), GoalRule(), today=140)
    Behind(since=106, weeks=5, now=2.0, expected=2.6166666666666667)
    """
    ended = starts + WEEK - 1 <= today
    short = outside(goal, starts[ended], medians[ended], rule.kept)
    inside = np.flatnonzero(~short)
    first = int(inside[-1]) + 1 if len(inside) else 0
    weeks = len(short) - first
    if weeks < max(rule.weeks_outside, rule.minimum_week_points, 1):
        return None
    newest = starts[ended][-1:]
    at = expected(goal, newest + WEEK // 2)
    return Behind(int(starts[first]), weeks, float(medians[ended][-1]), float(at[0]))
