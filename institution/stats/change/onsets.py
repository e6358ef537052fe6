"""The days on which a change may have begun: every recent day, and fewer the longer ago."""

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints

EVERY_DAY = 14
"""Days back up to which every day is a candidate; before that every third day is."""
COARSE = 3


class Onsets:
    """Candidate days, oldest first. Days are numbered the same way for every child."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.day: Ints = np.zeros(0, dtype=np.int64)
        self.age: Ints = np.zeros(0, dtype=np.int64)

    def advance(self, today: int) -> Bools:
        """Add today; return which of the earlier candidates stay, shape (earlier candidates,)."""
        age = today - self.day
        recent = age < EVERY_DAY
        kept = np.asarray(recent | ((age < self.longest) & (self.day % COARSE == 0)))
        self.day = np.append(self.day[kept], today)
        self.age = today - self.day
        return kept

    @property
    def weights(self) -> Floats:
        """Return for how many days each candidate stands, shape (candidates,)."""
        return np.where(self.age < EVERY_DAY, 1.0, float(COARSE))

    def near(self, age: int) -> int:
        """Return the place of the candidate whose age is nearest."""
        return int(np.argmin(np.abs(self.age - age)))
