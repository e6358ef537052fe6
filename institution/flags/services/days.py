"""The recent days of some children as arrays: what their homes wrote, without what was corrected.

Only what was written in the home where a child lives counts, so that its usual level is the one it
has there, and nothing from an earlier home shows through a flag.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, Select, String, and_, select, type_coerce

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Placement, Unit
from institution.content.daily_log import daily_log
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence
from institution.logs.models import Rating, ShiftLog
from institution.stats.arrays import Bools, Ints, Shape
from institution.stats.series import Ratings

PRESENT = "present"


class Logs(NamedTuple):
    """The logs of some children, one row per log, in any order."""

    ids: tuple[Any, ...]
    """As the database keeps them; see `log_ids`."""
    child: Ints
    """Number of the child, from 0."""
    day: Ints
    """Number of the day, from 0."""
    shift: Ints
    """Number of the shift in the order of the day."""
    rater: Ints
    """Number of the author."""
    used: Bools
    """Whether the author was with the child for an hour or more."""
    here: Bools
    """Whether the child was in the home."""


class Days(NamedTuple):
    """Some days of some children."""

    children: tuple[Residence, ...]
    period: Period
    logs: Logs
    ratings: Ratings
    log: Ints
    """Of each rating: the row of its log in `logs`."""

    @property
    def shape(self) -> Shape:
        """Return children, days and dimensions."""
        return len(self.children), self.period.days, len(daily_log().dimension_keys)


class Asked(NamedTuple):
    """Of whom and when something is read."""

    children: Sequence[Residence]
    period: Period
    living_on: date


def read(
    work: Work, children: Sequence[Residence], period: Period, *, living_on: date | None = None
) -> Days:
    """Return what was written about some children in some days, in two queries.

    Args:
        work: of a job.
        children: where they live on the day `living_on`.
        period: the days.
        living_on: None: the last day of the period.
    """
    asked = Asked(children, period, living_on or period.last)
    logs = work.session.execute(_logs(work, asked)).all()
    replaced = {row.corrects_id for row in logs} - {None}
    rows = _log_rows([row for row in logs if row.id not in replaced], children, period)
    ratings, log = _rating_rows(work.session.execute(_ratings(work, asked)).all(), rows)
    return Days(tuple(children), period, rows, ratings, log)


def log_ids(days: Days, ratings: Bools) -> list[str]:
    """Return the ids of the logs behind some ratings, in the order of time."""
    rows = np.unique(days.log[ratings]).tolist()
    return sorted(_as_text(days.logs.ids[row]) for row in rows)


def _as_text(kept: Any) -> str:
    return str(kept if isinstance(kept, UUID) else UUID(kept))


def _written(asked: Asked) -> Sequence[ColumnElement[bool]]:
    """Return the conditions on logs and placements: written where the child lives now."""
    return (
        Placement.child_id.in_([one.child_id for one in asked.children]),
        scope.lasts(Placement.begins, Placement.ends, asked.living_on),
        ShiftLog.day >= asked.period.first,
        ShiftLog.day <= asked.period.last,
    )


def _from_homes(work: Work, asked: Asked, columns: Sequence[Any]) -> Select[Any]:
    """Select columns of the logs that the homes of the children wrote.

    Placements come first: a child is found by the index of its placements, its logs by theirs.
    """
    here = and_(Unit.id == Placement.unit_id, Unit.home_id == ShiftLog.home_id)
    return (
        select(*columns)
        .select_from(Placement)
        .join(ShiftLog, ShiftLog.child_id == Placement.child_id)
        .join(Unit, here)
        .where(scope.within(ShiftLog, work, Permission.FLAG_RAISE), *_written(asked))
        .execution_options(scope=Permission.FLAG_RAISE)
    )


def _logs(work: Work, asked: Asked) -> Select[Any]:
    """Select the logs. Ids stay as the database keeps them: they only tell rows apart."""
    columns = (
        _raw(ShiftLog.id, "id"),
        _raw(ShiftLog.corrects_id, "corrects_id"),
        _raw(ShiftLog.author_id, "author_id"),
        ShiftLog.child_id,
        ShiftLog.day,
        ShiftLog.shift,
        ShiftLog.contact_time,
        ShiftLog.presence,
    )
    return _from_homes(work, asked, columns)


def _ratings(work: Work, asked: Asked) -> Select[Any]:
    """Select the levels of the logs."""
    columns = (_raw(Rating.log_id, "log_id"), Rating.dimension, Rating.level)
    statement = _from_homes(work, asked, columns)
    return statement.join(Rating, Rating.log_id == ShiftLog.id).where(Rating.level.is_not(None))


def _raw(column: Any, name: str) -> Any:
    return type_coerce(column, String).label(name)


def _log_rows(rows: Sequence[Any], children: Sequence[Residence], period: Period) -> Logs:
    """Turn logs into arrays."""
    content = daily_log()
    number = {one.child_id: place for place, one in enumerate(children)}
    shift = {one.key: place for place, one in enumerate(content.shifts)}
    counts = {one.key: content.contact_time.counts(one.key) for one in content.contact_time.options}
    adult: dict[Any, int] = {}
    first = period.first.toordinal()
    return Logs(
        tuple(row.id for row in rows),
        _ints(number[row.child_id] for row in rows),
        _ints(row.day.toordinal() - first for row in rows),
        _ints(shift[row.shift] for row in rows),
        _ints(adult.setdefault(row.author_id, len(adult)) for row in rows),
        _bools(counts.get(row.contact_time, True) for row in rows),
        _bools(row.presence == PRESENT for row in rows),
    )


def _rating_rows(rows: Sequence[Any], logs: Logs) -> tuple[Ratings, Ints]:
    """Turn ratings into arrays, with the row of the log of each; corrected ones are left out."""
    place = {kept: row for row, kept in enumerate(logs.ids)}
    column = {key: number for number, key in enumerate(daily_log().dimension_keys)}
    found = [
        (place[log_id], column[dimension], level)
        for log_id, dimension, level in rows
        if log_id in place and dimension in column
    ]
    log, dimensions, levels = np.array(found, dtype=np.int64).reshape(-1, 3).T
    ratings = Ratings(
        logs.child[log],
        logs.day[log],
        dimensions,
        levels.astype(np.float64),
        logs.rater[log],
        logs.used[log],
    )
    return ratings, log


def _ints(values: Any) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _bools(values: Any) -> Bools:
    return np.fromiter(values, dtype=np.bool_)
