"""What holds for the engine whatever is written."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from institution.stats.change.settings import Settings
from tests.stats.watched import RATE, days, entries, odds, watch

SEEDS = st.integers(0, 10_000)
CLOSE = 1e-5
few = settings(max_examples=3, deadline=None, derandomize=True)


def fallen(seed, dimensions=3):
    """Return days of two children, of whom one falls halfway."""
    ratings = days(2, 50, dimensions, seed=seed)
    ratings[30:, 0] = np.maximum(ratings[30:, 0] - 1, 1)
    return ratings


@few
@given(seed=SEEDS, by=st.floats(-3, 3))
def test_a_scale_that_is_shifted_as_a_whole_gives_the_same_odds(seed, by):
    ratings = fallen(seed)
    middle = Settings(middle=Settings().middle + by)
    plain, shifted = odds(ratings, shifts=3), odds(ratings + by, shifts=3, settings=middle)
    np.testing.assert_allclose(shifted, plain, atol=CLOSE)


@few
@given(seed=SEEDS)
def test_the_order_of_entries_within_a_day_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    told = entries(fallen(seed), shifts=3)
    for day, (child, shift, adult, ratings) in enumerate(told):
        told[day] = child, shift, adult, ratings + rng.integers(-1, 2, ratings.shape)
    mixed = [tuple(part[order] for part in one)
             for one in told for order in [rng.permutation(len(one[0]))]]  # fmt: skip
    np.testing.assert_allclose(watch(mixed, 2, 3)[1], watch(told, 2, 3)[1], atol=CLOSE)


@few
@given(seed=SEEDS)
def test_a_home_more_changes_nothing_for_the_others(seed):
    ratings = fallen(seed)
    more = np.concatenate((ratings, days(3, 50, 3, seed=seed + 1, level=2.5)), axis=1)
    together = odds(more, adults=12, home=[0, 0, 1, 1, 1])
    np.testing.assert_allclose(together[:2], odds(ratings, adults=12), atol=CLOSE)


@few
@given(seed=SEEDS)
def test_a_child_nobody_writes_about_changes_nothing(seed):
    ratings = fallen(seed)
    nobody = np.full((50, 1, 3), np.nan)
    more = odds(np.concatenate((ratings, nobody), axis=1))
    np.testing.assert_allclose(more[:2], odds(ratings), atol=CLOSE)
    assert more[2].max() < RATE


@few
@given(seed=SEEDS)
def test_who_the_adults_are_called_changes_nothing(seed):
    told = entries(fallen(seed))
    named = [(child, shift, 900 - 7 * adult, ratings) for child, shift, adult, ratings in told]
    np.testing.assert_allclose(watch(named, 2, 3)[1], watch(told, 2, 3)[1], atol=CLOSE)


@few
@given(seed=SEEDS, share=st.floats(0.1, 0.9), since=st.integers(30, 80))
def test_days_that_are_missing_raise_nothing(seed, share, since):
    ratings = days(2, 100, 3, seed=seed, spread=0.2)
    lost = np.random.default_rng(seed).random(100) < share
    ratings[lost & (np.arange(100) >= since), 0] = np.nan
    ratings[since + 10 :, 1] = np.nan
    assert odds(ratings).max() < RATE


@pytest.mark.parametrize("dimensions", [1, 2, 3, 5, 8, 16])
def test_any_number_of_dimensions_is_understood(dimensions):
    ratings = fallen(3, dimensions)
    found = odds(ratings)
    assert np.isfinite(found).all()
    assert found[0, 30:].max() > found[1, 30:].max()


@few
@given(seed=SEEDS, dimensions=st.integers(1, 8))
def test_an_improvement_is_not_adverse(seed, dimensions):
    ratings = days(1, 90, dimensions, seed=seed, level=2.5, spread=0.3)
    ratings[50:] += 1.0
    watched, _ = watch(entries(ratings), 1, dimensions)
    assert watched.odds().down[0] < 0
    assert watched.odds().up[0] > watched.odds().down[0]
