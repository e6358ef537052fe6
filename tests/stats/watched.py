"""Days for the engine, and what it says of them."""

import numpy as np

from institution.stats.change.watch import Watch
from institution.stats.evaluation.scores import adverse

RATE = 6.2
"""Log-odds of a flag, at one false alarm a year."""


def days(children=2, days=100, dimensions=3, *, seed=1, level=3.6, spread=0.5):
    """Return ratings of shape (days, children, dimensions) of calm children."""
    rng = np.random.default_rng(seed)
    shape = days, children, dimensions
    state = rng.normal(0, spread, shape) * 0.8 + rng.normal(0, spread, (*shape[:2], 1)) * 0.6
    return np.clip(np.rint(level + state), 1, 5)


def entries(ratings, adults=3, shifts=1):
    """Return for each day the children, shifts, adults and ratings of its entries."""
    found = []
    for day, levels in enumerate(ratings):
        seen = np.flatnonzero(~np.isnan(levels).all(1))
        child, shift = np.tile(seen, shifts), np.repeat(np.arange(shifts), len(seen))
        adult = (child + shift + day // 2 + day * child) % adults
        found.append((child, shift, adult, levels[child]))
    return found


def watch(told, children, dimensions, *, home=None, goals=(), settings=None):
    """Return the engine after some days, and its adverse log-odds, shape (children, days)."""
    home = np.zeros(children, dtype=np.int64) if home is None else np.array(home)
    watched, found = Watch(home, dimensions, goals, settings), []
    for day, one in enumerate(told):
        watched.observe(day, *one)
        found.append(adverse(watched))
    return watched, np.array(found).T


def odds(ratings, *, adults=3, shifts=1, **options):
    """Return the adverse log-odds of ratings, shape (children, days)."""
    told = entries(ratings, adults, shifts)
    return watch(told, ratings.shape[1], ratings.shape[2], **options)[1]
