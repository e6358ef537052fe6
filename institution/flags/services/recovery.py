"""When a trend flag may close by itself: the child's days are what is usual for it again."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from institution.content.daily_log import daily_log
from institution.content.flags import flags as content
from institution.flags.services.trends import RULES
from institution.stats.arrays import Floats


def recovered(levels: Floats, evidence: Mapping[str, Any], days_since: int) -> bool:
    """Tell whether every dimension of a flag is back at its usual level.

    A drop begins a whole level under the usual one; it has ended when the mean of the newest days
    lies within what is ordinary, so that a flag does not come and go at one border.

    Args:
        levels: shape (days, dimensions): days up to today; NaN where not seen.
        evidence: of the flag, with the usual levels it was raised against.
        days_since: days since the last day the flag looked at; its own days do not count.
    """
    window = content().limits.auto_close_if_recovered_days
    if days_since < window:
        return False
    keys = daily_log().dimension_keys
    newest = levels[-window:]
    return all(
        one["key"] in keys and _is_back(newest[:, keys.index(one["key"])], one["usual"])
        for one in evidence["dimensions"]
    )


def _is_back(days: Floats, usual: float) -> bool:
    """Tell whether enough days have a value, and their mean is ordinary."""
    seen = days[~np.isnan(days)]
    least = min(rule.minimum_days for rule in RULES.drops)
    return len(seen) >= least and float(seen.mean()) > usual - RULES.baseline.floor
