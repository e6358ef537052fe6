"""Goals and their paths."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.stats.goals import Goal, edge, expected

GOAL = Goal(0, 60, 2.0, 3.0)


@pytest.mark.parametrize("function", [expected, lambda goal, days: edge(goal, days, 0.5)])
def test_a_review_before_the_start_is_refused(function):
    with pytest.raises(ValueError, match="after the start"):
        function(Goal(10, 10, 2.0, 3.0), np.array([10]))


@given(baseline=st.floats(1, 5), target=st.floats(1, 5), day=st.integers(0, 200))
def test_the_path_stays_between_baseline_and_target(baseline, target, day):
    path = expected(Goal(0, 100, baseline, target), np.array([day]))[0]
    assert min(baseline, target) - 1e-9 <= path <= max(baseline, target) + 1e-9


def test_part_of_the_way_is_on_the_path_until_the_review_and_the_target_from_then_on():
    assert edge(GOAL, np.array([30, 59, 60, 90]), 0.5) == pytest.approx([2.25, 2 + 59 / 120, 3, 3])


def test_nothing_is_expected_before_the_start():
    assert np.isnan(expected(GOAL, np.array([-1]))).all()
