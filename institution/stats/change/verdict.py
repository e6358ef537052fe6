"""What holds today: the odds against a threshold, and the change that explains them."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from institution.stats.change.watch import Watch

THRESHOLDS = {0.5: 7.05, 1.0: 6.2, 2.0: 5.25}
"""False alarms for each child and year, and the log-odds that give about so many."""
NAMED_FROM = 4.0
"""Log-odds below which nothing is said of begin and dimensions."""


class Verdict(NamedTuple):
    """The odds of one kind of change for one child as of today."""

    child: int
    kind: str
    """`down`, `volatile`, `off_track` or `up`."""
    odds: float
    """Log-odds, on one scale for all kinds; a threshold of `THRESHOLDS` decides."""
    dimensions: tuple[int, ...] = ()
    since: int | None = None
    """Day on which it is likely to have begun."""


def verdicts(watch: Watch) -> Iterator[Verdict]:
    """Yield the odds of every child and kind as of the last day that was observed."""
    odds = watch.odds()
    for child in range(watch.children):
        yield _change(watch, child, "down", float(odds.down[child]))
        yield _change(watch, child, "up", float(odds.up[child]))
        began = int(watch.filters.swings.began[child])
        yield Verdict(child, "volatile", float(odds.volatile[child]), since=began)
    for number, odd in enumerate(watch.paths.odds.tolist()):
        if np.isfinite(odd):
            goal = watch.paths.goals[number]
            total = odd + watch.settings.path_odds
            yield Verdict(goal.child, "off_track", total, (goal.dim,), goal.start)


def _change(watch: Watch, child: int, kind: str, odds: float) -> Verdict:
    if odds < NAMED_FROM:
        return Verdict(child, kind, odds)
    found = watch.change(child, -1.0 if kind == "down" else 1.0)
    return Verdict(child, kind, odds, found.dimensions, found.since)
