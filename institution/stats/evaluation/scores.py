"""The engine over the days of all children at once."""

from collections.abc import Callable, Sequence

import numpy as np

from institution.stats.arrays import Bools, Floats
from institution.stats.change.paths import Path
from institution.stats.change.watch import Watch
from institution.stats.evaluation.entries import NOBODY, Entries

MONDAY = 0
"""The first day is one."""


def scores(
    entries: Entries,
    goals: Sequence[Path] = (),
    told: Callable[[int], object] | None = None,
    focus: Bools | None = None,
) -> Floats:
    """Return the highest log-odds of the adverse kinds of flags, shape (children, days).

    Args:
        entries: of any number of homes.
        goals: with the children numbered as in the entries.
        told: called with 1 after each day.
        focus: shape (children, dimensions): what each child's plan is about; else nothing.

    Returns:
        What was known at the end of each day; minus infinity after the last day of a child.
    """
    watch = Watch(entries.home, entries.dimensions, goals)
    watch.filters.monday = MONDAY
    if focus is not None:
        watch.focus = focus
    found = np.full((watch.children, entries.days), -np.inf)
    for day in range(entries.days):
        observe(watch, entries, day)
        found[:, day] = adverse(watch)
        if told:
            told(1)
    found[np.arange(entries.days) >= entries.length[:, None]] = -np.inf
    return found


def observe(watch: Watch, entries: Entries, day: int) -> None:
    """Show the engine the entries of a day."""
    child, place = np.nonzero(entries.adult[day] != NOBODY)
    adult, ratings = entries.adult[day, child, place], entries.ratings[day, child, place]
    watch.observe(day, child, entries.shift[place], adult, ratings)


def adverse(watch: Watch) -> Floats:
    """Return the highest log-odds of a fall, swings and a missed goal, shape (children,)."""
    odds = watch.odds()
    highest = np.maximum(odds.down, odds.volatile)
    np.maximum.at(highest, watch.paths.child, watch.paths.odds + watch.settings.path_odds)
    return highest
