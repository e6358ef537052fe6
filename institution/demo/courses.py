"""How the days of a child really went, before any adult rated them."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from institution.content.daily_log import daily_log
from institution.demo.cast import Kid, Story

Levels = NDArray[np.float64]
CARRIED = 0.65
"""Share of yesterday that is still felt today."""
DAILY = 0.16
"""Scale points by which days differ."""
SHARED = 0.5
"""Share of a day that all dimensions have in common."""


def course(kid: Kid, days: int, chance: np.random.Generator) -> Levels:
    """Return the levels of each day.

    Args:
        kid: whose days, with the story that is told.
        days: how many; the last is yesterday.
        chance: the same gives the same.

    Returns:
        Shape (days, dimensions), in scale points.
    """
    keys = daily_log().dimension_keys
    usual = chance.uniform(3.3, 4.3, len(keys))
    if kid.story is not Story.NONE:
        usual = np.maximum(usual, 3.8)
    common = chance.normal(0, DAILY, (days, 1)) * SHARED
    own = chance.normal(0, DAILY, (days, len(keys)))
    ago = np.arange(days - 1, -1, -1)
    return usual + _carried(common + own) + _told(kid.story, ago, keys)


def _carried(shocks: Levels) -> Levels:
    """Return days of which something is still felt on the next."""
    felt = np.zeros_like(shocks)
    for day in range(1, len(shocks)):
        felt[day] = CARRIED * felt[day - 1] + shocks[day]
    return felt


def _told(story: Story, ago: NDArray[np.int64], keys: tuple[str, ...]) -> Levels:
    """Return what the story adds, by days ago and dimension."""
    added = np.zeros((len(ago), len(keys)))
    for dimension, (changes, levels) in COURSES.get(story, {}).items():
        added[:, keys.index(dimension)] = np.interp(-ago, [-day for day in changes], levels)
    return added


COURSES: Mapping[Story, Mapping[str, tuple[tuple[int, ...], tuple[float, ...]]]] = {
    Story.DROP: {
        "mood": ((9, 7, 0), (0.0, -1.9, -2.1)),
        "calm": ((9, 7, 0), (0.0, -1.6, -1.7)),
        "peers": ((8, 6, 0), (0.0, -1.4, -1.5)),
    },
    Story.SLIDE: {
        "adults": ((75, 12, 0), (0.0, -2.2, -2.3)),
        "initiative": ((70, 10, 0), (0.2, -1.9, -2.0)),
        "sleep": ((65, 10, 0), (0.0, -1.5, -1.6)),
    },
    Story.RECOVERY: {
        "mood": ((58, 54, 38, 16, 0), (0.0, -1.9, -2.0, -0.1, 0.2)),
        "sleep": ((59, 55, 38, 18, 0), (0.0, -1.7, -1.8, 0.0, 0.1)),
    },
    Story.BEHIND: {"initiative": ((120, 0), (-1.4, -1.4))},
    Story.ON_TRACK: {"peers": ((100, 0), (-1.6, 0.1))},
}
"""By story and dimension: days ago, and scale points added from then on, straight between."""
