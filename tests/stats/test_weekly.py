"""Weekly points."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from institution.stats.series import day_levels
from institution.stats.weekly import monday, weekly, weekly_adults
from tests.stats.rows import ratings_of

SUNDAY = date(2026, 11, 22).toordinal()


@given(ordinal=st.integers(1, date.max.toordinal()))
def test_weeks_begin_on_the_monday_of_the_iso_week(ordinal):
    year, week, _ = date.fromordinal(ordinal).isocalendar()
    assert date.fromordinal(monday(ordinal)) == date.fromisocalendar(year, week, 1)


def test_a_week_with_three_days_has_no_point():
    levels = np.array([[4.0], [np.nan], [2.0], [3.0], [np.nan], [np.nan], [np.nan]])
    found = weekly(levels, SUNDAY - 6)
    assert np.isnan(found.medians).all()
    assert found.days.tolist() == [[3]]


def test_the_point_is_the_median_so_that_one_bad_day_does_not_move_it():
    levels = np.array([[4.0], [4.0], [1.0], [4.0], [5.0], [np.nan], [np.nan]])
    assert weekly(levels, SUNDAY - 6).medians.tolist() == [[4.0]]


def test_days_fall_into_their_calendar_weeks():
    found = weekly(np.full((9, 2), 3.0), SUNDAY)
    assert found.starts.tolist() == [SUNDAY - 6, SUNDAY + 1, SUNDAY + 8]
    assert found.days.tolist() == [[1, 1], [7, 7], [1, 1]]


def test_no_days_are_no_weeks():
    assert weekly(np.zeros((0, 2)), SUNDAY - 6).medians.shape == (0, 2)


@given(first=st.integers(700_000, 700_006), days=st.integers(1, 40))
def test_adults_are_counted_in_the_same_weeks_as_the_medians(first, days):
    rows = ratings_of([(0, day, 0, 3.0, day % 3, True) for day in range(days)])
    shape = (1, days, 1)
    found = weekly(day_levels(rows, shape)[0], first)
    counts = weekly_adults(rows, first, shape)[0]
    assert counts.shape == found.days.shape
    assert (counts == np.minimum(found.days, 3)).all()
