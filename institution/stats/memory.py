"""What a running engine keeps of the days it has seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from institution.stats.arrays import Floats, Ints, Shape
from institution.stats.history import History, history
from institution.stats.ruleset import RuleSet
from institution.stats.series import Ratings


def no_ratings() -> Ratings:
    """Return ratings without a row."""
    whole, levels = np.zeros(0, dtype=np.int64), np.zeros(0)
    return Ratings(whole, whole, whole, levels, whole, np.zeros(0, dtype=bool))


def joined(parts: Sequence[Ratings]) -> Ratings:
    """Return the rows of several ratings, one after the other."""
    return Ratings(
        np.concatenate([part.child for part in parts]),
        np.concatenate([part.day for part in parts]),
        np.concatenate([part.dimension for part in parts]),
        np.concatenate([part.level for part in parts]),
        np.concatenate([part.rater for part in parts]),
        np.concatenate([part.used for part in parts]),
    )


@dataclass
class Memory:
    """The newest days of one home, as many as the rules look at.

    Days are numbered as the caller numbers them; the newest is `today`.
    """

    children: int
    dimensions: int
    rules: RuleSet
    today: int = -1
    first_seen: dict[int, int] = field(default_factory=dict)
    """Child to the first day with a log."""
    adults: set[int] = field(default_factory=set)
    """Everybody who ever wrote."""
    shifts: set[int] = field(default_factory=set)
    """Every shift in which there ever was a log."""
    ratings: Ratings = field(default_factory=no_ratings)
    logged: Ints = field(init=False)
    """Shape (children, days of the coverage rule): shifts with a log, today last."""

    def __post_init__(self) -> None:
        days = self.rules.coverage.window_days
        self.logged = np.zeros((self.children, days), dtype=np.int64)

    def add(self, day: int, child: Ints, shift: Ints, rater: Ints, levels: Floats) -> None:
        """Add the entries of a day: one row per entry, `levels` of shape (entries, dimensions)."""
        self.today = day
        self.adults.update(rater.tolist())
        self.shifts.update(shift.tolist())
        for one in child.tolist():
            self.first_seen.setdefault(one, day)
        entry, dimension = np.nonzero(~np.isnan(levels))
        rows = Ratings(
            child[entry],
            np.full(len(entry), day),
            dimension,
            levels[entry, dimension],
            rater[entry],
            np.full(len(entry), True),
        )
        kept = self.ratings.rows(self.ratings.day > day - self.rules.days_needed)
        self.ratings = joined((kept, rows))
        self._count(child, shift)

    def history(self) -> History:
        """Return the newest days; day 0 is `first_day`."""
        shape: Shape = (self.children, self.today + 1 - self.first_day, self.dimensions)
        rows = self.ratings._replace(day=self.ratings.day - self.first_day)
        start = [self.first_seen.get(child, self.today) for child in range(self.children)]
        return history(
            rows,
            shape,
            self.rules,
            moved_in=np.array(start) - self.first_day,
            adults=np.full(self.children, len(self.adults)),
        )

    @property
    def first_day(self) -> int:
        """The first day still kept."""
        return max(self.today + 1 - self.rules.days_needed, 0)

    def _count(self, child: Ints, shift: Ints) -> None:
        """Count the shifts logged today, each once for a child."""
        pairs = set(zip(child.tolist(), shift.tolist(), strict=True))
        today = np.bincount([one for one, _ in pairs], minlength=self.children)
        self.logged = np.column_stack((self.logged[:, 1:], today.astype(np.int64)))
