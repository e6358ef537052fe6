"""How far the goals had come at a review, as the adults agreed and as the child sees it."""

from math import isnan
from typing import NamedTuple

import numpy as np

from institution.plans.models import PlanReview
from institution.stats.attainment import t_score


class Attained(NamedTuple):
    """T-scores of a review with the goals behind them; None where no step was given."""

    adults: float | None
    adults_goals: int
    child: float | None
    child_goals: int


def attained(review: PlanReview) -> Attained:
    """Return the scores, the child's beside the adults' and never counted together."""
    adults = [goal.attainment for goal in review.goals if goal.attainment is not None]
    child = [goal.childs_attainment for goal in review.goals if goal.childs_attainment is not None]
    return Attained(_score(adults), len(adults), _score(child), len(child))


def _score(steps: list[int]) -> float | None:
    score = t_score(np.array(steps, dtype=np.float64))
    return None if isnan(score) else score
