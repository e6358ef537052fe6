"""The way on which a goal of the plan is expected.

The plan says where the child is at the start and where it should be at the review. Between the two
the expected path is a straight line. Source for comparing the course of one person with an expected
course: Lambert, Whipple, Smart and others, "The effects of providing therapists with feedback on
patient progress", Psychotherapy Research 11 (2001).
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats, Ints


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
