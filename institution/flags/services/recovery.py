"""When a trend flag may close by itself: the child's days are what is usual for it again."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from institution.content.daily_log import daily_log
from institution.content.flags import flags as content
from institution.stats.arrays import Floats

STILL_AWAY = 0.4
"""Share of the way from the usual level to the level of the flag that counts as back."""
LEAST_DAYS = 5
"""Days of the week that need a value."""
CALM = 1.0
"""Log-odds of swings under which days are as alike as they usually are."""


def recovered(levels: Floats, evidence: Mapping[str, Any], days_since: int, swings: float) -> bool:
    """Tell whether what a flag told of is over.

    The border lies nearer to the usual level than the flag did, so that it does not come and go.

    Args:
        levels: shape (days, dimensions): days up to today; NaN where not seen.
        evidence: of the flag, with the usual levels it was raised against.
        days_since: days since the last day the flag looked at; its own days do not count.
        swings: log-odds of larger swings today, for a flag that names no dimension.
    """
    window = content().limits.auto_close_if_recovered_days
    if days_since < window:
        return False
    keys, newest = daily_log().dimension_keys, levels[-window:]
    if not evidence["dimensions"]:
        return swings < CALM and _days(newest) >= LEAST_DAYS
    return all(
        one["key"] in keys and _is_back(newest[:, keys.index(one["key"])], one)
        for one in evidence["dimensions"]
    )


def closes_at(one: Mapping[str, Any]) -> float:
    """Return the mean of a week at which a dimension of a flag counts as back."""
    usual, now = float(one["usual"]), float(one["now"])
    return usual + STILL_AWAY * (now - usual)


def _is_back(days: Floats, one: Mapping[str, Any]) -> bool:
    """Tell whether enough days have a value, and their mean is ordinary."""
    seen = days[~np.isnan(days)]
    if len(seen) < LEAST_DAYS:
        return False
    side = np.sign(one["usual"] - one["now"])
    return bool(side * (seen.mean() - closes_at(one)) >= 0)


def _days(levels: Floats) -> int:
    """Return on how many days anything was seen."""
    return int((~np.isnan(levels)).any(axis=1).sum())
