"""Write the journals. `save` is the only way a record reaches the database."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Connection, Table, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import object_mapper

from institution.access.work import Work
from institution.audit.models import Action, RecordHistory, SecurityEvent, SecurityLog, UseLog
from institution.db.base import Record, new_id
from institution.db.bulk import insert_rows
from institution.db.sealed_rows import seal_row
from institution.db.statements import Statement

# Written on the connection: the session would make an object of each row.
INTO_USE_LOG, INTO_SECURITY_LOG = (
    Statement(insert(table), *(column.name for column in table.columns))
    for table in (cast(Table, UseLog.__table__), cast(Table, SecurityLog.__table__))
)
MANY = 20
"""Rows from which on it pays to make them ready column by column."""


def save(work: Work, record: Record, action: Action, reason: str | None = None) -> None:
    """Add or change a record, with its parts, and write one row of its history."""
    mapper = object_mapper(record)
    parts = [part for part, *_ in mapper.cascade_iterator("save-update", inspect(record))]
    history = RecordHistory(
        at=work.now,
        actor_id=work.actor.id,
        actor_name=work.actor.name if work.actor.id is None else None,
        action=action,
        record_table=record.__tablename__,
        record_id=record.id,
        child_id=getattr(record, "child_id", record.id if record.scoped else None),
        reason=reason,
    )
    kept = work.session.info.setdefault("saved", set())
    kept.update(id(part) for part in (record, *parts, history))
    work.session.add_all([record, history])


class Rows(NamedTuple):
    """New records of one model, as values by the name under which each is read."""

    model: type[Record]
    values: Sequence[Mapping[str, Any]]
    """Each with its `id`; all with the same columns. A sealed text may be missing."""


def save_many(work: Work, records: Rows, action: Action, parts: Sequence[Rows] = ()) -> None:
    """Add many new records, with their parts, and write one row of history for each record.

    What `save` does one by one, in a few statements: for files and for the demo.
    """
    connection = work.session.connection()
    for rows in (records, *parts, _history(work, records, action)):
        _insert(work, connection, rows)


def save_once(
    work: Work, records: Rows, parts: Sequence[Rows], action: Action, reason: str | None = None
) -> bool:
    """Add one new record, with its parts and its history, unless it is kept already.

    Returns:
        Whether it was added: not where its id, or another value that is kept once, is taken. Then
        nothing was written.
    """
    work.session.flush()
    connection = work.session.connection()
    if not _insert(work, connection, records, once=True):
        return False
    for rows in (*parts, _history(work, records, action, reason)):
        _insert(work, connection, rows)
    return True


def _history(work: Work, records: Rows, action: Action, reason: str | None = None) -> Rows:
    """Return the rows that tell of new records."""
    told = {
        "at": work.now,
        "actor_id": work.actor.id,
        "actor_name": work.actor.name if work.actor.id is None else None,
        "action": action,
        "record_table": records.model.__tablename__,
        "reason": reason,
    }
    return Rows(
        RecordHistory,
        [
            {"id": new_id(), "record_id": row["id"], "child_id": _child_of(records.model, row)}
            | told
            for row in records.values
        ],
    )


def _child_of(model: type[Record], row: Mapping[str, Any]) -> UUID | None:
    """Return which child the row is about; None where it is about none."""
    child_id: UUID | None = row.get("child_id", row["id"] if model.scoped else None)
    return child_id


def _insert(work: Work, connection: Connection, rows: Rows, *, once: bool = False) -> bool:
    """Insert the rows with their texts sealed; tell whether they were."""
    keyring = work.session.info["keyring"]
    sealed = [seal_row(rows.model, values, keyring) for values in rows.values]
    if not sealed:
        return True
    if len(sealed) >= MANY:
        insert_rows(connection, cast(Table, rows.model.__table__), sealed)
        return True
    into = _into(rows.model, connection.dialect.name if once else None, tuple(sealed[0]))
    return into.change(connection, *sealed) == len(sealed)


@lru_cache
def _into(model: type[Record], once_on: str | None, columns: tuple[str, ...]) -> Statement:
    """Return the statement; kept, since making it takes longer than carrying it out.

    Args:
        model: what is inserted.
        once_on: the database that leaves out a row whose values are taken; None refuses it.
        columns: the names of its values.
    """
    table = cast(Table, model.__table__)
    if once_on is None:
        return Statement(insert(table), *columns)
    into = sqlite.insert(table) if once_on == "sqlite" else postgresql.insert(table)
    return Statement(into.on_conflict_do_nothing(), *columns)


def note_use(connection: Connection, work: Work, request_id: UUID, permission: str) -> None:
    """Write one row for each child whose records the work has read."""
    common = {
        "request_id": request_id,
        "at": work.now,
        "person_id": work.actor.id,
        "permission": permission,
    }
    rows = [{"id": new_id(), "child_id": child_id, **common} for child_id in work.looked_up]
    if rows:
        INTO_USE_LOG.change(connection, *rows)


def note_refusal(connection: Connection, work: Work, permission: str, asked: UUID | None) -> None:
    """Write that the actor asked for what they do not reach.

    Args:
        connection: where to write; may be another than that of the work.
        work: what was tried.
        permission: what the page demands.
        asked: the child that the address named; None where it named none.
    """
    who = {"person_id": work.actor.id, "subject_id": asked}
    row = {"id": new_id(), "at": work.now, "event": SecurityEvent.REFUSED, "detail": permission}
    INTO_SECURITY_LOG.change(connection, {**row, **who})


def note_security(
    work: Work,
    event: SecurityEvent,
    *,
    person_id: UUID | None = None,
    subject_id: UUID | None = None,
    detail: str | None = None,
) -> None:
    """Write one event at the doors; `detail` is a code, never personal data."""
    who = {"person_id": person_id, "subject_id": subject_id}
    row = {"id": new_id(), "at": work.now, "event": event, "detail": detail}
    INTO_SECURITY_LOG.change(work.session.connection(), {**row, **who})
