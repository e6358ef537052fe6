"""What is usual for a child."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from institution.stats.medians import NORMAL_FACTOR, middle, spread
from institution.stats.standing import standing
from institution.stats.usual import (
    Period,
    TooFewDaysError,
    band,
    usual,
    usual_at,
    usual_on,
)

LEVEL = st.one_of(st.just(np.nan), st.sampled_from([1.0, 1.5, 2.0, 3.0, 3.5, 4.0, 5.0]))
LEVELS = arrays(np.float64, st.tuples(st.integers(1, 90), st.integers(1, 3)), elements=LEVEL)
SHORT = Period(length=6, gap=2, least_days=2)


@pytest.mark.parametrize("least_days", [0, 3])
def test_too_few_days_are_said_so(least_days):
    with pytest.raises(TooFewDaysError, match="0 days with a value"):
        usual(np.array([np.nan]), least_days=least_days)


def test_no_days_at_all_are_too_few():
    with pytest.raises(TooFewDaysError):
        usual(np.zeros(0))


def test_usual_is_neither_moved_nor_widened_by_one_extreme_day():
    calm = np.array([3.0, 4.0] * 10)
    shaken = np.where(np.arange(20) == 5, 1.0, calm)
    assert usual(shaken).level == usual(np.append(calm, 3.0)).level
    assert usual(shaken).spread <= usual(calm).spread


@given(
    levels=arrays(np.float64, st.integers(14, 40), elements=st.floats(1, 5)), by=st.floats(-9, 9)
)
def test_the_usual_level_moves_with_the_scale_and_the_spread_does_not(levels, by):
    one, moved = usual(levels), usual(levels + by)
    assert moved.level == pytest.approx(one.level + by)
    assert moved.spread == pytest.approx(one.spread)
    assert moved.days == one.days == len(levels)


@given(levels=LEVELS)
def test_medians_are_those_of_numpy(levels):
    found = middle(levels.T)
    for column, median, count in zip(levels.T, found.median, found.counts, strict=True):
        seen = column[~np.isnan(column)]
        assert count == len(seen)
        assert np.isnan(median) if not count else median == np.median(seen)


@given(levels=LEVELS)
def test_the_spread_is_the_median_absolute_deviation(levels):
    for column in levels.T:
        seen = column[~np.isnan(column)]
        wide = spread(column, 0.1).spread
        if len(seen):
            deviation = np.median(np.abs(seen - np.median(seen)))
            assert wide == pytest.approx(max(deviation * NORMAL_FACTOR, 0.1))
        else:
            assert np.isnan(wide)


@given(levels=LEVELS, window=st.integers(1, 5))
def test_each_day_of_the_band_is_the_usual_level_of_the_days_before(levels, window):
    found = band(levels, SHORT, window=window)
    assert all(part.shape == levels.shape for part in found)
    for day, dimension in np.ndindex(levels.shape):
        end = max(day - window + 1 - SHORT.gap + 1, 0)
        past = levels[max(end - SHORT.length, 0) : end, dimension]
        try:
            expected = usual(past, least_days=SHORT.least_days).level
        except TooFewDaysError:
            assert np.isnan(found.level[day, dimension])
        else:
            assert found.level[day, dimension] == expected
        assert found.days[day, dimension] == (~np.isnan(past)).sum()


@given(levels=LEVELS, window=st.integers(1, 5))
def test_all_ways_to_the_usual_level_agree(levels, window):
    found = band(levels, SHORT, window=window).level
    days, lines = len(levels), levels.shape[1]
    line, day = np.divmod(np.arange(days * lines), days)
    np.testing.assert_array_equal(
        usual_at(levels.T, line, day, SHORT, window=window), found.T.ravel()
    )
    for one in range(days):
        np.testing.assert_array_equal(usual_on(levels, one, SHORT, window=window), found[one])


@given(levels=LEVELS)
def test_the_band_stays_on_the_scale_around_its_level(levels):
    found = band(levels)
    there = ~np.isnan(found.level)
    assert (found.low[there] >= 1).all()
    assert (found.high[there] <= 5).all()
    assert (found.low[there] <= found.level[there]).all()
    assert (found.level[there] <= found.high[there]).all()
    assert np.isnan(found.low[~there]).all()


def test_the_newest_days_do_not_become_usual_while_they_are_noticed():
    levels = np.array([4.0] * 60 + [2.0] * 14).reshape(-1, 1)
    assert band(levels).level[-1] == 4.0


@pytest.mark.parametrize(
    ("newest", "word"),
    [
        ([2.0] * 10, "below"),
        ([5.0] * 10, "above"),
        ([4.0] * 10, "usual"),
        ([2.0, 5.0] * 5, "usual"),
        ([2.0] * 4 + [np.nan] * 10, "unknown"),
    ],
)
def test_a_word_says_how_things_stand(newest, word):
    levels = np.array([4.0] * 50 + newest).reshape(-1, 1)
    [found] = standing(levels, band(levels))
    assert found.word == word


def test_days_without_a_band_are_not_counted():
    levels = np.full((20, 1), 4.0)
    [found] = standing(levels, band(levels))
    assert found.days == 0
