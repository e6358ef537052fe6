"""What is assumed of a child that has just come, and that it does not look like a change."""

import numpy as np
import pytest

from institution.stats.change.starts import LEAST_DAYS, OWN_DAYS, Start
from institution.stats.evaluation.entries import NOBODY
from institution.stats.evaluation.happenings import QUIET
from institution.stats.evaluation.homes import homes
from institution.stats.evaluation.measures import per_year
from institution.stats.evaluation.scores import scores
from tests.stats.watched import days, entries, odds, watch

CAME, SETTLED = 100, 42


def home(levels, came, *, until=CAME + 20, seed=5):
    """Return ratings of children at some levels, each from the day on which it came."""
    children = [
        days(1, until, 4, seed=seed + number, level=level, spread=0.4)
        for number, level in enumerate(levels)
    ]
    ratings = np.concatenate(children, axis=1)
    for child, day in enumerate(came):
        ratings[:day, child] = np.nan
    return ratings


def begun(ratings, child=-1):
    """Return what is assumed of the last child on the day before its first."""
    first = np.flatnonzero(~np.isnan(ratings[:, child]).all(1))[0]
    kept = ratings[: first + 1].copy()
    watched, _ = watch(entries(kept), kept.shape[1], 4)
    scale = watched.scale
    return scale.began[child], watched.starts.of_home[child], watched


def test_a_home_lends_what_its_children_have_in_common():
    calm = home([3.0, 3.0, 3.0, 3.0, 3.0], [0, 0, 0, 0, CAME])
    calm[:CAME] = np.where(np.isnan(calm[:CAME]), np.nan, 3.0)
    narrow, lent, watched = begun(calm)
    assert lent
    wild = home([3.0, 3.0, 3.0, 3.0, 3.0], [0, 0, 0, 0, CAME])
    wild[:CAME:2] = np.where(np.isnan(wild[:CAME:2]), np.nan, 5.0)
    wide, lent, _ = begun(wild)
    assert lent
    assert (wide > narrow).all()
    assert watched.start(4) == Start(1, of_home=True)


@pytest.mark.parametrize("level", [2.0, 4.5])
def test_levels_are_drawn_towards_those_of_the_home(level):
    watched, _ = watch(entries(home([level] * 5, [0, 0, 0, 0, CAME])[:CAME]), 5, 4)
    fresh = np.array([4])
    watched.starts.lend(fresh, watched.scale, watched.filters.mean.habits.size)
    lent = watched.scale.usual[4]
    assert (abs(lent - level) < abs(3.4 - level)).all()
    assert (abs(lent - level) > 0.1).all()


@pytest.mark.parametrize(
    "came",
    [
        [0, 0, CAME],
        [0, 0, CAME - LEAST_DAYS + 1, CAME],
        [CAME, CAME, CAME, CAME],
    ],
)
def test_few_children_or_short_pasts_lend_nothing(came):
    narrow, lent, watched = begun(home([2.0] * len(came), came))
    assert not lent
    assert np.ptp(narrow) == 0
    assert watched.start(len(came) - 1) == Start(1, of_home=False)


@pytest.mark.parametrize("also", [40, CAME, CAME + 5])
def test_a_child_that_came_lately_changes_no_start(also):
    levels, came = [2.5, 2.5, 3.0, 3.0, 3.5], [0, 0, 0, 0, CAME]
    ratings = home(levels, came)
    more = np.concatenate((ratings[:, :4], home([1.5], [also]), ratings[:, 4:]), axis=1)
    # Each child has adults of its own, since an adult is compared over all of them.
    alone = [(child, shift, child, one) for child, shift, _, one in entries(ratings)]
    names = np.array([0, 1, 2, 3, 9, 4])
    with_more = [(child, shift, names[child], one) for child, shift, _, one in entries(more)]
    few, many = watch(alone, 5, 4)[0], watch(with_more, 6, 4)[0]
    np.testing.assert_allclose(many.scale.began[5], few.scale.began[4])
    assert many.starts.of_home[5]


def test_own_days_carry_after_a_while():
    watched, _ = watch(entries(home([3.0], [0], until=OWN_DAYS + 1)), 1, 4)
    assert watched.start(0) is None


def test_a_low_child_that_comes_later_is_no_fall():
    ratings = home([3.8, 3.8, 3.8, 3.8, 2.2], [0, 0, 0, 0, CAME], until=CAME + 70)
    assert odds(ratings)[4].max() < odds(ratings[CAME:, 4:])[0].max() + 2


def test_who_comes_later_is_flagged_about_as_often_as_others():
    made = homes(QUIET, 16, 3, CAME + SETTLED + 90)
    late = np.arange(made.entries.adult.shape[1]) % 6 < 2
    made.entries.adult[:CAME, late] = NOBODY
    found = scores(made.entries)[late, CAME + SETTLED :]
    assert per_year(found, 6.2) < 1.8
