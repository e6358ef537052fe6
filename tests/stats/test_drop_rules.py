"""The rules about drops."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from institution.stats.drops import holds
from institution.stats.history import BLOCK
from institution.stats.onset import onset
from institution.stats.rules import behind, episodes, holding, sweep
from institution.stats.ruleset import LOW_ONE, SLOW, SUDDEN, RuleSet
from institution.stats.usual import Period
from tests.stats.rows import fall, history_from, ratings_from

RULES = RuleSet()
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


def kinds(levels, **options):
    return [found.kind for found in holding(history_from(levels, **options), RULES)]


def test_two_dimensions_a_level_lower_for_a_week_are_a_broad_dip():
    [found] = holding(history_from(fall(low=(0, 2), after=2.5, days=67)), RULES)
    assert found.kind == "broad_dip"
    assert found.dimensions == (0, 2)
    assert found.usual == (4.0, 4.0)
    assert found.now == (2.5, 2.5)
    assert (found.first_day, found.since, found.day, found.until) == (60, 60, 66, 66)
    assert (found.n_days, found.n_adults) == (7, 3)


def test_one_dimension_at_two_for_a_week_is_said_alone():
    assert kinds(fall(days=67)) == ["sustained_low_one"]


def test_one_dimension_a_level_lower_for_two_weeks_is_a_slow_change():
    assert kinds(fall(days=73, after=3.0)) == []
    assert kinds(fall(days=74, after=3.0)) == ["slow_drift"]


def test_a_change_is_told_once():
    levels = fall(days=85, low=(0, 1))
    assert [found.kind for found in sweep(history_from(levels), RULES)] == ["broad_dip"]


def test_a_second_dimension_that_slides_later_is_told_too():
    levels = fall(days=120, change=60, low=(0,), after=2.0)
    levels[0, 95:, 1] = 3.0
    found = sweep(history_from(levels), RULES)
    assert [(one.kind, one.dimensions) for one in found] == [
        ("sustained_low_one", (0,)),
        ("slow_drift", (1,)),
    ]


def test_a_rise_is_no_drop():
    assert kinds(fall(low=(0, 1), before=2.0, after=5.0)) == []


def test_nothing_is_raised_while_a_child_settles_in():
    levels = fall(days=67)
    assert kinds(levels, moved_in=66 - RULES.settling_in_days) == ["sustained_low_one"]
    assert kinds(levels, moved_in=67 - RULES.settling_in_days) == []


def test_one_adult_of_several_is_not_enough():
    assert kinds(fall(days=67), raters=1, adults=5) == []


def test_one_adult_is_enough_where_there_is_only_one():
    assert kinds(fall(days=67), raters=1) == ["sustained_low_one"]
    assert kinds(fall(days=67), raters=1, adults=1) == ["sustained_low_one"]


def test_four_days_of_a_week_are_not_enough():
    levels = fall(days=67)
    levels[0, 60:63] = np.nan
    assert kinds(levels) == []


def test_too_little_known_before_is_not_enough():
    levels = fall(days=67)
    levels[0, : 67 - 7 - 13 - 13] = np.nan
    assert kinds(levels) == []


def test_a_drop_of_exactly_a_level_counts_however_it_was_added_up():
    thirds = np.tile([10 / 3, 3.0, 11 / 3], 40)[:67]
    levels = np.tile(thirds[None, :, None], (1, 1, 2))
    levels[0, 60:] = 10 / 3 - 1.0
    assert kinds(levels) == ["broad_dip"]


def test_the_entries_behind_a_flag_are_those_of_its_days_and_dimensions():
    levels = fall(low=(0, 2), days=67)
    rows = ratings_from(levels)
    history = history_from(levels)
    [found] = holding(history, RULES)
    chosen = rows.rows(behind(rows, found))
    assert set(chosen.day.tolist()) == set(range(60, 67))
    assert set(chosen.dimension.tolist()) == {0, 2}


def test_an_entry_that_is_not_used_is_not_behind_a_flag():
    rows = ratings_from(fall(days=67))
    [found] = holding(history_from(fall(days=67)), RULES)
    assert not behind(rows._replace(used=np.zeros_like(rows.used)), found).any()


def test_more_days_than_needed_change_nothing():
    levels = np.concatenate((np.full((1, 300, 3), 5.0), fall(days=90, change=83, low=(0, 1))), 1)
    [long] = holding(history_from(levels), RULES)
    [short] = holding(history_from(levels[:, -RULES.days_needed :]), RULES)
    dropped = levels.shape[1] - RULES.days_needed
    assert long.since == short.since + dropped
    assert long[5:] == (*short[5:-1], short.until + dropped)


def test_many_children_are_numbered_through_all_blocks():
    levels = np.concatenate([np.full((BLOCK + 3, 67, 3), 4.0), fall(days=67)])
    [found] = holding(history_from(levels), RULES)
    assert found.child == BLOCK + 3


@pytest.mark.parametrize(
    ("days", "joined"),
    [([5], [(5, 5)]), ([5, 7, 30], [(5, 7), (30, 30)]), ([1, 5, 9], [(1, 9)]), ([], [])],
)
def test_days_are_joined_into_episodes(days, joined):
    found = episodes(np.array(days, dtype=np.int64), 4)
    assert found == joined


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


def test_the_onset_is_the_last_day_when_no_day_is_low():
    assert onset(np.array([-1.0, np.nan, -0.5])) == 2


@given(before=st.integers(0, 20), after=st.integers(1, 20), size=st.floats(0.5, 3))
def test_the_onset_of_a_clean_step_is_its_first_day(before, after, size):
    assert onset(np.array([0.0] * before + [size] * after)) == before
