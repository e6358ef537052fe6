"""How invented children's days go: what they usually are, how they vary, and what changes.

A day is the sum of a part that all dimensions have in common, one that is common and slow, and one
of each dimension, all autoregressive of first order. How much each weighs lies near what published
daily series show.
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.evaluation.happenings import GOAL_DAYS, Happening
from institution.stats.evaluation.weeks import USUAL, Rhythm

COMMON, SLOW, OWN = 0.32, 0.12, 0.56
"""Shares of the variance."""
SLOW_CARRY = 0.97


class Children(NamedTuple):
    """What is true of children; shape (children,) or (children, dimensions)."""

    usual: Floats
    spread: Floats
    """Standard deviation of a child's days on one dimension, in scale points."""
    affected: Bools
    onset: Ints
    """Day on which it happens; past the last day for the others."""
    hit: Bools
    """Dimensions on which it happens."""
    rhythm: Rhythm = USUAL
    """How their weeks go."""


def children(
    rng: np.random.Generator, shape: tuple[int, int], affected: Bools, onset: Ints, number: int
) -> Children:
    """Invent children; `number` dimensions of the affected ones move."""
    count, dimensions = shape
    usual = rng.normal(3.4, 0.4, (count, 1)) + rng.normal(0, 0.4, shape)
    spread = np.clip(0.55 * np.exp(rng.normal(0, 0.25, count)), 0.25, 1.2)
    place = rng.permuted(np.tile(np.arange(dimensions), (count, 1)), axis=1)
    hit = (place < number) & affected[:, None]
    return Children(np.clip(usual, 2.0, 4.4), spread, affected, onset, hit)


def days_of(
    rng: np.random.Generator, who: Children, happening: Happening, days: int
) -> tuple[Floats, Floats]:
    """Return how far each day is from the usual, in points, and what goals plan for.

    Shapes (days, children, dimensions); the second is part of the first where it is gained.
    """
    count, dimensions = who.usual.shape
    common = _fading(rng, rng.uniform(0.35, 0.7, (count, 1)), days)
    slow = _fading(rng, np.full((count, 1), SLOW_CARRY), days)
    own = _fading(rng, rng.uniform(0.2, 0.6, (count, dimensions)), days)
    state = np.sqrt(COMMON) * common + np.sqrt(SLOW) * slow + np.sqrt(OWN) * own
    since = np.arange(days)[:, None] - who.onset
    live = (since >= 0) & (since < happening.lasts)
    share = np.where(live, np.minimum((since + 1) / happening.over, 1.0), 0.0)
    swings = np.where(live, happening.swings, 1.0)
    moved = state * swings[:, :, None] + happening.size * share[:, :, None] * who.hit
    planned = happening.gain * np.clip((since + 1) / GOAL_DAYS, 0.0, 1.0)[:, :, None] * _lowest(who)
    return who.spread[:, None] * moved + planned * happening.gained, planned


def _lowest(who: Children) -> Bools:
    """Return the lowest dimension of each affected child."""
    lowest = np.arange(who.usual.shape[1]) == who.usual.argmin(1)[:, None]
    return np.asarray(lowest & who.affected[:, None])


def _fading(rng: np.random.Generator, carry: Floats, days: int) -> Floats:
    """Return autoregressive series of variance one, shape (days, *carry.shape)."""
    series = rng.standard_normal((days, *carry.shape))
    fresh = np.sqrt(1 - carry**2)
    for day in range(1, days):
        series[day] = carry * series[day - 1] + fresh * series[day]
    return series
