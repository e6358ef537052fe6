"""How far goals were attained, and on which days: figures of a review.

Goal attainment scaling: T. J. Kiresuk and R. E. Sherman, "Goal attainment scaling: a general method
for evaluating comprehensive community mental health programs", Community Mental Health Journal 4
(1968), 443-453. Each goal gets a step from -2 to +2, 0 being as hoped. The T-score is the weighted
sum of the steps on a scale on which 50 is as hoped and 10 the spread expected of goals that are
correlated 0.3 with each other, as Kiresuk and Sherman take it.
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats

LEAST, MOST = -2, 2
"""Steps of the scale."""
CORRELATION = 0.3
"""Between goals, as Kiresuk and Sherman take it."""
AS_HOPED = 50.0
SPREAD = 10.0


class Days(NamedTuple):
    """Days with and without something; of each, how many were as the goal wants them."""

    reached_with: int
    seen_with: int
    reached_without: int
    seen_without: int


def signed(step: int) -> str:
    """Return a step as people write it.

    >>> signed(-2), signed(0), signed(1)
    ('-2', '0', '+1')
    """
    return f"{step:+d}" if step else "0"


def t_score(steps: Floats, weights: Floats | None = None) -> float:
    """Return the T-score of goals.

    Args:
        steps: shape (goals,), each from -2 to 2; NaN for a goal without a step, which is left out.
        weights: shape (goals,), positive; None weighs all goals alike.

    Returns:
        The score: 50 where the goals together are as hoped; NaN without a step.

    Raises:
        ValueError: a step outside the scale, or a weight that is not positive.

    >>> t_score(np.array([0.0, 0.0])), round(t_score(np.array([1.0, 1.0, np.nan])), 1)
    (50.0, 62.4)
    """
    weighed = np.ones(len(steps)) if weights is None else np.asarray(weights, dtype=np.float64)
    known = ~np.isnan(steps)
    given, weight = steps[known], weighed[known]
    if ((given < LEAST) | (given > MOST)).any() or (weight <= 0).any():
        raise ValueError("a step lies between -2 and 2, and a weight is positive")
    if not len(given):
        return float("nan")
    scale = (1 - CORRELATION) * (weight**2).sum() + CORRELATION * weight.sum() ** 2
    return float(AS_HOPED + SPREAD * (weight * given).sum() / np.sqrt(scale))


def with_and_without(levels: Floats, low: float, high: float, having: Bools) -> Days:
    """Count the days on which a level was where the goal wants it, with something and without.

    A count, and no claim of a cause: days differ in more than this.

    Args:
        levels: shape (days,), in scale points; NaN where not seen, which counts for nothing.
        low: lower end of where the goal wants it; minus infinity where there is none.
        high: upper end; infinity where there is none.
        having: shape (days,): days with it.

    Raises:
        ValueError: the shapes differ.

    >>> with_and_without(np.array([4, 2, np.nan, 4]), 3, 5, np.array([True, True, True, False]))
    Days(reached_with=1, seen_with=2, reached_without=1, seen_without=1)
    """
    if levels.shape != having.shape:
        raise ValueError("one mark for each day")
    seen = ~np.isnan(levels)
    reached = seen & (levels >= low) & (levels <= high)
    return Days(
        int((reached & having).sum()),
        int((seen & having).sum()),
        int((reached & ~having).sum()),
        int((seen & ~having).sum()),
    )
