"""The flag engine and a plain moving average on the same days."""

from collections.abc import Callable

import numpy as np

from institution.stats.change.verdict import verdicts
from institution.stats.change.watch import Watch

DAYS, DIMENSIONS, IN_A_HOME, ADULTS, SHIFTS = 180, 8, 10, 8, 3
WRITTEN = 0.8
"""Share of the logs that are written."""
SHARE = 0.2
"""Weight of the newest day in the average."""

Day = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def days(children: int, seed: int = 1) -> list[Day]:
    """Return the entries of each day: children, shifts, adults, ratings."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(DAYS):
        child, shift = np.tile(np.arange(children), SHIFTS), np.repeat(np.arange(SHIFTS), children)
        kept = rng.random(len(child)) < WRITTEN
        ratings = rng.integers(2, 6, (int(kept.sum()), DIMENSIONS)).astype(float)
        found.append((child[kept], shift[kept], rng.integers(0, ADULTS, len(ratings)), ratings))
    return found


def watched(children: int, told: list[Day]) -> Watch:
    """Show the engine all days."""
    watch = Watch(np.arange(children) // IN_A_HOME, DIMENSIONS)
    for day, one in enumerate(told):
        watch.observe(day, *one)
    return watch


def average(children: int, told: list[Day]) -> np.ndarray:
    """Return the moving average of each child and dimension."""
    mean = np.full((children, DIMENSIONS), 3.0)
    for child, _, _, ratings in told:
        number = np.bincount(child, minlength=children)[:, None]
        total = np.zeros_like(mean)
        np.add.at(total, child, ratings)
        mean += SHARE * np.where(number > 0, total / np.maximum(number, 1) - mean, 0.0)
    return mean


def tasks(children: int) -> dict[str, Callable[[], object]]:
    """Return what is timed: all days and the odds of the last one, the average, one more day."""
    told = days(children)
    watch = watched(children, told)
    more = iter(range(DAYS, 1_000_000))

    def update() -> None:
        watch.observe(next(more), *told[-1])
        list(verdicts(watch))

    return {
        "engine": lambda: list(verdicts(watched(children, told))),
        "average": lambda: average(children, told),
        "update": update,
    }
