"""The levels of one dimension of one child: what the picture of a goal counts with."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, func, literal_column, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.statements import Statement
from institution.logs.models import ShiftLog
from institution.logs.services.entries.arrays import SEPARATOR, USED, Numbers, digits, ordinals
from institution.logs.services.entries.reading import holds_of_child, texts
from institution.logs.services.levels import level_of
from institution.stats.series import NO_RATINGS, Ratings, ratings_of_child


def levels_of(
    work: Work, permission: Permission, child_id: UUID, key: str, days: tuple[date, date]
) -> Ratings:
    """Read the levels of one dimension, in one query.

    Args:
        work: whose reach counts.
        permission: what they are read for.
        child_id: whose levels; a child out of reach has none.
        key: of the dimension, which gets the number 0.
        days: the first one, which has the number 0, and the last one.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    reached, asked = scope.of_child(ShiftLog, work, permission, child_id)
    asked |= {"since": days[0], "until": days[1]}
    (row,) = _statement(reached).rows(work.session.connection(), asked)
    if row[0] is None:
        return NO_RATINGS
    work.look_up(child_id)
    day, author, use, levels = row
    level = np.array([level_of(text, key) for text in levels.split(SEPARATOR)])
    numbered, nothing = ordinals(day) - days[0].toordinal(), np.zeros(len(level), dtype=np.int64)
    rater, used = Numbers().of(author), digits(use) >= USED
    read = ratings_of_child(numbered, nothing, level, rater, used)
    return read.rows(~np.isnan(level))


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Statement:
    """Return the statement; kept, since making it takes longer than carrying it out.

    The only row has each column of the logs in one text.
    """
    _ids, day, _shift, author, use, levels = texts()
    columns = (day, author, use, levels)
    comma: Any = literal_column(f"'{SEPARATOR}'")
    together: tuple[ColumnElement[Any], ...] = tuple(
        func.aggregate_strings(one, comma) for one in columns
    )
    return Statement(select(*together).where(holds_of_child(reached)))
