"""The engine as it is fed day by day, with scores and with a threshold of its own."""

import numpy as np
import pytest

from institution.stats.change.verdict import THRESHOLDS
from institution.stats.engine import DayLog, HomeInfo, Plan, deciding, detector


def day_log(day, levels, *, shifts=1, raters=3, first_weekday=0):
    """Return the logs of a day: every child who was seen, in each of some shifts."""
    children = np.flatnonzero(~np.isnan(levels).all(axis=1))
    child = np.repeat(children, shifts)
    shift = np.tile(np.arange(shifts), len(children))
    rater = np.full(len(child), day % raters)
    weekday = (day + first_weekday) % 7
    return DayLog(day, weekday, child, shift, rater, levels[child], np.zeros(len(levels), int))


def run(levels, *, engine=detector, info=None, **options):
    """Return the alarms of each day for levels of shape (children, days, dimensions)."""
    children, days, dimensions = levels.shape
    step = engine(info or HomeInfo(children, dimensions))
    return [step(day_log(day, levels[:, day], **options)) for day in range(days)]


def wavering(days, children=1, dimensions=5, seed=1):
    """Return levels of children to whom nothing happens."""
    levels = 3.5 + 0.6 * np.random.default_rng(seed).standard_normal((children, days, dimensions))
    return np.clip(np.round(levels), 1, 5)


def first(alarms, kind, threshold=THRESHOLDS[1.0]):
    """Return the first day of an alarm over a threshold, with the alarm; None for none."""
    found = (
        (day, one)
        for day, today in enumerate(alarms)
        for one in today
        if one.kind == kind and one.score >= threshold
    )
    return next(found, None)


def test_a_drop_is_told_with_its_dimensions_and_its_beginning():
    levels = wavering(120)
    levels[0, 90:, [0, 2]] = 1.0
    day, alarm = first(run(levels), "down")
    assert 90 <= day <= 97
    assert {0, 2} <= set(alarm.dims)
    assert len(alarm.dims) <= 3
    assert abs(alarm.since - 90) <= 2


def test_a_rise_is_good_news_and_never_a_fall():
    levels = wavering(120)
    levels[0, 90:] = np.minimum(levels[0, 90:] + 1, 5)
    alarms = run(levels)
    assert first(alarms, "up") is not None
    assert first(alarms, "down") is None


def test_days_that_differ_more_than_before_are_swings():
    levels = wavering(150)
    levels[0, 100:] = np.random.default_rng(3).choice([1.0, 5.0], (50, 5))
    day, _ = first(run(levels), "volatile")
    assert 100 <= day <= 115


def test_a_goal_that_is_not_approached_is_told():
    plan = Plan(0, 1, start=90, due=150, gain=1.5)
    alarms = run(wavering(160), info=HomeInfo(1, 5, (plan,)))
    day, alarm = first(alarms, "off_track")
    assert 104 <= day < 150
    assert (alarm.dims, alarm.since) == ((1,), 90)


def test_a_goal_that_is_on_its_way_is_not():
    levels = wavering(160)
    levels[0, 90:, 1] = np.clip(levels[0, 90:, 1] + np.minimum(np.arange(70) / 40, 1.5), 1, 5)
    plan = Plan(0, 1, start=90, due=150, gain=1.5)
    assert first(run(levels, info=HomeInfo(1, 5, (plan,))), "off_track") is None


def test_another_scale_is_stretched_to_ours():
    levels = wavering(60, children=2)
    plans = (Plan(0, 1, start=20, due=50, gain=1.0),)
    ours = run(levels, info=HomeInfo(2, 5, plans))
    wider = (Plan(0, 1, start=20, due=50, gain=2.5),)
    theirs = run((levels - 1) * 2.5, info=HomeInfo(2, 5, wider, scale=(0, 10)))
    for one, other in zip(ours, theirs, strict=True):
        assert [found.kind for found in one] == [found.kind for found in other]
        assert [found.score for found in one] == pytest.approx([found.score for found in other])


def test_an_engine_with_a_threshold_only_tells_what_is_over_it():
    levels = wavering(120)
    levels[0, 90:] = 1.0
    alarms = run(levels, engine=deciding)
    assert first(alarms, "down", 1.0) is not None
    assert all(not today for today in alarms[:90])


def test_shifts_that_stop_being_written_are_missing():
    levels = np.full((2, 40, 2), 3.0)
    levels[1, 30:] = np.nan
    alarms = run(levels, shifts=2)
    day, alarm = first(alarms, "missing", 1.0)
    assert 30 < day < 37
    assert (alarm.child, alarm.score) == (1, 1.0)
    assert not any(one.kind == "missing" for today in alarms[:30] for one in today)
