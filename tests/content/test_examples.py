from datetime import date

import pytest

from institution.content.daily_log import daily_log
from institution.content.examples import EACH_MONTH, example, examples, of_month


def test_every_example_is_rated_in_a_dimension_and_told_in_both_languages():
    for one in examples():
        assert one.dimension in daily_log().dimension_keys
        assert len(one.text.in_("da")) > 60 < len(one.text.in_("en"))


def test_each_month_has_two_and_all_come_round():
    months = [date(2026, month, 15) for month in range(1, 7)]
    shown = [one.key for month in months for one in of_month(month)]
    assert sorted(shown) == sorted(one.key for one in examples())
    assert len(of_month(months[0])) == EACH_MONTH
    assert example(shown[0]).key == shown[0]
    with pytest.raises(KeyError):
        example("unknown")
