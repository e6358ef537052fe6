"""Write the journals. `save` is the only way a record reaches the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session, object_mapper

from institution.access.work import Work
from institution.audit.models import Action, RecordHistory, SecurityEvent, SecurityLog, UseLog
from institution.db.base import Record, new_id


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


def note_use(session: Session, work: Work, request_id: UUID, permission: str) -> None:
    """Write one row for each child whose records the work has read."""
    common = {
        "request_id": request_id,
        "at": work.now,
        "person_id": work.actor.id,
        "permission": permission,
    }
    rows = [{"id": new_id(), "child_id": child_id, **common} for child_id in work.looked_up]
    if rows:
        session.execute(insert(UseLog), rows)


def note_refusal(session: Session, work: Work, permission: str, asked: UUID | None) -> None:
    """Write that the actor asked for what they do not reach.

    Args:
        session: where to write; may be another than that of the work.
        work: what was tried.
        permission: what the page demands.
        asked: the child that the address named; None where it named none.
    """
    note_security(
        session,
        work.now,
        SecurityEvent.REFUSED,
        person_id=work.actor.id,
        subject_id=asked,
        detail=permission,
    )


def note_security(  # noqa: PLR0913 (one row, named fields)
    session: Session,
    at: datetime,
    event: SecurityEvent,
    *,
    person_id: UUID | None = None,
    subject_id: UUID | None = None,
    detail: str | None = None,
) -> None:
    """Write one event at the doors."""
    session.execute(
        insert(SecurityLog).values(
            id=new_id(),
            at=at,
            event=event,
            person_id=person_id,
            subject_id=subject_id,
            detail=detail,
        )
    )
