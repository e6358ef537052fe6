"""From rows of the database to arrays.

A row is a log, with its levels packed into one whole number, three bits to a dimension: several
times as quick as a row for each rating.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from institution.logs.models import Shift
from institution.stats.series import Ratings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
BITS = 3
NOT_SEEN = 6
"""Stands in the packed number for a dimension that was not seen; 0 for one that was not asked."""
SHIFTS = tuple(Shift)
SHIFT_NUMBERS = {shift.value: number for number, shift in enumerate(SHIFTS)}


class LogRows(NamedTuple):
    """The logs that hold, one row each, in any order; every column has shape (logs,)."""

    child: Ints
    """Number of the child in `Entries.children`."""
    day: Ints
    """Ordinal, as `date.toordinal()` counts."""
    shift: Ints
    """Number of the shift in `SHIFTS`."""
    rater: Ints
    """Number of the author in `Entries.raters`."""
    present: Bools
    """Whether the child was here."""
    used: Bools
    """Whether the ratings count: the child was here, and the author with it for an hour or more."""


class Entries(NamedTuple):
    """Logs of some children in some days, and their ratings, one row for each rating."""

    children: tuple[UUID, ...]
    """As they were asked for; those without logs are there too."""
    raters: tuple[UUID, ...]
    logs: LogRows
    kept_ids: Sequence[Any]
    """Of the logs, as the driver gave them; see `log_ids`."""
    log: Ints
    """Shape (ratings,): number of the log."""
    dimension: Ints
    """Shape (ratings,): number of the dimension in the order of the content."""
    level: Floats
    """Shape (ratings,): scale points 1-5; NaN where the dimension was not seen."""

    def ratings(self, first: int) -> Ratings:
        """Return the rows as `institution.stats` reads them.

        Args:
            first: ordinal of the day that gets the number 0.
        """
        logs, log = self.logs, self.log
        day, rater, used = logs.day[log] - first, logs.rater[log], logs.used[log]
        return Ratings(logs.child[log], day, self.dimension, self.level, rater, used)

    def log_ids(self, rows: Bools | Ints | slice) -> list[UUID]:
        """Return the ids of the logs behind some ratings, each once."""
        return [uuid_of(self.kept_ids[number]) for number in np.unique(self.log[rows]).tolist()]


class Reading:
    """Takes rows in, some thousand at a time, and gives arrays back.

    Args:
        children: the children whose logs come.
        dimensions: how many dimensions are packed into a row.
    """

    def __init__(self, children: tuple[UUID, ...], dimensions: int) -> None:
        self._children = children
        self._places = BITS * np.arange(dimensions)
        self._numbers = {child_id: number for number, child_id in enumerate(children)}
        self._raters: dict[Any, int] = {}
        self._ids: list[Any] = []
        self._parts: list[tuple[NDArray[Any], ...]] = []

    def take(self, rows: Sequence[Any]) -> None:
        """Take rows of id, child, day, shift, author, present, used, packed levels."""
        if not rows:
            return
        ids, child, day, shift, author, present, used, packed = zip(*rows, strict=True)
        self._ids += ids
        for kept in set(author) - self._raters.keys():
            self._raters[kept] = len(self._raters)
        numbers = {kept: self._numbers[uuid_of(kept)] for kept in set(child)}
        ordinals = {kept: _ordinal(kept) for kept in set(day)}
        self._parts.append(
            (
                _each(numbers, child),
                _each(ordinals, day),
                _each(SHIFT_NUMBERS, shift),
                _each(self._raters, author),
                np.array(present, dtype=np.bool_),
                np.array(used, dtype=np.bool_),
                np.array(packed, dtype=np.int64),
            )
        )

    def entries(self) -> Entries:
        """Return everything that was taken."""
        nothing = [(np.zeros(0, dtype=np.int64),) * 7]
        columns = [np.concatenate(column) for column in zip(*(self._parts or nothing), strict=True)]
        levels = columns.pop()[:, None] >> self._places & ((1 << BITS) - 1)
        log, dimension = np.nonzero(levels)
        level = levels[log, dimension].astype(np.float64)
        level[level == NOT_SEEN] = np.nan
        raters = tuple(uuid_of(kept) for kept in self._raters)
        logs = LogRows(*columns[:4], *(column.astype(np.bool_) for column in columns[4:]))
        return Entries(self._children, raters, logs, self._ids, log, dimension, level)


def uuid_of(kept: Any) -> UUID:
    """Return an id: SQLite keeps its digits, PostgreSQL the id."""
    return kept if isinstance(kept, UUID) else UUID(kept)


def _ordinal(kept: Any) -> int:
    """Return a day as `date.toordinal()` counts: SQLite keeps its text, PostgreSQL the day."""
    day = kept if isinstance(kept, date) else date.fromisoformat(kept)
    return day.toordinal()


def _each(numbers: dict[Any, int], column: Sequence[Any]) -> Ints:
    """Return the number of each value."""
    return np.fromiter(map(numbers.__getitem__, column), dtype=np.int64, count=len(column))
