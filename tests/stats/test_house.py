"""How many children of a house have a hard week at once, against chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.stats.house import LEAST_WEEKS, LOWEST, chance, weeks


def ordinary(children=200, days=160, seed=1):
    return np.random.default_rng(seed).normal(size=(children, days))


def test_by_chance_about_one_child_in_ten_has_a_low_week():
    found = weeks(ordinary(children=3000))
    assert found.known.all()
    assert found.low.mean() == pytest.approx(LOWEST, abs=0.02)


def test_a_child_whose_days_never_differ_has_no_low_week():
    assert not weeks(np.full((1, 160), 4.0)).low.any()


def test_a_short_or_silent_time_says_nothing():
    short, silent = ordinary(days=LEAST_WEEKS), ordinary()
    silent[:, -5:] = np.nan
    assert not weeks(short).known.any()
    assert not weeks(silent).known.any()
    assert not weeks(silent).low.any()


@given(by=st.floats(-5, 5), times=st.floats(0.1, 10))
def test_the_scale_does_not_matter(by, times):
    days = np.round(ordinary(children=20), 2)
    assert (weeks(days).low == weeks(days * times + by).low).all()


@given(known=st.integers(0, 30))
def test_no_low_week_at_all_is_no_surprise_and_more_are_less_likely(known):
    told = [chance(low, known) for low in range(known + 1)]
    assert told[0] == pytest.approx(1.0)
    assert told == sorted(told, reverse=True)
