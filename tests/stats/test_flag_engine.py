"""The engine as it is fed day by day."""

import numpy as np
import pytest

from institution.stats.engine import DayLog, HomeInfo, Plan, detector
from institution.stats.rules import sweep
from institution.stats.ruleset import RuleSet
from tests.stats.rows import fall, history_from

NONE = np.zeros(0, dtype=np.int64)


def day_log(day, levels, *, shifts=1, raters=3, first_weekday=0):
    """Return the logs of a day: every child who was seen, in each of some shifts."""
    children = np.flatnonzero(~np.isnan(levels).all(axis=1))
    child = np.repeat(children, shifts)
    shift = np.tile(np.arange(shifts), len(children))
    rater = np.full(len(child), day % raters)
    weekday = (day + first_weekday) % 7
    return DayLog(day, weekday, child, shift, rater, levels[child], np.zeros(len(levels), int))


def run(levels, *, plans=(), first_day=0, **options):
    """Return the alarms of each day for levels of shape (children, days, dimensions)."""
    children, days, dimensions = levels.shape
    step = detector(HomeInfo(children, dimensions, plans))
    return [step(day_log(first_day + day, levels[:, day], **options)) for day in range(days)]


def raised(alarms, kind):
    return [day for day, found in enumerate(alarms) if any(one.kind == kind for one in found)]


def test_a_drop_is_told_with_its_dimensions_and_its_beginning():
    alarms = run(fall(days=70, low=(0, 2), after=2.5))
    days = raised(alarms, "down")
    assert days[0] == 64
    [alarm] = alarms[66]
    assert (alarm.child, alarm.kind, alarm.score) == (0, "down", 1.0)
    assert (alarm.dims, alarm.since) == ((0, 2), 60)


def test_the_engine_says_what_the_application_finds_in_the_same_days():
    rng = np.random.default_rng(7)
    levels = rng.integers(1, 6, (4, 160, 3)).astype(float)
    levels[:2, 80:] = np.maximum(levels[:2, 80:] - 2, 1.0)
    levels[rng.random(levels.shape) < 0.2] = np.nan
    alarms = run(levels)
    found = sweep(history_from(levels, adults=3, moved_in=0), RuleSet())
    assert found
    for decline in found:
        same = [one for one in alarms[decline.day] if one.child == decline.child]
        assert (decline.dimensions, decline.since) in [(one.dims, one.since) for one in same]


def test_a_home_with_one_adult_is_not_silent():
    assert raised(run(fall(days=67), raters=1), "down") == [66]


def test_several_entries_a_day_are_one_day():
    assert raised(run(fall(days=67), shifts=3), "down") == [66]


def test_a_child_who_has_just_come_is_left_in_peace():
    levels = np.concatenate((np.full((1, 30, 3), np.nan), fall(days=67, change=30)), axis=1)
    quiet = raised(run(levels), "down")
    assert all(day >= 30 + RuleSet().settling_in_days for day in quiet)


def test_a_home_without_entries_raises_nothing():
    assert not any(run(np.full((2, 80, 3), np.nan)))


def test_logs_that_stop_are_missing_and_no_drop():
    levels = np.full((1, 60, 2), 4.0)
    levels[0, 40:] = np.nan
    alarms = run(levels, shifts=3)
    assert raised(alarms, "missing")[0] == 42
    assert raised(alarms, "down") == []
    assert alarms[42][0].since == 36


@pytest.mark.parametrize("first_weekday", range(7))
def test_a_goal_that_does_not_move_is_off_track(first_weekday):
    plans = (Plan(0, 1, 40, 100, 1.0), Plan(1, 1, 40, 100, 1.0))
    levels = np.full((2, 120, 2), 3.0)
    levels[1, 40:, 1] = 4.0
    alarms = run(levels, plans=plans, first_weekday=first_weekday)
    days = raised(alarms, "off_track")
    assert 40 + 27 <= days[0] <= 40 + 34
    alarm = alarms[days[0]][-1]
    assert (alarm.child, alarm.dims) == (0, (1,))
    assert 40 <= alarm.since <= 46


def test_a_home_can_begin_on_any_day():
    levels = fall(days=67)
    plain, later = run(levels), run(levels, first_day=500)
    assert raised(plain, "down") == raised(later, "down")
    assert later[66][0].since == plain[66][0].since + 500


def test_any_object_with_the_same_attributes_is_understood():
    class Info:
        n_children, n_dims, plans, scale = 1, 16, (), (1, 7)

    step = detector(Info())
    log = DayLog(0, 0, NONE, NONE, NONE, np.zeros((0, 16)), np.zeros(1, int))
    assert step(log) == []
