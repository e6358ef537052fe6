"""Write the journals. `save` is the only way a record reaches the database."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Connection, Table, insert, inspect
from sqlalchemy.orm import object_mapper

from institution.access.work import Work
from institution.audit.models import Action, RecordHistory, SecurityEvent, SecurityLog, UseLog
from institution.db.base import Record, new_id
from institution.db.sealed_rows import seal_row

# Written on the connection: the session would make an object of each row.
INTO_USE_LOG = insert(UseLog.__table__)  # type: ignore[arg-type]
INTO_SECURITY_LOG = insert(SecurityLog.__table__)  # type: ignore[arg-type]


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
    for rows in (records, *parts):
        _insert(work, rows)
    told = {
        "at": work.now,
        "actor_id": work.actor.id,
        "actor_name": work.actor.name if work.actor.id is None else None,
        "action": action,
        "record_table": records.model.__tablename__,
        "reason_sealed": None,
    }
    history = [
        {"id": new_id(), "record_id": row["id"], "child_id": _child_of(records.model, row), **told}
        for row in records.values
    ]
    if history:
        work.session.execute(insert(RecordHistory), history)


def _child_of(model: type[Record], row: Mapping[str, Any]) -> UUID | None:
    """Return which child the row is about; None where it is about none."""
    child_id: UUID | None = row.get("child_id", row["id"] if model.scoped else None)
    return child_id


def _insert(work: Work, rows: Rows) -> None:
    """Insert the rows with their texts sealed."""
    keyring = work.session.info["keyring"]
    sealed = [seal_row(rows.model, values, keyring) for values in rows.values]
    if sealed:
        work.session.execute(insert(cast(Table, rows.model.__table__)), sealed)


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
        connection.execute(INTO_USE_LOG, rows)


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
    connection.execute(INTO_SECURITY_LOG, {**row, **who})


def note_security(
    work: Work,
    event: SecurityEvent,
    *,
    person_id: UUID | None = None,
    subject_id: UUID | None = None,
) -> None:
    """Write one event at the doors."""
    who = {"person_id": person_id, "subject_id": subject_id}
    row = {"id": new_id(), "at": work.now, "event": event, "detail": None}
    work.session.connection().execute(INTO_SECURITY_LOG, {**row, **who})
