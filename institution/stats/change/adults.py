"""What each adult and each shift adds to a level, learned from all children of a home.

Every child's level is followed loosely from day to day, so that an adult is compared with whoever
rated the same children on the same and the neighbouring days, and a child that changes is not
taken for a strict adult. How adults differ is a regression with a prior on what is left (best
linear unbiased prediction, Henderson 1975): a part on all dimensions and a part on each.
"""

from itertools import count

import numpy as np
from numpy.typing import NDArray

from institution.stats.arrays import Floats, Ints
from institution.stats.change.settings import Settings

SHIFTS = 2
"""Columns before those of the adults: the late shift and the night; the first shift has none."""
RELIEF_DAYS = 7
ROOM = 4
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
        self.seat = np.arange(len(home)) - self.starts[home]
        """Number of each child within its home."""
        self.columns: list[dict[int, int]] = [{} for _ in self.starts]
        """Adult to column, for each home."""
        self.once: list[dict[int, int]] = [{} for _ in self.starts]
        """Adult to the only day on which it has written so far, for each home."""
        homes, children, size = len(self.starts), len(home), SHIFTS + ROOM
        self.information = np.zeros((homes, dimensions, size, size))
        self.score = np.zeros((homes, dimensions, size))
        self.common = np.zeros((homes, size))
        self.own = np.zeros((homes, dimensions, size))
        self.level = np.zeros((children, dimensions, size + 1))
        """What is expected of the next entry: a level, and shares of the columns."""
        self.level[:, :, 0] = settings.middle
        self.waiting: list[tuple[Ints, Floats]] = []
        """Children and weighted surprises of the entries that are not yet counted."""
        self.unsure = np.full((children, dimensions), 4.0)
        self.variance = np.zeros((homes, dimensions, size))
        self.solve()

    def next_day(self) -> None:
        """Let every child's level move."""
        self.unsure = self.unsure + self.settings.wander

    def places(self, child: Ints, rater: Ints, day: int) -> Ints:
        """Return the column of each entry's adult.

        Who does not come back within `RELIEF_DAYS` was relief staff, and leaves its column.
        """
        self._forget_relief(day)
        span = int(rater.max(initial=0)) + 1
        wrote, first, each = np.unique(
            self.home[child] * span + rater, return_index=True, return_inverse=True
        )
        found = np.zeros(len(wrote), dtype=np.int64)
        # In the order of the entries, so that columns are given as the adults come.
        for one in np.argsort(first).tolist():
            home, adult = divmod(int(wrote[one]), span)
            found[one] = self._column(home, adult, day)
        return found[each]

    def _column(self, home: int, adult: int, day: int) -> int:
        columns, once = self.columns[home], self.once[home]
        if adult not in columns:
            taken = set(columns.values())
            columns[adult] = next(one for one in count(SHIFTS) if one not in taken)
            self._make_room(columns[adult])
            once[adult] = day
        elif once.get(adult, day) < day:
            del once[adult]
        return columns[adult]

    def _forget_relief(self, day: int) -> None:
        """Free the columns of who wrote on one day only."""
        for home, once in enumerate(self.once):
            for adult in [one for one, only in once.items() if day - only > RELIEF_DAYS]:
                del once[adult]
                column = self.columns[home].pop(adult)
                self.information[home, :, column, :] = 0
                self.information[home, :, :, column] = 0
                self.score[home, :, column] = 0
                self.level[self.home == home, :, 1 + column] = 0

    def observe(self, child: Ints, shift: Ints, column: Ints, ratings: Floats) -> None:
        """Take in entries of different children; ratings have shape (entries, dimensions)."""
        seen = ~np.isnan(ratings)
        level, unsure = self.level[child], self.unsure[child]
        surprise = -level
        surprise[:, :, 0] += np.where(seen, ratings, 0.0)
        surprise[np.arange(len(child)), :, 1 + column] += 1
        for number in (1, 2):
            surprise[shift == number, :, number] += 1
        variance = unsure + self._noise(shift)[:, None]
        precision = np.where(seen, 1 / variance, 0.0)
        self.waiting.append((child, surprise * np.sqrt(precision)[:, :, None]))
        gain = np.where(seen, unsure / variance, 0.0)
        surprise *= gain[:, :, None]
        self.level[child] = np.add(level, surprise, out=level)
        self.unsure[child] = unsure * (1 - gain)

    def solve(self) -> None:
        """Estimate how adults and shifts differ from all that was seen.

        What belongs to one dimension is first eliminated, so that what all have in common is
        solved for alone.
        """
        self._gather()
        settings = self.settings
        size = self.score.shape[2]
        priors = _prior(size, settings.shift_own, settings.adult_own)
        inverse = np.linalg.inv(self.information + np.diag(priors))
        through = inverse * priors
        alone = (inverse @ self.score[..., None])[..., 0]
        # What is left of the information when each dimension has a part of its own.
        left = np.diag(priors) * self.dimensions - (priors[:, None] * through).sum(1)
        total = left + np.diag(_prior(size, settings.shift, settings.adult))
        together = np.linalg.inv(total)
        self.common = (together @ (priors * alone.sum(1))[..., None])[..., 0]
        common = self.common[:, None, :]
        self.own = alone - common + (through @ common[..., None])[..., 0]
        shared = (through @ together[:, None] * through).sum(-1)
        self.variance = _diagonal(inverse) + shared

    def adjust(self, child: Ints, shift: Ints, column: Ints) -> tuple[Floats, Floats]:
        """Return what to take off each entry's ratings, and the variance of the rest.

        Returns:
            Two arrays of shape (entries, dimensions).
        """
        home = self.home[child]
        effect = self.common[:, None, :] + self.own
        off = effect[home, :, column]
        for number in (1, 2):
            off = off + np.where((shift == number)[:, None], effect[home, :, number - 1], 0.0)
        noise = np.where(shift == 2, self.settings.night_noise, self.settings.noise)
        return off, self.variance[home, :, column] + noise[:, None]

    def _noise(self, shift: Ints) -> Floats:
        return np.where(shift == 2, self.settings.noise + 0.2, self.settings.noise)

    def _gather(self) -> None:
        """Add what the entries since the last time tell; those of a home are summed over."""
        if not self.waiting:
            return
        seats = int(self.seat.max()) + 1
        places = len(self.waiting) * seats
        shape = len(self.starts), self.dimensions, places, self.level.shape[2]
        dense = np.zeros(shape)
        for number, (child, told) in enumerate(self.waiting):
            dense[self.home[child], :, self.seat[child] + number * seats] = told
        self.waiting = []
        products = dense.swapaxes(2, 3) @ dense
        self.information += products[:, :, 1:, 1:]
        self.score += products[:, :, 1:, 0]

    def _make_room(self, column: int) -> None:
        if column < self.score.shape[2]:
            return
        self._gather()
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
