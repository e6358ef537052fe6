"""When a change is likely to have begun.

Source: Hinkley, "Inference about the change-point in a sequence of random variables", Biometrika
57 (1970). With a known level before, the likeliest first day of a lasting drop is the one at which
the squared sum of the differences since then, divided by their number, is largest.
"""

import numpy as np

from institution.stats.arrays import Floats


def onset(below: Floats) -> int:
    """Return the day on which a drop that lasts to the end is likely to have begun.

    Args:
        below: shape (days,), oldest first: how far each day lies under the usual level, in any
            unit; NaN where nothing was seen.

    Returns:
        Number of the day; the last day where no day lies under the usual level.

    >>> onset(np.array([0.1, -0.2, np.nan, 1.1, 0.9, 1.2]))
    3
    """
    seen = ~np.isnan(below)
    since = np.where(seen, below, 0.0)[::-1].cumsum()[::-1]
    days = seen[::-1].cumsum()[::-1]
    gain = np.maximum(since, 0.0) ** 2 / np.maximum(days, 1)
    best = np.flatnonzero(gain >= gain.max())
    return int(best[-1])
