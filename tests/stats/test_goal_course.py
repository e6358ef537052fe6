"""Goals and their paths."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.stats.course import Course
from institution.stats.goals import Behind, Goal, edge, expected, off_track, outside
from institution.stats.ruleset import GoalRule, RuleSet
from institution.stats.weekly import monday

START = monday(739_000)
STARTS = START + 7 * np.arange(12)
GOAL = Goal(START, START + 60, 2.0, 3.0)
RULE = GoalRule()


def check(medians, goal=GOAL, today=None):
    medians = np.array(medians, dtype=float)
    starts = STARTS[: len(medians)]
    return off_track(
        goal, starts, medians, RULE, today=int(starts[-1]) + 6 if today is None else today
    )


@pytest.mark.parametrize("function", [expected, lambda goal, days: edge(goal, days, 0.5)])
def test_a_review_before_the_start_is_refused(function):
    with pytest.raises(ValueError, match="after the start"):
        function(Goal(10, 10, 2.0, 3.0), np.array([10]))


@given(baseline=st.floats(1, 5), target=st.floats(1, 5), day=st.integers(0, 200))
def test_the_path_stays_between_baseline_and_target(baseline, target, day):
    path = expected(Goal(0, 100, baseline, target), np.array([day]))[0]
    assert min(baseline, target) - 1e-9 <= path <= max(baseline, target) + 1e-9


def test_four_weeks_without_any_gain_are_behind():
    found = check([2.0, 2.0, 2.0, 2.0])
    assert found == Behind(START, 4, 2.0, pytest.approx(2.4))


def test_three_weeks_are_not_enough():
    assert check([2.0, 2.0, 2.0]) is None


def test_half_of_the_way_is_on_track_until_the_review():
    middle = expected(GOAL, STARTS + 3)
    halfway = np.where(GOAL.review > STARTS + 3, (2.0 + middle) / 2, 3.0)
    assert check(halfway) is None


def test_after_the_review_the_whole_target_is_asked_for():
    medians = [3.0] * 9 + [2.9, 2.9, 2.9]
    goal = Goal(START, START + 21, 2.0, 3.0)
    assert check(medians, goal) is None
    assert check([3.0] * 8 + [2.9] * 4, goal).weeks == 4


def test_a_week_without_a_value_breaks_the_row():
    assert check([2.0, 2.0, 2.0, np.nan, 2.0, 2.0]) is None


def test_a_week_that_has_not_ended_does_not_count():
    assert check([2.0] * 4, today=int(STARTS[3]) + 5) is None


def test_weeks_before_the_start_do_not_count():
    late = GOAL._replace(start=START + 1)
    assert check([1.0] * 4, late) is None
    assert check([1.0] * 5, late).weeks == 4


def test_less_can_be_better():
    fewer = Goal(START, START + 60, 6.0, 2.0)
    assert check([6.0] * 4, fewer).weeks == 4
    assert check([2.0] * 4, fewer) is None


def test_a_level_that_is_to_be_kept_is_behind_only_below_it():
    keep = Goal(START, START + 60, 3.0, 3.0)
    assert check([3.0] * 4, keep) is None
    assert check([2.5] * 4, keep).weeks == 4


def test_no_weeks_are_not_behind():
    none = np.zeros(0, dtype=np.int64)
    assert off_track(GOAL, none, np.zeros(0), RULE, today=START) is None


@given(weeks=st.lists(st.sampled_from([np.nan, 1.0, 2.0, 3.0]), min_size=1, max_size=12))
def test_missing_weeks_are_never_outside(weeks):
    medians = np.array(weeks)
    found = outside(GOAL, STARTS[: len(weeks)], medians, 0.5)
    assert not found[np.isnan(medians)].any()


def course(levels_before, levels_after):
    found = Course(START + 28, START + 28 + 60, 1.0, RuleSet())
    days = [*levels_before, *levels_after]
    return found, [found.add(START + day, level) for day, level in enumerate(days)]


def test_a_course_sets_out_from_what_was_usual_before():
    found, answers = course([2.0] * 28, [2.0] * 28)
    assert found.goal == Goal(START + 28, START + 88, 2.0, 3.0)
    assert [day for day, answer in enumerate(answers) if answer] == [55]
    assert answers[55].since == START + 28


def test_a_course_that_is_kept_is_not_behind():
    _, answers = course([2.0] * 28, [2.0 + day / 60 for day in range(60)])
    assert not any(answers)


def test_a_course_without_a_known_beginning_says_nothing():
    found, answers = course([np.nan] * 28, [1.0] * 40)
    assert found.goal is None
    assert not any(answers)
