"""Select logs with their levels, within reach and not corrected by a later one."""

from collections.abc import Collection
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased
from sqlalchemy.types import NullType

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.daily_log import daily_log
from institution.logs.models import Rating, ShiftLog
from institution.logs.services.entries.arrays import BITS, NOT_SEEN, Entries, Reading

MOST_DIMENSIONS = 20
"""That fit into a whole number of the database."""
CHILDREN_AT_ONCE = 1000
ROWS_AT_ONCE = 10_000
PRESENT = "present"


def entries(
    work: Work, permission: Permission, child_ids: Collection[UUID], since: date, until: date
) -> Entries:
    """Read the ratings of the children within reach, in one query for each thousand of them.

    Args:
        work: whose reach counts: what another home wrote is not seen by staff.
        permission: what they are read for.
        child_ids: the children; one that is out of reach has no rows.
        since: first day.
        until: last day.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    children = tuple(child_ids)
    reading = Reading(children, len(daily_log().dimension_keys))
    statement = _statement(scope.within(ShiftLog, work, permission))
    # The rows are read on the connection: the session would make an object of each value.
    connection = work.session.connection()
    for start in range(0, len(children), CHILDREN_AT_ONCE):
        some = children[start : start + CHILDREN_AT_ONCE]
        chosen = {"child_ids": some, "since": since, "until": until}
        for rows in connection.execute(statement, chosen).partitions(ROWS_AT_ONCE):
            reading.take(rows)
    found = reading.entries()
    for number in np.unique(found.logs.child).tolist():
        work.look_up(children[number])
    return found


def holds(reached: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a log is within reach and not corrected by a later one.

    The statement takes the parameters `child_ids`, `since` and `until`.

    Args:
        reached: from `scope.within`.
    """
    later = aliased(ShiftLog)
    corrected = select(later.id).where(later.corrects_id == ShiftLog.id).exists()
    asked = ShiftLog.child_id.in_(bindparam("child_ids", expanding=True))
    in_time = ShiftLog.day.between(bindparam("since"), bindparam("until"))
    return and_(asked, in_time, reached, ~corrected)


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Select[Any]:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    return select(*_columns()).where(holds(reached))


@cache
def _columns() -> tuple[ColumnElement[Any], ...]:
    """Return what is read of a log, all of it as the driver gives it."""
    log = ShiftLog
    here = log.presence == PRESENT
    short = func.coalesce(log.contact_time, "") == daily_log().contact_time.open_mark
    columns = (log.id, log.child_id, log.day, log.shift, log.author_id, here, and_(here, ~short))
    return tuple(type_coerce(column, NullType()) for column in (*columns, _packed()))


def _packed() -> ColumnElement[int]:
    """Return the levels of a log as one number, three bits to a dimension.

    Raises:
        ValueError: the content has more dimensions than fit.
    """
    keys = daily_log().dimension_keys
    if len(keys) > MOST_DIMENSIONS:
        raise ValueError(f"at most {MOST_DIMENSIONS} dimensions can be read")
    places = {key: 1 << (BITS * number) for number, key in enumerate(keys)}
    place = case(places, value=Rating.dimension, else_=0)
    total = func.coalesce(func.sum(func.coalesce(Rating.level, NOT_SEEN) * place), 0)
    return select(cast(total, BigInteger)).where(Rating.log_id == ShiftLog.id).scalar_subquery()
