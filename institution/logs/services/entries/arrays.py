"""From rows of the database to arrays.

A row is a child with all its logs, each column of them in one text: several times as quick as a row
for each log. The levels of a log are one text as well; few of them differ, so that each is taken
apart once.
"""

from bisect import bisect_right
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
AWAY, HERE, USED = 0, 1, 2
"""Whether the child was here, and whether the levels count; one digit in a text."""
SEPARATOR = ","
DAY = np.dtype([("day", "S10"), ("end", "S1")])
EPOCH = date(1970, 1, 1).toordinal()
TEXTS_KEPT = 8192
"""Texts of levels that stay taken apart: children have many of them in common."""


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
    kept_ids: "KeptIds"
    """Of the logs."""

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
        return [self.kept_ids[number] for number in logs.tolist()]


class KeptIds:
    """The ids of logs in the texts they came in: only few of them are ever asked for."""

    def __init__(self) -> None:
        """Begin with none."""
        self._texts: list[str] = []
        self._ends = [0]

    def __len__(self) -> int:
        """Return how many there are."""
        return self._ends[-1]

    def __getitem__(self, number: int) -> UUID:
        """Return one of them."""
        part = bisect_right(self._ends, number) - 1
        text, size = self._texts[part], self._ends[part + 1] - self._ends[part]
        width = (len(text) + 1) // size
        place = (number - self._ends[part]) * width
        return UUID(text[place : place + width - 1])

    def take(self, text: str, size: int) -> None:
        """Add the ids in a text; all of them are of the same width."""
        self._texts.append(text)
        self._ends.append(len(self) + size)


class Numbers(dict[str, int]):
    """Numbers texts in the order in which they are first asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number

    def of(self, column: str) -> Ints:
        """Return the number of each text in a column."""
        texts = column.split(SEPARATOR)
        return np.fromiter(map(self.__getitem__, texts), dtype=np.int64, count=len(texts))


class Reading:
    """Takes the logs of one child after the other in, and gives arrays back.

    Args:
        children: the children whose logs come.
        keys: of the dimensions, in their order.
    """

    def __init__(self, children: tuple[UUID, ...], keys: Sequence[str]) -> None:
        self._children, self._keys = children, keys
        self._numbers = {child_id: number for number, child_id in enumerate(children)}
        self._raters, self._texts = Numbers(), Numbers()
        self._ids = KeptIds()
        self._parts: list[tuple[Ints, ...]] = []

    def take(self, row: Sequence[Any]) -> None:
        """Take a row: the child, then texts of ids, days, shifts, authors, uses and levels."""
        child_id, ids, day, shift, author, use, levels = row
        uses = digits(use)
        self._ids.take(ids, len(uses))
        child = np.full(len(uses), self._numbers[uuid_of(child_id)])
        rater, text = self._raters.of(author), self._texts.of(levels)
        self._parts.append((child, ordinals(day), digits(shift), rater, uses, text))

    def entries(self) -> Entries:
        """Return everything that was taken."""
        nothing = [(np.zeros(0, dtype=np.int64),) * 6]
        columns = zip(*(self._parts or nothing), strict=True)
        child, day, shift, rater, use, text = (np.concatenate(column) for column in columns)
        here = use >= HERE, use >= USED
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


def digits(column: str) -> Ints:
    """Return numbers of one digit each."""
    return np.frombuffer(column.encode(), np.uint8)[::2].astype(np.int64) - ord("0")


def ordinals(column: str) -> Ints:
    """Return the ordinal of each day."""
    days = np.frombuffer(f"{column}{SEPARATOR}".encode(), DAY)["day"]
    return days.astype("datetime64[D]").astype(np.int64) + EPOCH
