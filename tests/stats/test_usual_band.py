"""What is usual for a child."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from institution.stats.medians import NORMAL_FACTOR, middle, spread
from institution.stats.standing import standing
from institution.stats.usual import Period, band

LEVEL = st.one_of(st.just(np.nan), st.sampled_from([1.0, 1.5, 2.0, 3.0, 3.5, 4.0, 5.0]))
LEVELS = arrays(np.float64, st.tuples(st.integers(1, 90), st.integers(1, 3)), elements=LEVEL)
SHORT = Period(length=6, gap=2, least_days=2)


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


@given(levels=LEVELS)
def test_each_day_of_the_band_is_the_median_of_the_days_before(levels):
    found = band(levels, SHORT)
    assert all(part.shape == levels.shape for part in found)
    for day, dimension in np.ndindex(levels.shape):
        end = max(day - SHORT.gap + 1, 0)
        past = levels[max(end - SHORT.length, 0) : end, dimension]
        seen = past[~np.isnan(past)]
        assert found.days[day, dimension] == len(seen)
        if len(seen) < SHORT.least_days:
            assert np.isnan(found.level[day, dimension])
        else:
            assert found.level[day, dimension] == np.median(seen)


def test_usual_is_neither_moved_nor_widened_by_one_extreme_day():
    calm = np.array([3.0, 4.0] * 30)[:, None]
    shaken = np.where(np.arange(60)[:, None] == 30, 1.0, calm)
    one, other = band(calm), band(shaken)
    assert abs(one.level[-1] - other.level[-1]) <= 0.5
    assert other.high[-1] - other.low[-1] <= one.high[-1] - one.low[-1]


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
