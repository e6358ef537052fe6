"""Invented homes: children, adults in three shifts, and what the adults write.

An adult sees the child's day, at night only half of it and mostly on few dimensions, adds what is
the adult's own, and rounds to a whole level. Logs are missing singly, on visiting weekends and for
some days in a row.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.evaluation.duties import NIGHT, ON_DUTY, SHIFTS, Duties, duties
from institution.stats.evaluation.entries import NOBODY, Entries
from institution.stats.evaluation.happenings import GOAL_DAYS, Happening
from institution.stats.evaluation.states import Children, children, days_of
from institution.stats.evaluation.weeks import USUAL, Rhythm, added, logged

CHILDREN, DIMENSIONS = 6, 7
EARLIEST, LATEST = 90, 150
"""When something happens, in days after the first."""
NOISE = 0.45
"""Standard deviation of a rating around what the adult saw."""
NIGHT_SIGHT = 0.5
NIGHT_DIMENSIONS = 3


@dataclass(slots=True)
class Goal:
    """So many scale points on one dimension, in a straight line from `start` to `due`."""

    child: int
    dim: int
    start: int
    due: int
    gain: float


class Homes(NamedTuple):
    """Entries, and what is true of the children."""

    entries: Entries
    who: Children
    goals: tuple[Goal, ...]
    focus: Bools
    """The dimensions that each child's plan is about, shape (children, dimensions)."""


def homes(
    happening: Happening, number: int, seed: int, days: int = 240, rhythm: Rhythm = USUAL
) -> Homes:
    """Invent so many homes; the same arguments give the same homes."""
    rng = np.random.default_rng([seed, *happening.name.encode()])
    home = np.repeat(np.arange(number), CHILDREN)
    affected, onset = _onsets(rng, happening, home, days)
    moving = DIMENSIONS if happening.dimensions is None else happening.dimensions
    who = children(rng, (len(home), DIMENSIONS), affected, onset, moving)
    who = who._replace(rhythm=rhythm)
    moved, planned = days_of(rng, who, happening, days)
    on_duty = duties(rng, days, DIMENSIONS, onset[::CHILDREN], happening.newcomer)
    entries = _written(rng, home, who, moved, on_duty)
    return Homes(entries, who, _goals(who, happening, planned), _focus(who, happening))


def _onsets(
    rng: np.random.Generator, happening: Happening, home: Ints, days: int
) -> tuple[Bools, Ints]:
    """Return to whom it happens, and when; a new adult happens to all children of a home."""
    onset = rng.integers(EARLIEST, LATEST, len(home))
    affected = np.arange(len(home)) % CHILDREN < CHILDREN // 2
    if happening.newcomer:
        return np.ones_like(affected), onset[home * CHILDREN]
    affected &= happening != Happening(happening.name)
    return affected, np.where(affected, onset, days)


def _focus(who: Children, happening: Happening) -> Bools:
    """Return what plans are about; as many other dimensions are the next ones in turn."""
    if not happening.focus:
        return np.zeros_like(who.hit)
    if happening.focus > 0:
        return who.hit
    number = who.hit.sum(1)[:, None]
    order = np.argsort(who.hit, axis=1, kind="stable")
    return np.asarray(np.argsort(order, axis=1) < number)


def _goals(who: Children, happening: Happening, planned: Floats) -> tuple[Goal, ...]:
    place, dimension = np.nonzero(planned[-1])
    return tuple(
        Goal(child, dim, start, start + GOAL_DAYS, happening.gain)
        for child, dim, start in zip(
            place.tolist(), dimension.tolist(), who.onset[place].tolist(), strict=True
        )
    )


def _written(
    rng: np.random.Generator, home: Ints, who: Children, moved: Floats, on_duty: Duties
) -> Entries:
    days, count = moved.shape[:2]
    place = (
        np.arange(days)[:, None, None],
        home[:, None],
        np.arange(SHIFTS),
        rng.integers(0, ON_DUTY, (days, count, SHIFTS)),
    )
    sight = np.where(np.arange(SHIFTS) == NIGHT, NIGHT_SIGHT, 1.0)[:, None]
    level = who.usual[:, None, :] + _shifts(rng, home) + sight * moved[:, :, None, :]
    level = level + added(rng, moved.shape, who.rhythm)[:, :, None]
    seen = 3 + on_duty.width[place][..., None] * (level - 3) + on_duty.bias[place]
    ratings = np.clip(np.rint(seen + rng.normal(0, NOISE, seen.shape)), 1.0, 5.0)
    ratings[rng.random(ratings.shape) >= _rated(moved.shape[2])] = np.nan
    written = logged(rng, (days, count, SHIFTS), who.rhythm)
    adult = np.where(written, on_duty.adult[place], NOBODY)
    ratings[~written] = np.nan
    return Entries(home, np.arange(SHIFTS), adult, ratings, np.full(count, days))


def _shifts(rng: np.random.Generator, home: Ints) -> Floats:
    """Return what each shift adds in each home, shape (children, shifts, dimensions)."""
    added = rng.normal(0, 0.12, (home.max() + 1, SHIFTS, DIMENSIONS))
    added[:, NIGHT] += 0.25
    found: Floats = added[home]
    return found


def _rated(dimensions: int) -> Floats:
    """Return the chance that a dimension is rated in each shift."""
    chance = np.full((SHIFTS, dimensions), 0.97)
    chance[NIGHT, NIGHT_DIMENSIONS:] = 0.1
    return chance
