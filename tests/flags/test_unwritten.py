"""Days about which nobody wrote are gone past at once, and end where going day by day ends."""

import pickle
from datetime import date, timedelta

import numpy as np
import pytest

from institution.content.daily_log import daily_log
from institution.db.base import new_id
from institution.flags.services import watching
from institution.flags.services.residence import Residence
from institution.flags.services.watching import Rows, begin

FIRST = date(2026, 6, 1)
HOMES = [new_id(), new_id()]
CHILDREN = [Residence(new_id(), new_id(), home, new_id(), FIRST, FIRST) for home in HOMES]
PATHS = (watching.Path(1, 0, FIRST.toordinal() + 3, FIRST.toordinal() + 60, 1.0, new_id()),)


def entries(*days: int) -> Rows:
    """Return a rating of the first child on some days after the first."""
    day, nought = np.array(days, dtype=np.int64) + FIRST.toordinal(), np.zeros(len(days), int)
    ratings = np.full((len(days), len(daily_log().dimension_keys)), 2.0)
    return Rows(day, nought, nought, nought, (new_id(),), ratings)


def by_day(rows: Rows, last: date, paths=()):
    """Return the engine told of one day after the other."""
    found = begin(CHILDREN, FIRST, paths)
    for day in range(FIRST.toordinal(), last.toordinal() + 1):
        one = rows.of(slice(*np.searchsorted(rows.day, (day, day + 1))))
        found.watch.observe(day, one.child, one.shift, one.adult, one.ratings)
    return pickle.dumps(found.watch)


@pytest.mark.parametrize(
    ("days", "paths"), [((), PATHS), ((0,), ()), ((27, 30), PATHS), ((28,), ()), ((56, 56, 60), ())]
)
def test_what_is_known_is_the_same(days, paths):
    rows, last = entries(*days), FIRST + timedelta(days=65)
    told = by_day(rows, last, paths)
    for _ in range(2):
        one = begin(CHILDREN, FIRST, paths)
        one.go_on(rows, last)
        assert one.until == last
        assert pickle.dumps(one.watch) == told


def test_going_on_from_there_is_the_same_too():
    rows = entries(40, 50)
    one = begin(CHILDREN, FIRST)
    one.go_on(entries(), FIRST + timedelta(days=20))
    copy = one.copy()
    copy.go_on(rows, FIRST + timedelta(days=60))
    assert pickle.dumps(copy.watch) == by_day(rows, FIRST + timedelta(days=60))
    assert one.until == FIRST + timedelta(days=20)
