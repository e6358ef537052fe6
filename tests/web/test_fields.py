"""A day that is emptied is empty."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from institution.web.fields import DayField

KEPT = date(2026, 11, 22)


class Asking(Form):
    day = DayField("Day")


@pytest.mark.parametrize(("sent", "read"), [("", None), ("2026-11-23", date(2026, 11, 23))])
def test_what_was_sent_counts_and_not_what_stood_there(sent, read):
    assert Asking(MultiDict({"day": sent}), data={"day": KEPT}).day.data == read
