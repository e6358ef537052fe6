"""Where things lie: days from left to right, levels from bottom to top.

Lengths are in units of the drawing, which is scaled to the width of its panel.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import isnan
from typing import NamedTuple

from institution.trends.charts.paths import short

WIDTH = 320
LEFT, RIGHT = 66, 6
"""Room for the words of the levels, and for half a dot."""
TOP, STEP = 22, 25
"""Room for the letters of dated marks; from one level to the next."""
BOTTOM = TOP + 4 * STEP
"""Of the plot, where the lowest level lies."""
PLOT_WIDTH = WIDTH - LEFT - RIGHT
STRIP = BOTTOM + 28
"""Foot of the bars that tell how many days are behind a week."""
BAR = 10
"""Height of a bar for a whole week."""
COUNTS = STRIP + 13
"""Foot of the numbers of adults."""
DATES = COUNTS + 16
"""Foot of the dates."""
HEIGHT = DATES + 5
LOWEST, HIGHEST = 1.0, 5.0


class Frame(NamedTuple):
    """The days from the left edge to the right one, as ordinals, both included."""

    first: int
    last: int

    @property
    def step(self) -> float:
        """Return the width of a day."""
        return PLOT_WIDTH / (self.last - self.first + 1)

    def x(self, day: float) -> float:
        """Return where the middle of a day lies."""
        return LEFT + (day - self.first + 0.5) * self.step

    def left_of(self, day: float) -> float:
        """Return where a day begins."""
        return LEFT + (day - self.first) * self.step

    def holds(self, day: float) -> bool:
        """Tell whether a day is in the picture."""
        return self.first <= day <= self.last


def y(level: float) -> float:
    """Return where a level lies; NaN for none."""
    return TOP + (HIGHEST - level) * STEP


def heights(levels: Iterable[float]) -> list[str]:
    """Return where levels lie, as text; empty for NaN."""
    return ["" if isnan(level) else _height(level) for level in levels]


@lru_cache(maxsize=10_000)
def _height(level: float) -> str:
    """Return where a level lies; kept, since there are few different ones."""
    return short(y(level))
