"""What is assumed of a child before it is known: the general pattern, and that of its home.

On the day a child is first written about, the levels, spreads and weekends of the home's other
children say what to expect, as far as they are known (empirical Bayes, Efron and Morris 1975): each
is drawn towards the general pattern by how far single children and homes differ. Only children
with a long past count, so that whoever comes later, or at the same time, changes nothing; and only
several of them, so that none can be recognised in what is lent.
"""

from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Floats, Ints
from institution.stats.change.scale import START, Scale
from institution.stats.change.settings import Settings

LEAST_CHILDREN, LEAST_DAYS = 3, 90
"""Other children of the home, with so many days of their own, without whom nothing is lent."""
OWN_DAYS = 80
"""Days of its own from which a child's start carries too little to be told of."""


class Start(NamedTuple):
    """On what the start of a child rests, while that still counts."""

    own_days: int
    """Days of its own so far."""
    of_home: bool
    """Whether the home lent its pattern; else the start is the general pattern alone."""


class Starts:
    """The starts of the children of any number of homes."""

    def __init__(self, home: Ints, settings: Settings) -> None:
        self.home, self.settings = home, settings
        self.of_home = np.zeros(len(home), dtype=bool)
        """To whom its home lent a pattern."""

    def lend(self, fresh: Ints, scale: Scale, habits: Floats) -> None:
        """Set what is expected of children nobody wrote about before.

        Args:
            fresh: their numbers.
            scale: usual levels and spreads, of which theirs are set.
            habits: what habits of the week add, shape (habits, children), of which theirs are set.
        """
        lenders = scale.days.max(1) - START >= LEAST_DAYS
        if not lenders.any():
            return
        for child in fresh.tolist():
            others = np.flatnonzero(lenders & (self.home == self.home[child]))
            if len(others) >= LEAST_CHILDREN:
                self.of_home[child] = True
                self._lend(child, others, scale, habits)

    def start(self, child: int, scale: Scale) -> Start | None:
        """Return on what a child's start rests; None where its own days carry what is said."""
        own = int(scale.days[child].max() - START)
        return Start(own, bool(self.of_home[child])) if own < OWN_DAYS else None

    def _lend(self, child: int, others: Ints, scale: Scale, habits: Floats) -> None:
        assumed = self.settings
        days = scale.days[others] - START
        usual = scale.usual.copy()
        away = usual[others] - assumed.middle
        unsure = assumed.child_level**2 + assumed.spread**2 / np.maximum(days, 1)
        usual[child] = assumed.middle + _drawn(away, unsure, assumed.home_level)
        scale.usual = usual
        logs = np.log(scale.own_spread(others) / assumed.spread)
        unsure = assumed.child_spread**2 + 1 / np.maximum(days, 1)
        spread = assumed.spread * np.exp(_drawn(logs, unsure, assumed.home_spread))
        scale.total[child] = scale.began[child] = spread**2 * assumed.spread_days
        week = habits[:, others].T
        habits[:, child] = _drawn(week, np.full_like(week, assumed.habit**2), assumed.home_habit)


def _drawn(away: Floats, unsure: Floats, differs: float) -> Floats:
    """Return what a home adds, drawn towards nothing by how little is known of it.

    Args:
        away: shape (children, ...): how far each lies from the general pattern.
        unsure: variance of each around its home.
        differs: standard deviation of homes.

    >>> _drawn(np.ones((4, 1)), np.ones((4, 1)), 0.5)
    array([0.5])
    """
    precision = 1 / unsure
    drawn: Floats = (away * precision).sum(0) / (precision.sum(0) + 1 / differs**2)
    return drawn
