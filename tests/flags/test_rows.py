"""The entries the engine is told of, in an order that does not depend on when they came."""

from uuid import UUID

import numpy as np
import pytest

from institution.content.daily_log import daily_log
from institution.flags.services.days import Days
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence
from institution.flags.services.watching import rows
from institution.logs.services.entries.arrays import Entries, KeptIds, LogRows
from tests.world import TODAY

CHILD, ADULTS = UUID(int=1), (UUID(int=3), UUID(int=2))
DIMENSIONS = len(daily_log().dimension_keys)
LOGS = [(1, 0, 4), (1, 1, 2), (0, 0, 3), (0, 0, 5)]
"""Day, adult, level; one adult wrote twice about a shift."""


def days(logs):
    """Return some logs of a child, in the order in which they came."""
    day, adult, level = np.array(logs).T
    nothing, yes = np.zeros_like(day), np.ones(len(logs), dtype=bool)
    levels = np.tile(level[:, None].astype(float), DIMENSIONS)
    kept = LogRows(nothing, day, nothing, adult, yes, yes, np.arange(len(logs)), levels)
    one = Residence(*(CHILD,) * 4, TODAY, TODAY)
    return Days((one,), Period.until(TODAY, 2), kept, Entries((CHILD,), ADULTS, kept, KeptIds()))


@pytest.mark.parametrize("seed", range(4))
def test_days_come_in_order_and_then_adults_and_levels_whatever_came_first(seed):
    told = rows(days(np.random.default_rng(seed).permutation(LOGS).tolist()))
    found = zip(told.day - told.day[0], told.adult, told.ratings[:, 0], strict=True)
    assert [tuple(map(int, one)) for one in found] == [(0, 0, 3), (0, 0, 5), (1, 1, 2), (1, 0, 4)]
