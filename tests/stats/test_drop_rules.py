"""The rules about drops."""

import numpy as np
import pytest

from institution.stats.history import BLOCK, history
from institution.stats.rules import behind, episodes, holding, sweep
from institution.stats.ruleset import RuleSet
from tests.stats.rows import fall, history_from, ratings_from

RULES = RuleSet()


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


def test_ratings_in_any_order_give_the_same_history():
    levels = fall(days=70, low=(0,), after=2.0)
    ratings = ratings_from(np.repeat(levels, 2, axis=0))
    turned = ratings.rows(np.arange(len(ratings.child))[::-1])
    shape = (2, *levels.shape[1:])
    one, other = history(ratings, shape, RuleSet()), history(turned, shape, RuleSet())
    np.testing.assert_array_equal(one.levels, other.levels)
    assert one.ratings.child.tolist() == other.ratings.child.tolist()
