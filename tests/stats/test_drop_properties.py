"""What is true of the rules about drops for any days."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from institution.stats.drops import holds
from institution.stats.rules import holding, sweep
from institution.stats.ruleset import LOW_ONE, SLOW, SUDDEN, RuleSet
from institution.stats.usual import Period
from tests.stats.rows import history_from

QUICK = RuleSet(
    drops=(
        replace(SUDDEN, window_days=3, minimum_days=2),
        replace(LOW_ONE, window_days=3, minimum_days=2),
        replace(SLOW, window_days=6, minimum_days=4, minimum_adults=2),
    ),
    baseline=Period(length=6, gap=3, least_days=3),
    episode_gap_days=4,
)
"""The same rules on a shorter scale, so that generated days meet them often."""
LEVEL = st.sampled_from([np.nan, 1.0, 2.0, 3.0, 4.0, 5.0])
LEVELS = arrays(
    np.float64, st.tuples(st.integers(1, 3), st.integers(8, 30), st.just(2)), elements=LEVEL
)


@settings(max_examples=60)
@given(levels=LEVELS)
def test_no_day_is_judged_by_a_later_one(levels):
    whole = holds(history_from(levels, QUICK), QUICK)
    days = levels.shape[1]
    for day in (days // 2, days - 1):
        part = holds(history_from(levels[:, : day + 1], QUICK, adults=3), QUICK)
        full = holds(history_from(levels, QUICK, adults=3), QUICK)
        for one, other in zip(part, full, strict=True):
            np.testing.assert_array_equal(one, other[:, : day + 1])
    assert len(whole) == 3


@settings(max_examples=60)
@given(levels=LEVELS)
def test_children_together_are_judged_as_each_alone(levels):
    together = holds(history_from(levels, QUICK, adults=3), QUICK)
    for child in range(len(levels)):
        alone = holds(history_from(levels[child : child + 1], QUICK, adults=3), QUICK)
        for one, other in zip(together, alone, strict=True):
            np.testing.assert_array_equal(one[child], other[0])


@settings(max_examples=60)
@given(levels=LEVELS, by=st.floats(-3, 3))
def test_a_shift_of_the_scale_changes_no_drop(levels, by):
    rules = replace(QUICK, drops=(QUICK.drops[0], QUICK.drops[2]))
    one = holds(history_from(levels, rules), rules)
    moved = holds(history_from(levels + by, rules), rules)
    for here, there in zip(one, moved, strict=True):
        np.testing.assert_array_equal(here, there)


@settings(max_examples=60)
@given(
    gone=arrays(np.bool_, (2, 40, 2), elements=st.booleans()),
    level=st.sampled_from([1.0, 3.0, 4.0]),
)
def test_missing_days_are_never_a_drop(gone, level):
    levels = np.where(gone, np.nan, level)
    assert sweep(history_from(levels, QUICK), QUICK) == []


@settings(max_examples=60)
@given(levels=LEVELS)
def test_what_holds_today_is_what_the_sweep_finds_on_its_last_day(levels):
    found = history_from(levels, QUICK, adults=3)
    today = levels.shape[1] - 1
    assert holding(found, QUICK) == sweep(found, QUICK, first_day=today)


@settings(max_examples=60)
@given(levels=LEVELS)
def test_what_a_rule_rests_on_agrees_with_the_days(levels):
    for found in sweep(history_from(levels, QUICK, raters=2), QUICK):
        rule = next(one for one in QUICK.drops if one.kind == found.kind)
        days = levels[found.child, found.first_day : found.day + 1][:, found.dimensions]
        assert found.now == pytest.approx(np.nanmean(days, axis=0))
        drop = np.subtract(found.usual, found.now)
        assert (drop >= rule.drop_at_least - 1e-6).all()
        assert rule.minimum_days <= found.n_days <= rule.window_days
        assert rule.minimum_adults <= found.n_adults
        assert found.since <= found.day <= found.until
        assert len(found.dimensions) >= rule.dimensions_at_least
