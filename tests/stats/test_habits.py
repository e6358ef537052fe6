"""A child's own week: what it adds is learned, taken off, and no change."""

import numpy as np
import pytest

from institution.stats.change.habits import Calendar
from institution.stats.change.settings import Settings
from institution.stats.evaluation.happenings import QUIET
from institution.stats.evaluation.homes import homes
from institution.stats.evaluation.measures import per_year
from institution.stats.evaluation.scores import scores
from institution.stats.evaluation.weeks import STRONG
from tests.stats.watched import days, entries, watch

CHILDREN = 6
HERE, AWAY = np.array([True]), np.array([False])
SATURDAY, SUNDAY, MONDAY, TUESDAY = 5, 6, 0, 1
WEEKEND = np.isin((np.arange(140) - 1) % 7, (5, 6))
"""Of days counted as ordinals are: day 1 is a Monday."""


def with_weekends(added, seed=3):
    """Return ratings of children whose weekends differ."""
    ratings = days(CHILDREN, 140, 4, seed=seed, level=3.0, spread=0.7)
    ratings[WEEKEND] += added
    return np.clip(ratings, 1, 5)


@pytest.mark.parametrize("added", [-1.0, 1.0])
def test_what_weekends_add_is_learned(added):
    watched, _ = watch(entries(with_weekends(added)), CHILDREN, 4)
    learned = watched.filters.mean.habits.size[0].mean() * watched.scale.spread.mean()
    assert 0.6 < learned / added < 1.1
    calm, _ = watch(entries(with_weekends(0.0)), CHILDREN, 4)
    assert abs(calm.filters.mean.habits.size[0].mean()) < 0.1


def test_with_few_days_no_weekend_is_assumed():
    watched, _ = watch(entries(with_weekends(1.0)[:13]), CHILDREN, 4)
    assert watched.filters.mean.habits.size[0].mean() < 0.45


def test_what_belongs_to_one_dimension_is_learned_for_it_alone():
    ratings = with_weekends(0.0)
    ratings[WEEKEND, :, 2] += 1.0
    watched, _ = watch(entries(ratings), CHILDREN, 4)
    own = watched.filters.rest.habits.size[0].reshape(CHILDREN, 4).mean(0)
    assert own.argmax() == 2
    assert own[2] > 0.3


def test_the_usual_level_and_spread_are_those_of_other_days():
    plain, _ = watch(entries(with_weekends(0.0)), CHILDREN, 4)
    weekly, _ = watch(entries(with_weekends(1.0)), CHILDREN, 4)
    blurred, _ = watch(
        entries(with_weekends(1.0)), CHILDREN, 4, settings=Settings(habit=0, habit_own=0)
    )
    assert blurred.filters.mean.habits.size.any() == 0
    for name in ("usual", "spread"):
        off, before = (
            abs(getattr(one.scale, name) - getattr(plain.scale, name)).mean()
            for one in (weekly, blurred)
        )
        assert off < before / 2


def test_the_day_back_from_a_weekend_elsewhere_is_a_habit_of_its_own():
    calendar = Calendar(1)
    assert calendar.next_day(SATURDAY, AWAY).tolist() == [[1], [0]]
    assert calendar.next_day(MONDAY, HERE).tolist() == [[0], [0]]  # Came just now.
    assert calendar.next_day(SATURDAY, AWAY)[1] == 0
    assert calendar.next_day(SUNDAY, AWAY)[1] == 0
    assert calendar.next_day(MONDAY, HERE)[1] == 1
    assert calendar.next_day(TUESDAY, HERE)[1] == 0
    calendar.next_day(SATURDAY, AWAY)
    assert calendar.next_day(SUNDAY, HERE).tolist() == [[1], [1]]
    assert calendar.next_day(MONDAY, HERE)[1] == 0
    calendar.next_day(SATURDAY, HERE)
    calendar.next_day(SUNDAY, AWAY)
    assert calendar.next_day(MONDAY, HERE)[1] == 0


def test_strong_weeks_raise_no_more_than_others():
    made = homes(QUIET, 12, 4, 300, STRONG)
    assert made.entries.adult.shape[1] == 72
    assert per_year(scores(made.entries), 6.2) < 1.4
