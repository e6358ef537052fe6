"""A child's weekly rhythm: what a weekend adds, and the day back from a weekend elsewhere.

What each habit adds to a series is unknown and expected to be nothing. It is learned beside the
filter, out of what the filter did not foresee: the filter goes on as if there were no habit, and
what a habit of one would have added to its state is carried along and taken off with the habit
(separate-bias estimation, Friedland 1969). With few days a habit is held to be small.
"""

import numpy as np

from institution.stats.arrays import Bools, Floats

WEEK, SATURDAY, SUNDAY, MONDAY = 7, 5, 6, 0
HABITS = 2
"""A weekend, and the day back."""


class Calendar:
    """Which habits count today, for each child."""

    def __init__(self, children: int) -> None:
        self.known = np.zeros(children, dtype=bool)
        """Who was ever written about."""
        self.elsewhere = np.zeros(children, dtype=bool)
        """About whom nobody has written since Saturday began."""

    def next_day(self, weekday: int, written: Bools) -> Floats:
        """Take in a day; 0 is Monday.

        Args:
            weekday: of today.
            written: shape (children,): who was written about today.

        Returns:
            How much of each habit counts today, shape (habits, children): 0 or 1.
        """
        if weekday == SATURDAY:
            self.elsewhere = self.known & ~written
        back = self.elsewhere & written & (weekday in (SUNDAY, MONDAY))
        self.elsewhere = self.elsewhere & ~written
        self.known = self.known | written
        weekend = np.full(len(written), weekday in (SATURDAY, SUNDAY))
        return np.array((weekend, back), dtype=float)


class Habits:
    """What habits add to some series, shape (habits, series)."""

    def __init__(self, parts: int, series: int, spread: float, wander: float) -> None:
        """Begin with nothing known.

        Args:
            parts: of what a series is the sum of.
            series: how many.
            spread: standard deviation of a habit between children; 0 where there is none.
            wander: variance that a day adds to a habit that there is.
        """
        self.wander = wander if spread else 0.0
        self.size = np.zeros((HABITS, series))
        self.unsure = np.full((HABITS, series), spread**2)
        self.traces = np.zeros((parts, HABITS, series))
        """What a habit of one has added to each part of the filter's state."""

    def advance(self, carry: Floats) -> None:
        """Go on to the next day; `carry` is what is left of each part, shape (parts,)."""
        self.traces = self.traces * carry[:, None, None]
        self.unsure = self.unsure + self.wander

    def shares(self, today: Floats | float) -> Floats:
        """Return what a habit of one adds to today's surprise; `today` as from `next_day`, or 0."""
        shares: Floats = today - self.traces.sum(0)
        return shares

    def learn(self, shares: Floats, surprise: Floats, precision: Floats, gain: Floats) -> None:
        """Take in a day; shape (series,) each, and (parts, series) for the gain of the filter."""
        told = self.unsure * shares * precision
        self.size = self.size + told * surprise
        self.unsure = self.unsure * (1 - told * shares)
        self.traces = self.traces + shares * gain[:, None]
