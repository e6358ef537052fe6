import numpy as np

from institution.stats.raters import spreads

ADULTS = np.repeat(np.arange(5), 12)
SAME = np.zeros(60, dtype=np.int64)


def test_a_team_that_rates_alike_has_no_spread():
    (found,) = spreads(SAME, SAME, ADULTS, np.full(60, 4.0))
    assert (found.steps, found.adults) == (0.0, 5)


def test_the_number_is_rounded_to_halves_so_that_it_says_no_more_than_it_knows():
    (found,) = spreads(SAME, SAME, ADULTS, 3.0 + 0.8 * (ADULTS == 2))
    assert found.steps == 1.0


def test_a_dimension_with_too_few_adults_is_left_out():
    few = ADULTS < 4
    assert spreads(SAME[few], SAME[few], ADULTS[few], np.full(48, 4.0)) == []
    assert spreads(SAME[:0], SAME[:0], ADULTS[:0], np.zeros(0)) == []


def test_adults_who_rated_seldom_count_for_nothing():
    rows = (ADULTS < 4) | (np.arange(60) < 57)
    assert spreads(SAME[rows], SAME[rows], ADULTS[rows], np.full(rows.sum(), 4.0)) == []


def test_children_who_differ_are_no_difference_between_adults():
    child = np.tile(np.arange(2), 30)
    (found,) = spreads(child, SAME, ADULTS, 2.0 + 2.0 * child)
    assert found.steps == 0.0
