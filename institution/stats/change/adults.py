"""What each adult and each shift adds to a level, learned from all children of a home.

Every child's level is followed loosely from day to day, so that an adult is compared with whoever
rated the same children on the same and the neighbouring days, and a child that changes is not
taken for a strict adult. How adults differ is a regression with a prior on what is left (best
linear unbiased prediction, Henderson 1975): a part on all dimensions and a part on each.
"""

import numpy as np
from numpy.typing import NDArray

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change.settings import Settings

SHIFTS = 2
"""Columns before those of the adults: the late shift and the night; the first shift has none."""
ROOM = 8
"""Columns added when there is no room for another adult."""


class Adults:
    """The adults of any number of homes."""

    def __init__(self, home: Ints, dimensions: int, settings: Settings) -> None:
        """Begin without an adult.

        Args:
            home: shape (children,), rising from 0: where each child lives.
            dimensions: how many.
            settings: the numbers of the engine.
        """
        self.home, self.dimensions, self.settings = home, dimensions, settings
        self.starts = np.flatnonzero(np.diff(home, prepend=-1))
        self.columns: list[dict[int, int]] = [{} for _ in self.starts]
        """Adult to column, for each home."""
        self.first_day: list[dict[int, int]] = [{} for _ in self.starts]
        homes, children, size = len(self.starts), len(home), SHIFTS + ROOM
        self.information = np.zeros((homes, dimensions, size, size))
        self.score = np.zeros((homes, dimensions, size))
        self.common = np.zeros((homes, size))
        self.own = np.zeros((homes, dimensions, size))
        self.level = np.zeros((children, dimensions, size + 1))
        """What is expected of the next entry: a level, and shares of the columns."""
        self.level[:, :, 0] = settings.middle
        self.unsure = np.full((children, dimensions), 4.0)
        self.variance = np.zeros((homes, dimensions, size))
        self.solve()

    def next_day(self) -> None:
        """Let every child's level move."""
        self.unsure = self.unsure + self.settings.wander

    def places(self, child: Ints, rater: Ints, day: int) -> Ints:
        """Return the column of each entry's adult, -1 for one who has not written before.

        One-off relief staff never get a column, since a column begins on an adult's second day.
        """
        found = np.full(len(child), -1)
        for place, (home, adult) in enumerate(
            zip(self.home[child].tolist(), rater.tolist(), strict=True)
        ):
            columns = self.columns[home]
            if adult not in columns and self.first_day[home].setdefault(adult, day) < day:
                columns[adult] = SHIFTS + len(columns)
                self._make_room(columns[adult])
            found[place] = columns.get(adult, -1)
        return found

    def observe(self, child: Ints, shift: Ints, column: Ints, ratings: Floats) -> None:
        """Take in entries of different children; ratings have shape (entries, dimensions)."""
        seen = ~np.isnan(ratings)
        row = np.zeros((len(child), self.level.shape[2]))
        entry = np.flatnonzero(column >= 0)
        row[entry, 1 + column[entry]] = 1
        row[np.flatnonzero(shift == 1), 1] = 1
        row[np.flatnonzero(shift == 2), 2] = 1
        known = np.repeat(row[:, None, :], self.dimensions, axis=1)
        known[:, :, 0] = np.where(seen, ratings, 0.0)
        surprise = known - self.level[child]
        unsure = self.unsure[child]
        variance = unsure + self._noise(shift)[:, None] + self._stranger(column)[:, None]
        precision = np.where(seen, 1 / variance, 0.0)
        self._add(child, surprise, precision)
        gain = np.where(seen, unsure / variance, 0.0)
        self.level[child] += gain[:, :, None] * surprise
        self.unsure[child] = unsure * (1 - gain)

    def solve(self) -> None:
        """Estimate how adults and shifts differ from all that was seen."""
        settings = self.settings
        size = self.score.shape[2]
        priors = _prior(size, settings.shift_own, settings.adult_own)
        inverse = np.linalg.inv(self.information + np.diag(priors))
        total = self.information.sum(1)
        together = np.linalg.inv(total + np.diag(_prior(size, settings.shift, settings.adult)))
        for _ in range(2):
            left = self.score - (self.information @ self.common[:, None, :, None])[..., 0]
            self.own = (inverse @ left[..., None])[..., 0]
            rest = self.score.sum(1) - (self.information @ self.own[..., None])[..., 0].sum(1)
            self.common = (together @ rest[..., None])[..., 0]
        self.variance = _diagonal(together)[:, None, :] + _diagonal(inverse)

    def adjust(self, child: Ints, shift: Ints, column: Ints) -> tuple[Floats, Floats]:
        """Return what to take off each entry's ratings, and the variance of the rest.

        Returns:
            Two arrays of shape (entries, dimensions).
        """
        home = self.home[child]
        effect = self.common[:, None, :] + self.own
        known = (column >= 0)[:, None]
        off = np.where(known, effect[home, :, column], 0.0)
        unsure = np.where(known, self.variance[home, :, column], self._stranger(column)[:, None])
        for number in (1, 2):
            off = off + np.where((shift == number)[:, None], effect[home, :, number - 1], 0.0)
        noise = np.where(shift == 2, self.settings.night_noise, self.settings.noise)
        return off, unsure + noise[:, None]

    def _noise(self, shift: Ints) -> Floats:
        return np.where(shift == 2, self.settings.noise + 0.2, self.settings.noise)

    def _stranger(self, column: Ints) -> Floats:
        """Return the variance that an unknown adult adds."""
        both = self.settings.adult**2 + self.settings.adult_own**2
        return np.where(column < 0, both, 0.0)

    def _add(self, child: Ints, surprise: Floats, precision: Floats) -> None:
        design = surprise[:, :, 1:]
        weighted = design * precision[:, :, None]
        np.add.at(self.information, self.home[child], weighted[..., None] * design[:, :, None, :])
        np.add.at(self.score, self.home[child], weighted * surprise[:, :, :1])

    def _make_room(self, column: int) -> None:
        if column < self.score.shape[2]:
            return
        self.information = np.pad(self.information, ((0, 0), (0, 0), (0, ROOM), (0, ROOM)))
        self.score = np.pad(self.score, ((0, 0), (0, 0), (0, ROOM)))
        self.common = np.pad(self.common, ((0, 0), (0, ROOM)))
        self.level = np.pad(self.level, ((0, 0), (0, 0), (0, ROOM)))
        self.solve()


def _prior(size: int, shift: float, adult: float) -> Floats:
    """Return the precision of each column before anything was seen."""
    spread = np.full(size, adult)
    spread[:SHIFTS] = shift
    return 1 / spread**2


def _diagonal(matrices: NDArray[np.floating]) -> Floats:
    return np.asarray(np.diagonal(matrices, axis1=-2, axis2=-1))


def rounds(child: Ints) -> list[Bools]:
    """Split entries so that no child occurs twice in one round, in their order.

    >>> [one.tolist() for one in rounds(np.array([0, 1, 0]))]
    [[True, True, False], [False, False, True]]
    """
    order = np.zeros(len(child), dtype=np.int64)
    count: dict[int, int] = {}
    for place, one in enumerate(child.tolist()):
        order[place] = count.get(one, 0)
        count[one] = int(order[place]) + 1
    return [np.asarray(order == number) for number in range(int(order.max(initial=-1)) + 1)]
