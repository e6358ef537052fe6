"""Steps of goals, their T-score, and days with and without."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.stats.attainment import t_score, with_and_without

steps = st.lists(st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0]), min_size=1, max_size=6)


def test_the_score_is_the_one_in_the_tables_of_kiresuk_and_sherman():
    """With equal weights: one goal moves by 10 a step; three goals one step up give 63.7."""
    assert [t_score(np.array([float(step)])) for step in range(-2, 3)] == [30, 40, 50, 60, 70]
    assert t_score(np.ones(3)) == pytest.approx(50 + 30 / np.sqrt(0.7 * 3 + 0.3 * 9))
    assert t_score(np.array([2.0, -1.0]), np.array([3.0, 1.0])) == pytest.approx(
        50 + 50 / np.sqrt(0.7 * 10 + 0.3 * 16)
    )


@given(given_steps=steps)
def test_the_mirror_of_the_steps_is_the_mirror_of_the_score(given_steps):
    found = np.array(given_steps)
    assert t_score(found) + t_score(-found) == pytest.approx(100)


def test_goals_without_a_step_are_left_out_and_none_gives_no_score():
    assert t_score(np.array([1.0, np.nan])) == t_score(np.array([1.0]))
    assert np.isnan(t_score(np.array([np.nan])))


@pytest.mark.parametrize(
    ("given_steps", "weights"), [([3.0], None), ([-2.5], None), ([1.0], [0.0])]
)
def test_steps_and_weights_outside_the_scale_are_refused(given_steps, weights):
    with pytest.raises(ValueError, match="a step lies"):
        t_score(np.array(given_steps), None if weights is None else np.array(weights))


def test_days_that_nobody_saw_count_for_nothing():
    levels = np.array([np.nan, 5.0, 3.0, 1.0])
    counted = with_and_without(levels, 3.0, np.inf, np.array([True, True, False, False]))
    assert counted == (1, 1, 1, 2)
    assert with_and_without(levels, -np.inf, 2.0, np.ones(4, dtype=bool)) == (1, 3, 0, 0)


def test_one_mark_is_needed_for_each_day():
    with pytest.raises(ValueError, match="each day"):
        with_and_without(np.zeros(2), 0, 1, np.ones(3, dtype=bool))
