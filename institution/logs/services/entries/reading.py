"""Select logs with their levels, within reach and not corrected by a later one."""

from collections.abc import Collection
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased
from sqlalchemy.types import NullType

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.daily_log import daily_log
from institution.logs.models import ShiftLog
from institution.logs.services.entries.arrays import (
    AWAY,
    HERE,
    SEPARATOR,
    SHIFTS,
    USED,
    Entries,
    Reading,
)

CHILDREN_AT_ONCE = 1000
ROWS_AT_ONCE = 50
PRESENT = "present"


def entries(
    work: Work, permission: Permission, child_ids: Collection[UUID], since: date, until: date
) -> Entries:
    """Read the logs of the children within reach, in one query for each thousand of them.

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
    reading = Reading(children, daily_log().dimension_keys)
    statement = _statement(scope.within(ShiftLog, work, permission))
    # The rows are read on the connection: the session would make an object of each value.
    connection = work.session.connection()
    for start in range(0, len(children), CHILDREN_AT_ONCE):
        some = children[start : start + CHILDREN_AT_ONCE]
        chosen = {"child_ids": some, "since": since, "until": until}
        for rows in connection.execute(statement, chosen).partitions(ROWS_AT_ONCE):
            for row in rows:
                reading.take(row)
    found = reading.entries()
    for number in np.flatnonzero(np.bincount(found.logs.child)).tolist():
        work.look_up(children[number])
    return found


def holds(reached: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a log is within reach and not corrected by a later one.

    The statement takes the parameters `child_ids`, `since` and `until`.

    Args:
        reached: from `scope.within`.
    """
    asked = ShiftLog.child_id.in_(bindparam("child_ids", expanding=True))
    return and_(asked, holds_of_child(reached))


def holds_of_child(reached: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition of `holds` for one child; takes `of_child` in place of `child_ids`.

    Args:
        reached: from `scope.of_child`.
    """
    later = aliased(ShiftLog)
    corrected = select(later.id).where(later.corrects_id == ShiftLog.id).exists()
    in_time = ShiftLog.day.between(bindparam("since"), bindparam("until"))
    return and_(in_time, reached, ~corrected)


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Select[Any]:
    """Return the statement; kept, since making it takes longer than carrying it out.

    A row is a child with each column of its logs in one text.
    """
    together = (func.aggregate_strings(one, SEPARATOR) for one in texts())
    columns: tuple[ColumnElement[Any], ...] = type_coerce(ShiftLog.child_id, NullType()), *together
    return select(*columns).where(holds(reached)).group_by(ShiftLog.child_id)


@cache
def texts() -> tuple[ColumnElement[Any], ...]:
    """Return what is read of a log as text, as the database keeps it.

    What is text there already is not cast, which takes longer than reading it.
    """
    log = ShiftLog
    kept = (log.id, log.day, log.author_id, log.shift, log.presence, log.contact_time)
    log_id, written, writer, shift, presence, contact = (
        type_coerce(one, NullType()) for one in kept
    )
    here = presence == _code(PRESENT)
    short = func.coalesce(contact, literal_column("''")) == _code(
        daily_log().contact_time.open_mark
    )
    use = case((and_(here, ~short), _digit(USED)), (here, _digit(HERE)), else_=_digit(AWAY))
    numbers = [(shift == _code(name), _digit(number)) for number, name in enumerate(SHIFTS)]
    ids, day, author = (cast(one, String) for one in (log_id, written, writer))
    return ids, day, case(*numbers), author, use, type_coerce(log.levels, String)


def _code(code: str) -> ColumnElement[str]:
    """Return a code of ours within the text: a value asked for each row costs a third of it all."""
    if not code.isidentifier():
        raise ValueError(f"no code: {code}")
    return literal_column(f"'{code}'", String)


def _digit(number: int) -> ColumnElement[str]:
    """Return one digit within the text."""
    return literal_column(f"'{number:d}'", String)
