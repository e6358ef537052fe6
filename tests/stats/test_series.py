"""From ratings to day values, and the adults behind them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.stats.series import Ratings, adults, day_levels
from tests.stats.rows import ratings_of

SHAPE = (2, 10, 3)
ROWS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, 9),
        st.integers(0, 2),
        st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, np.nan]),
        st.integers(0, 4),
        st.booleans(),
    ),
    max_size=60,
)


def test_a_day_is_the_mean_of_its_used_ratings():
    rows = ratings_of([(0, 1, 2, 4.0, 0, True), (0, 1, 2, 5.0, 1, True), (0, 1, 2, 1.0, 2, False)])
    assert day_levels(rows, SHAPE)[0, 1, 2] == 4.5


def test_no_ratings_are_no_levels_and_no_adults():
    rows = ratings_of([])
    assert np.isnan(day_levels(rows, SHAPE)).all()
    assert adults(rows, SHAPE, window=7).sum() == 0


@pytest.mark.parametrize("row", [(2, 0, 0), (0, 10, 0), (0, 0, 3), (-1, 0, 0)])
@pytest.mark.parametrize("function", [day_levels, adults])
def test_a_row_outside_the_shape_is_refused(row, function):
    rows = ratings_of([(*row, 3.0, 0, True)])
    with pytest.raises(ValueError, match="invalid"):
        function(rows, SHAPE)


def test_rater_numbers_far_apart_are_refused():
    rows = ratings_of([(0, 0, 0, 3.0, 0, True), (0, 0, 0, 3.0, 10**9, True)])
    with pytest.raises(ValueError, match="too far apart"):
        adults(rows, SHAPE)


@given(rows=ROWS, seed=st.integers(0, 1000))
def test_the_order_of_entries_changes_nothing(rows, seed):
    one = ratings_of(rows)
    other = one.rows(np.random.default_rng(seed).permutation(len(rows)))
    for function in (day_levels, adults):
        np.testing.assert_array_almost_equal(function(one, SHAPE), function(other, SHAPE))


@given(rows=ROWS, by=st.floats(-2, 2))
def test_day_values_move_with_the_scale(rows, by):
    one = ratings_of(rows)
    moved = one._replace(level=one.level + by)
    np.testing.assert_allclose(day_levels(moved, SHAPE), day_levels(one, SHAPE) + by)


@given(rows=ROWS, window=st.integers(1, 12))
def test_adults_are_counted_as_by_hand(rows, window):
    counts = adults(ratings_of(rows), SHAPE, window=window)
    for child, day, dimension in np.ndindex(SHAPE):
        seen = {
            row[4]
            for row in rows
            if row[0] == child
            and row[2] == dimension
            and day - window < row[1] <= day
            and row[5]
            and not np.isnan(row[3])
        }
        assert counts[child, day, dimension] == len(seen)


def test_rows_are_picked_by_mask_number_or_slice():
    rows = ratings_of([(0, day, 0, 3.0, 0, True) for day in range(4)])
    assert rows.rows(rows.day > 1).day.tolist() == [2, 3]
    assert rows.rows(np.array([3, 0])).day.tolist() == [3, 0]
    assert rows.rows(slice(1, 2)).day.tolist() == [1]


def test_rows_that_all_count_are_not_copied():
    rows = ratings_of([(0, 0, 0, 3.0, 0, True)])
    assert isinstance(rows, Ratings)
    assert rows.counted() is rows
