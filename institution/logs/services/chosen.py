"""Read some logs of a child by their ids, as they stand now, as plain values."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Uuid, bindparam, select
from sqlalchemy.orm import aliased

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.db.sealing import Keyring, Place
from institution.logs.models import Shift, ShiftLog

MOST_CORRECTIONS = 20
"""That are followed from one log to what replaced it."""
TEXTS = ("good_moment_sealed", "note_sealed")


class ChosenLog(NamedTuple):
    """What a log says in sentences, and who wrote it when."""

    id: UUID
    day: date
    shift: Shift
    written_at: datetime
    author: str
    good_moment: str | None
    note: str | None


def chosen_logs(work: Work, child_id: UUID, ids: Collection[UUID], most: int) -> list[ChosenLog]:
    """Return some logs of a child, each as its last correction says it, the newest first.

    Args:
        work: whose reach counts; a log out of reach is left out.
        child_id: whose logs.
        ids: of the logs.
        most: how many are returned.

    Raises:
        NotAllowedError: no role of the actor ever reads logs.
    """
    reached = scope.within(ShiftLog, work, Permission.LOG_READ)
    if not ids:
        return []
    found = _read(work, reached, ids, most)
    if any(row[0] for row in found):
        found = _read(work, reached, _standing(work, reached, set(ids)), most)
    rows = [row for row in found if row.child_id == child_id]
    work.look_up(child_id)
    people = names(work, [row.author_id for row in rows])
    return [_chosen(row, people, work.session.info["keyring"]) for row in rows]


def _read(
    work: Work, reached: ColumnElement[bool], ids: Collection[UUID], most: int
) -> Sequence[Row[Any]]:
    """Return the newest of some logs, each with whether another has replaced it."""
    asked = {"ids": list(ids), "most": most}
    return work.session.connection().execute(_newest(reached), asked).all()


def _chosen(row: Row[Any], people: Mapping[UUID, str], keyring: Keyring) -> ChosenLog:
    """Return a log with its texts opened."""
    values: tuple[Any, ...] = tuple(row)
    _replaced, log_id, _child_id, day, shift, written_at, author_id, *sealed = values
    texts = (
        None if one is None else keyring.open(one, Place(ShiftLog.__tablename__, column, log_id))
        for column, one in zip(TEXTS, sealed, strict=True)
    )
    return ChosenLog(log_id, day, shift, written_at, people.get(author_id, ""), *texts)


def _standing(work: Work, reached: ColumnElement[bool], ids: set[UUID]) -> set[UUID]:
    """Return the ids of what stands today in place of some logs."""
    for _ in range(MOST_CORRECTIONS):
        later = work.session.connection().execute(_later(reached), {"ids": list(ids)}).all()
        if not later:
            break
        ids = (ids - {row.corrects_id for row in later}) | {row.id for row in later}
    return ids


@lru_cache
def _later(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement for what replaced some logs; kept, since making it takes long."""
    return select(ShiftLog.corrects_id, ShiftLog.id).where(_in(ShiftLog.corrects_id), reached)


@lru_cache
def _newest(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement for the newest of some logs."""
    log = ShiftLog
    texts, later = (getattr(log, name) for name in TEXTS), aliased(ShiftLog)
    replaced = select(later.id).where(later.corrects_id == log.id).exists()
    who = (log.id, log.child_id, log.day, log.shift, log.written_at, log.author_id)
    return (
        select(replaced, *who, *texts)
        .where(_in(log.id), reached)
        .order_by(log.day.desc(), log.received_at.desc())
        .limit(bindparam("most"))
    )


def _in(column: Any) -> ColumnElement[bool]:
    """Return the condition that a log is one of the `ids`.

    The child is not named: the database would look through all its logs, to have them in order.
    """
    named: ColumnElement[bool] = column.in_(bindparam("ids", type_=Uuid(), expanding=True))
    return named
