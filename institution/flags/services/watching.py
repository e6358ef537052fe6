"""The engine told of the logs of some homes, day by day.

What it says of a day depends on the logs of the period alone: they come in one order, whoever wrote
first, and the period begins on the same day for everybody. It begins anew every `STEP` days only,
so that what was learned up to yesterday serves today.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

import numpy as np

from institution.content.daily_log import daily_log
from institution.flags.services.days import Days
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence
from institution.logs.services.entries import SHIFTS
from institution.stats.arrays import Floats, Ints
from institution.stats.change.watch import Watch

LONGEST = 180
"""Days at most that decide what holds on the last of them."""
STEP = 28
MOST_KEPT, FEW = 32, 30
"""Engines kept of days about which nobody wrote, and of how many children at most."""


class Path(NamedTuple):
    """A goal as the engine follows it; days are ordinals."""

    child: int
    dim: int
    start: int
    due: int
    gain: float
    goal_id: UUID


class Rows(NamedTuple):
    """The entries that count, one row each, by day, child, shift and adult."""

    day: Ints
    """Ordinal."""
    child: Ints
    shift: Ints
    adult: Ints
    """Number in `adults`."""
    adults: tuple[UUID, ...]
    ratings: Floats
    """Shape (rows, dimensions): NaN where not seen."""

    def of(self, chosen: slice) -> "Rows":
        """Return some rows."""
        day, child, shift, adult = (column[chosen] for column in self[:4])
        return Rows(day, child, shift, adult, self.adults, self.ratings[chosen])


@dataclass
class Watching:
    """What the engine knows of the children of some whole homes."""

    children: tuple[Residence, ...]
    """Home by home."""
    first: date
    until: date
    """The last day it was told of."""
    watch: Watch
    paths: tuple[Path, ...] = ()
    adults: dict[UUID, int] = field(default_factory=dict)

    def go_on(self, rows: Rows, last: date) -> None:
        """Tell the engine of the days up to `last`."""
        number = self._numbers(rows)
        self._pass_unwritten(rows, last)
        for day in range(self.until.toordinal() + 1, last.toordinal() + 1):
            begin, end = np.searchsorted(rows.day, (day, day + 1))
            one = rows.of(slice(begin, end))
            self.watch.observe(day, one.child, one.shift, number[one.adult], one.ratings)
        self.until = last

    def _pass_unwritten(self, rows: Rows, last: date) -> None:
        """Go past the days before the first entry, where nothing was told yet."""
        homes, first = tuple(self.watch.adults.home.tolist()), self.first.toordinal()
        until = min([last.toordinal(), *(rows.day[:1] - 1).tolist()])
        if self.until < self.first and until >= first and len(homes) <= FEW:
            self.watch = deepcopy(_unwritten(homes, self.paths, first, until))
            self.until = date.fromordinal(until)

    def copy(self) -> "Watching":
        """Return the same, to go on with alone."""
        return replace(self, watch=deepcopy(self.watch), adults=dict(self.adults))

    def levels(self, rows: Rows, child: int) -> Floats:
        """Return a child's days without the differences between adults and shifts.

        Returns:
            Scale points of shape (days, dimensions), the last day last; NaN where not seen.
        """
        chosen = np.flatnonzero(rows.child == child)
        ratings, off = rows.ratings[chosen], self._off(rows, chosen)
        seen = ~np.isnan(ratings)
        off = np.where(seen, off, 0.0)
        alike = ratings - off + off.sum(0) / np.maximum(seen.sum(0), 1)
        shape = (self.until - self.first).days + 1, ratings.shape[1]
        total, number = np.zeros(shape), np.zeros(shape)
        place = rows.day[chosen] - self.first.toordinal()
        np.add.at(total, place, np.where(seen, alike, 0.0))
        np.add.at(number, place, seen)
        return np.where(number > 0, total / np.maximum(number, 1), np.nan)

    def _off(self, rows: Rows, chosen: Ints) -> Floats:
        """Return what adults and shifts add to some entries."""
        adults, child = self.watch.adults, rows.child[chosen]
        numbers = self._numbers(rows)[rows.adult[chosen]].tolist()
        homes = adults.home[child].tolist()
        pairs = zip(homes, numbers, strict=True)
        column = np.array([adults.columns[home].get(one, -1) for home, one in pairs], dtype=int)
        return adults.adjust(child, rows.shift[chosen], column)[0]

    def _numbers(self, rows: Rows) -> Ints:
        """Return the engine's number of each adult."""
        found = [self.adults.setdefault(one, len(self.adults)) for one in rows.adults]
        return np.array(found, dtype=np.int64)


