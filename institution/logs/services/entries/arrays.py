"""From rows of the database to arrays.

A row is a child with all its logs, each column of them in one text: several times as quick as a row
for each log. The levels of a log are one text as well; few of them differ, so that each is taken
apart once.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import nan
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from institution.logs.models import Shift
from institution.logs.services.levels import levels_in
from institution.stats.series import Ratings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SHIFTS = tuple(Shift)
AWAY, HERE, USED = "0", "1", "2"
USES = {AWAY: 0, HERE: 1, USED: 2}
"""Whether the child was here, and whether the levels count."""
SEPARATOR = ","
TEXTS_KEPT = 8192
"""Texts of levels that stay taken apart: children have many of them in common."""
SHIFT_NUMBERS: dict[str, int] = {shift.value: number for number, shift in enumerate(SHIFTS)}


class LogRows(NamedTuple):
    """Some logs that hold, one row each, in any order; every column has shape (logs,)."""

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
    """Whether the levels count: the child was here, and the author with it for an hour or more."""
    log: Ints
    """Number of the log in `Entries.kept_ids`."""
    levels: Floats
    """Shape (logs, dimensions), in the order of the content: scale points 1-5; NaN where a
    dimension was not seen or not asked about."""

    def rows(self, chosen: Bools | Ints) -> "LogRows":
        """Return some rows: a mask of shape (logs,), or row numbers."""
        return LogRows(
            self.child[chosen],
            self.day[chosen],
            self.shift[chosen],
            self.rater[chosen],
            self.present[chosen],
            self.used[chosen],
            self.log[chosen],
            self.levels[chosen],
        )


class Entries(NamedTuple):
    """Logs of some children in some days."""

    children: tuple[UUID, ...]
    """As they were asked for; those without logs are there too."""
    raters: tuple[UUID, ...]
    logs: LogRows
    kept_ids: Sequence[str]
    """Of the logs, as the database writes them; see `log_ids`."""

    def ratings(self, first: int) -> Ratings:
        """Return one row for each level, as `institution.stats` reads them.

        Args:
            first: ordinal of the day that gets the number 0.
        """
        logs = self.logs
        log, dimension = np.nonzero(~np.isnan(logs.levels))
        level, day = logs.levels[log, dimension], logs.day[log] - first
        return Ratings(logs.child[log], day, dimension, level, logs.rater[log], logs.used[log])

    def log_ids(self, logs: Ints) -> list[UUID]:
        """Return the ids of some logs, as they are numbered in `LogRows.log`."""
        return [UUID(self.kept_ids[number]) for number in logs.tolist()]


class Reading:
    """Takes the logs of one child after the other in, and gives arrays back.

    Args:
        children: the children whose logs come.
        keys: of the dimensions, in their order.
    """

    def __init__(self, children: tuple[UUID, ...], keys: Sequence[str]) -> None:
        self._children, self._keys = children, keys
        self._numbers = {child_id: number for number, child_id in enumerate(children)}
        self._ordinals: dict[str, int] = {}
        self._raters: dict[str, int] = {}
        self._texts: dict[str, int] = {}
        self._ids: list[str] = []
        self._parts: list[tuple[Ints, ...]] = []

    def take(self, row: Sequence[Any]) -> None:
        """Take a row: the child, then texts of ids, days, shifts, authors, uses and levels."""
        ids, day, shift, author, use, levels = (column.split(SEPARATOR) for column in row[1:])
        self._ids += ids
        _number(self._raters, author)
        _number(self._texts, levels)
        for kept in set(day) - self._ordinals.keys():
            self._ordinals[kept] = date.fromisoformat(kept).toordinal()
        self._parts.append(
            (
                np.full(len(ids), self._numbers[uuid_of(row[0])]),
                _each(self._ordinals, day),
                _each(SHIFT_NUMBERS, shift),
                _each(self._raters, author),
                _each(USES, use),
                _each(self._texts, levels),
            )
        )

    def entries(self) -> Entries:
        """Return everything that was taken."""
        nothing = [(np.zeros(0, dtype=np.int64),) * 6]
        columns = zip(*(self._parts or nothing), strict=True)
        child, day, shift, rater, use, text = (np.concatenate(column) for column in columns)
        here = use >= USES[HERE], use >= USES[USED]
        raters = tuple(UUID(kept) for kept in self._raters)
        levels = self._levels()[text]
        logs = LogRows(child, day, shift, rater, *here, np.arange(len(child)), levels)
        return Entries(self._children, raters, logs, self._ids)

    def _levels(self) -> Floats:
        """Return the levels in each text, shape (texts, dimensions)."""
        keys = tuple(self._keys)
        rows = [_in_order(text, keys) for text in self._texts]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(keys))


@lru_cache(TEXTS_KEPT)
def _in_order(text: str, keys: tuple[str, ...]) -> tuple[float, ...]:
    """Return the levels in a text in the order of the dimensions; NaN where there is none."""
    found = levels_in(text)
    return tuple(nan if (level := found.get(key)) is None else level for key in keys)


def uuid_of(kept: Any) -> UUID:
    """Return an id: SQLite keeps its digits, PostgreSQL the id."""
    return kept if isinstance(kept, UUID) else UUID(kept)


def _number(numbers: dict[str, int], column: Sequence[str]) -> None:
    """Give a number to each value that has none."""
    for kept in set(column) - numbers.keys():
        numbers[kept] = len(numbers)


def _each(numbers: dict[str, int], column: Sequence[str]) -> Ints:
    """Return the number of each value."""
    return np.fromiter(map(numbers.__getitem__, column), dtype=np.int64, count=len(column))
