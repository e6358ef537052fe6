"""The recent days of some children as arrays: what their homes wrote, without what was corrected.

Only what was written since a child came to its home counts, so that its usual level is the one it
has there, and nothing from an earlier home shows through a flag.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.daily_log import daily_log
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence
from institution.logs.services.entries import Entries, entries
from institution.stats.arrays import Bools, Ints, Shape
from institution.stats.series import Ratings


class Logs(NamedTuple):
    """The logs of some children, one row per log, in any order."""

    child: Ints
    """Number of the child, from 0."""
    day: Ints
    """Number of the day, from 0."""
    shift: Ints
    """Number of the shift in the order of the day."""
    rater: Ints
    """Number of the author."""
    here: Bools
    """Whether the child was in the home."""

    def only(self, kept: Bools, offset: int) -> "Logs":
        """Return some rows, their days numbered from a later day 0."""
        return Logs(
            self.child[kept],
            self.day[kept] - offset,
            self.shift[kept],
            self.rater[kept],
            self.here[kept],
        )


class Days(NamedTuple):
    """Some days of some children."""

    children: tuple[Residence, ...]
    period: Period
    logs: Logs
    ratings: Ratings
    rows: Ints
    """Of each rating: its row in `entries`."""
    entries: Entries

    @property
    def shape(self) -> Shape:
        """Return children, days and dimensions."""
        return len(self.children), self.period.days, len(daily_log().dimension_keys)


def read(work: Work, children: Sequence[Residence], period: Period) -> Days:
    """Return what was written about some children in some days."""
    ids = [one.child_id for one in children]
    found = entries(work, Permission.FLAG_RAISE, ids, *period)
    came = np.array([one.came.toordinal() for one in children], dtype=np.int64)
    first = period.first.toordinal()
    logs = found.logs
    kept = logs.day >= came[logs.child]
    rows = np.flatnonzero(kept[found.log])
    written = Logs(logs.child, logs.day, logs.shift, logs.rater, logs.present).only(kept, first)
    return Days(tuple(children), period, written, found.ratings(first).rows(rows), rows, found)


def within(days: Days, period: Period) -> Days:
    """Return the part of some days that lies in a period of theirs."""
    offset = (period.first - days.period.first).days
    kept = _between(days.logs.day, offset, period.days)
    rated = _between(days.ratings.day, offset, period.days)
    ratings = days.ratings.rows(rated)
    return days._replace(
        period=period,
        logs=days.logs.only(kept, offset),
        ratings=ratings._replace(day=ratings.day - offset),
        rows=days.rows[rated],
    )


def log_ids(days: Days, ratings: Bools) -> list[str]:
    """Return the ids of the logs behind some ratings, in the order in which they were made."""
    return sorted(str(one) for one in days.entries.log_ids(days.rows[ratings]))


def _between(day: Ints, first: int, days: int) -> Bools:
    return np.asarray((day >= first) & (day < first + days))