def period(last: date) -> Period:
    """Return the days that decide what holds on the last of them.

    >>> {period(date.fromordinal(day)).days for day in range(739000, 739100)} == {*range(153, 181)}
    True
    """
    return Period(last - timedelta(days=LONGEST - STEP + last.toordinal() % STEP), last)


def begin(children: Sequence[Residence], first: date, paths: Sequence[Path] = ()) -> Watching:
    """Return an engine that knows of no day; `children` are those of whole homes, home by home."""
    numbers: dict[UUID, int] = {}
    home = [numbers.setdefault(one.home_id, len(numbers)) for one in children]
    watch = _at_rest(tuple(home), tuple(paths))
    return Watching(tuple(children), first, first - timedelta(days=1), watch, tuple(paths))


def _at_rest(homes: tuple[int, ...], paths: tuple[Path, ...]) -> Watch:
    """Return an engine that was told of nothing; `homes` is where each child lives."""
    return Watch(np.array(homes, dtype=np.int64), len(daily_log().dimension_keys), paths)


@lru_cache(maxsize=MOST_KEPT)
def _unwritten(homes: tuple[int, ...], paths: tuple[Path, ...], first: int, until: int) -> Watch:
    """Return an engine that was told of days, as ordinals, about which nobody wrote.

    Kept, since they cost as much as others and are the same for all homes that began later.
    """
    if until - first < STEP:
        begun, day = _at_rest(homes, paths), first
    else:
        before = until - 1 - (until - first) % STEP
        begun, day = deepcopy(_unwritten(homes, paths, first, before)), before + 1
    nobody = np.empty(0, dtype=np.int64)
    for one in range(day, until + 1):
        begun.observe(one, nobody, nobody, nobody, np.empty((0, begun.dimensions)))
    return begun


def rows(days: Days) -> Rows:
    """Return the entries that count, in an order that does not depend on when they came."""
    logs, raters = days.logs, days.entries.raters
    seen = np.flatnonzero(logs.used & ~np.isnan(logs.levels).all(1))
    cells = (logs.day[seen], logs.child[seen], logs.shift[seen], _rank(raters)[logs.rater[seen]])
    shape = days.period.days, len(days.children), len(SHIFTS), max(len(raters), 1)
    place = np.ravel_multi_index(cells, shape)
    order = np.argsort(place, kind="stable")
    if (np.diff(place[order]) == 0).any():
        # An adult wrote twice about a shift: what was written decides, not which came first.
        order = np.lexsort((_packed(logs.levels[seen]), place))
    # The levels are by far the largest, so they are taken once.
    chosen = seen[order]
    day = logs.day[chosen] + days.period.first.toordinal()
    shift, rater = logs.shift[chosen], logs.rater[chosen]
    return Rows(day, logs.child[chosen], shift, rater, raters, logs.levels[chosen])


def _rank(raters: Sequence[UUID]) -> Ints:
    """Return the place of each adult in the order of ids."""
    place = {one: number for number, one in enumerate(sorted(raters))}
    return np.array([place[one] for one in raters], dtype=np.int64)


def _packed(ratings: Floats) -> Floats:
    """Return one number for the ratings of each entry."""
    return np.nan_to_num(ratings) @ 8.0 ** np.arange(ratings.shape[1])
