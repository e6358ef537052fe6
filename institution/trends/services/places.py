"""Where a child has lived, as a page tells it."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Home, Placement, Unit
from institution.content.daily_log import daily_log
from institution.db.statements import Statement
from institution.stats.arrays import Bools
from institution.trends.services.window import Window


class Stay(NamedTuple):
    """A time in one unit."""

    begins: date
    ends: date | None
    """The last day; None while it lasts."""
    unit: str
    home: str
    home_id: UUID


def stays(work: Work, child_id: UUID) -> list[Stay]:
    """Return where the child has lived, oldest first; one query.

    Raises:
        NotAllowedError: no role of the actor may ever read of a child.
    """
    reached, asked = scope.of_child(Placement, work, Permission.CHILD_READ, child_id)
    found = _statement(reached).rows(work.session.connection(), asked)
    work.look_up(child_id)
    return [Stay(*row) for row in found]


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Statement:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    columns = (Placement.begins, Placement.ends, Unit.name, Home.name, Home.id)
    chosen = select(*columns).join(Unit, Unit.id == Placement.unit_id)
    placed = chosen.join(Home, Home.id == Unit.home_id).where(reached)
    return Statement(placed.order_by(Placement.begins))


def moved_in(stays: Sequence[Stay]) -> list[date]:
    """Return when the child came to each home, oldest first; a new unit is no new home."""
    before = [None, *stays]
    return [
        stay.begins
        for earlier, stay in zip(before, stays, strict=False)
        if earlier is None or earlier.home_id != stay.home_id or _apart(earlier, stay)
    ]


def lives(stays: Sequence[Stay], day: date) -> Stay | None:
    """Return where the child lives on a day; None where it lives nowhere we know."""
    here = (s for s in stays if s.begins <= day and (s.ends is None or s.ends >= day))
    return next(here, None)


def settling(moves: Sequence[date], window: Window) -> Bools:
    """Return the days shown on which the child was new: shape (days,)."""
    days = np.arange(window.first, window.last + 1)
    new = np.zeros(len(days), dtype=np.bool_)
    for move in moves:
        since = days - move.toordinal()
        new |= (since >= 0) & (since < daily_log().aggregation.settling_in_days)
    return new


def _apart(earlier: Stay, later: Stay) -> bool:
    """Tell whether the child lived elsewhere between two stays."""
    return earlier.ends is not None and (later.begins - earlier.ends).days > 1
