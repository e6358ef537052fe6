"""A known change in the days of real persons: some items are lower from a day on."""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats, Ints
from institution.stats.evaluation.entries import Entries
from institution.stats.evaluation.measures import LONGEST
from institution.stats.evaluation.recorded import HIGHEST, LOWEST

DAYS_BEFORE = 60
"""Days with entries that a person has before the change."""
DAYS_AFTER = 30
"""Days with entries within the 60 days after."""
COPIES = 4
"""How often each person is used, each time from another day on."""


class Lowered(NamedTuple):
    """Copies of persons with a change in each."""

    entries: Entries
    onset: Ints
    """Shape (copies,)."""


def lowered(entries: Entries, seed: int, size: float, items: int) -> Lowered:
    """Lower so many items of each person from a day on; the same arguments give the same days.

    Args:
        entries: of persons who each live alone.
        seed: of chance.
        size: by how much, in standard deviations of the person's own days before.
        items: how many, drawn anew for each copy.
    """
    rng = np.random.default_rng(seed)
    daily = _daily(entries.ratings)
    able = [_able(person) for person in np.all(~np.isnan(daily), axis=2).T]
    chosen = np.repeat([number for number, days in enumerate(able) if len(days)], COPIES)
    chosen = chosen.astype(np.int64)
    onset = np.array([rng.choice(able[one]) for one in chosen], dtype=np.int64)
    ratings = entries.ratings[:, chosen]
    for copy, (one, day) in enumerate(zip(chosen.tolist(), onset.tolist(), strict=True)):
        drop = size * np.nanstd(daily[:day, one], axis=0)
        drop *= rng.permutation(entries.dimensions) < items
        ratings[day:, copy] = _drawn_down(rng, ratings[day:, copy], drop)
    length = np.minimum(entries.length[chosen], onset + LONGEST)
    home = np.arange(len(chosen))
    return Lowered(Entries(home, entries.shift, entries.adult[:, chosen], ratings, length), onset)


def _daily(ratings: Floats) -> Floats:
    """Return the mean of each day, shape (days, children, dimensions)."""
    seen = ~np.isnan(ratings)
    number = seen.sum(2)
    total = np.where(seen, ratings, 0.0).sum(2)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


def _able(logged: Ints) -> Ints:
    """Return the days on which a change may begin, for whether each day has entries."""
    so_far = np.concatenate(([0], np.cumsum(logged)))
    day = np.arange(len(logged))
    after = so_far[np.minimum(day + 60, len(logged))] - so_far[day]
    return np.flatnonzero((so_far[day] >= DAYS_BEFORE) & (after >= DAYS_AFTER))


def _drawn_down(rng: np.random.Generator, ratings: Floats, drop: Floats) -> Floats:
    """Lower ratings and round them at random, so that the mean is lower by just so much."""
    chance = rng.random(ratings.shape) * (drop > 0)
    lower = np.where(drop > 0, np.floor(ratings - drop + chance), ratings)
    return np.clip(lower, LOWEST, HIGHEST)
