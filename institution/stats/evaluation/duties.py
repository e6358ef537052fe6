"""Which adults are on duty in invented homes, and how each of them rates."""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats, Ints

DAY_ADULTS, NIGHT_ADULTS = 5, 2
ON_DUTY = 2
SHIFTS = 3
NIGHT = 2
STAYS = 0.5
"""Chance that who was on duty yesterday is on the same duty today."""
RELIEF = 0.03
"""Share of duties with somebody who comes once."""
FIRST_RELIEF = 1000
BIAS, BIAS_EACH, WIDTH = 0.35, 0.20, 0.12
"""How adults differ: overall, on each dimension, and in how wide they use the scale."""


class Duties(NamedTuple):
    """Who is on duty and how they rate; shape (days, homes, shifts, on duty, ...)."""

    adult: Ints
    bias: Floats
    """With one axis more, for the dimensions."""
    width: Floats


def duties(
    rng: np.random.Generator, days: int, dimensions: int, onset: Ints, newcomer: float
) -> Duties:
    """Invent the duties of homes.

    Args:
        rng: chance.
        days: how many.
        dimensions: how many.
        onset: shape (homes,): from when a new adult has every other duty by day.
        newcomer: what the new adult adds, in points; 0 for none.
    """
    homes = len(onset)
    adult = _plan(rng, days, homes)
    number = DAY_ADULTS + NIGHT_ADULTS
    if newcomer:
        adult[:, :, :NIGHT, 0] = np.where(
            (np.arange(days)[:, None] >= onset)[:, :, None], number, adult[:, :, :NIGHT, 0]
        )
    overall = rng.normal(0, BIAS, (homes, number + 1))
    overall[:, number] = newcomer
    bias = overall[:, :, None] + rng.normal(0, BIAS_EACH, (homes, number + 1, dimensions))
    width = np.clip(rng.normal(1, WIDTH, (homes, number + 1)), 0.7, 1.3)
    home = np.arange(homes)[None, :, None, None]
    return _with_relief(rng, Duties(adult, bias[home, adult], width[home, adult]))


def _plan(rng: np.random.Generator, days: int, homes: int) -> Ints:
    shape = days, homes, SHIFTS, ON_DUTY
    adult = rng.integers(0, DAY_ADULTS, shape)
    adult[:, :, NIGHT] = DAY_ADULTS + rng.integers(0, NIGHT_ADULTS, (days, homes, ON_DUTY))
    stays = rng.random(shape) < STAYS
    for day in range(1, days):
        adult[day] = np.where(stays[day], adult[day - 1], adult[day])
    return adult


def _with_relief(rng: np.random.Generator, found: Duties) -> Duties:
    """Give some duties to adults who come once."""
    once = rng.random(found.adult.shape) < RELIEF
    each = FIRST_RELIEF + np.arange(found.adult.size).reshape(found.adult.shape)
    fresh = rng.normal(0, BIAS, found.adult.shape)[..., None]
    fresh = fresh + rng.normal(0, BIAS_EACH, found.bias.shape)
    bias = np.where(once[..., None], fresh, found.bias)
    return Duties(np.where(once, each, found.adult), bias, np.where(once, 1.0, found.width))
