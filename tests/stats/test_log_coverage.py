"""Missing logs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from institution.stats.coverage import coverage, missing
from institution.stats.ruleset import CoverageRule

RULE = CoverageRule()
COUNTS = arrays(np.int64, (2, 12), elements=st.integers(0, 4))


def days(*counts):
    return np.array([counts])


def test_twelve_of_twenty_one_shifts_are_too_few():
    [found] = missing(days(2, 2, 2, 2, 2, 2, 0), days(*[3] * 7), RULE)
    assert (found.child, found.since, found.day, found.missing, found.total) == (0, 0, 6, 9, 21)


def test_six_tenths_are_enough():
    assert missing(days(*[3] * 3, 0, 0), days(*[3] * 5), CoverageRule(window_days=5)) == []


def test_days_away_are_not_missing():
    assert missing(days(3, 3, 0, 0, 0, 0, 0), days(3, 3, 0, 0, 0, 0, 0), RULE) == []


def test_one_day_at_home_is_too_little_to_judge():
    assert missing(days(*[0] * 7), days(3, 0, 0, 0, 0, 0, 0), RULE) == []


def test_the_first_days_are_not_judged():
    assert missing(days(*[0] * 6), days(*[3] * 6), RULE) == []


def test_two_logs_of_one_shift_do_not_make_up_for_another_day():
    share = coverage(days(6, 0), days(3, 3), window=2)
    assert share[0, -1] == 0.5


@given(logged=COUNTS, due=COUNTS, window=st.integers(1, 12))
def test_the_share_is_between_none_and_all(logged, due, window):
    share = coverage(logged, due, window=window)
    there = ~np.isnan(share)
    assert (share[there] >= 0).all()
    assert (share[there] <= 1).all()
    for child, day in np.ndindex(due.shape):
        assert there[child, day] == bool(due[child, max(day - window + 1, 0) : day + 1].sum())


@pytest.mark.parametrize("least", [0, 1])
def test_nothing_expected_is_no_share(least):
    assert np.isnan(coverage(days(0), days(0), window=1, least=least)).all()
