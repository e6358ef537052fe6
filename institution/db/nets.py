"""Two nets under every session, for what a reviewer may overlook.

A SELECT on a table about children must come from the scope; a record must reach the database
through `audit.save`. They see neither raw SQL nor objects already loaded: they are nets, not the
rule, and the rule is tested elsewhere.
"""

from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Table, event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate

from institution.db.base import Base, Record
from institution.db.sealed_rows import seal_waiting


class UnscopedError(Exception):
    """A query on records about children that did not come from the scope."""


class UnsavedError(Exception):
    """A record that did not come through `audit.save`."""


class GuardedSession(Session):
    """A session with both nets under it."""


class LineSession(GuardedSession):
    """A session on one connection, which takes part in the transaction of that connection.

    Around plain statements it needs none of its own.
    """

    def connection(self, *_: Any, **__: Any) -> Connection:
        """Return the connection."""
        return cast(Connection, self.bind)


class WritingSession(LineSession):
    """A session that writes: what it keeps or undoes, its connection keeps or undoes."""

    def commit(self) -> None:
        """Keep the records of the session, and what plain statements wrote."""
        if self.in_transaction():
            super().commit()
        self.connection().commit()

    def rollback(self) -> None:
        """Undo both."""
        super().rollback()
        self.connection().rollback()


class ReadingSession(LineSession):
    """A session that keeps nothing."""

    def close(self) -> None:
        """Let go of what was read; nothing is held where no record was."""
        if self.in_transaction() or self.identity_map:
            super().close()


@cache
def scoped_tables() -> frozenset[Table]:
    """Return the tables that are read through the scope only."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    found = (c.__table__ for c in classes if issubclass(c, Record) and c.scoped)
    return frozenset(table for table in found if isinstance(table, Table))


@event.listens_for(Mapper, "after_mapper_constructed")
def _look_again(_mapper: Mapper[Any], _class: type) -> None:
    """Forget which tables there are, as one came; every statement asks for them."""
    scoped_tables.cache_clear()


@event.listens_for(GuardedSession, "do_orm_execute")
def _refuse_unscoped(state: ORMExecuteState) -> None:
    """Refuse a SELECT on a scoped table without the mark of the scope."""
    if not state.is_select or state.is_relationship_load or state.is_column_load:
        return
    if "scope" in state.execution_options:
        return
    tables = {
        node
        for node in iterate(cast(ExternallyTraversible, state.statement))
        if isinstance(node, Table)
    }
    if named := sorted(table.name for table in tables & scoped_tables()):
        raise UnscopedError(f"read through cases.scope: {', '.join(named)}")


@event.listens_for(GuardedSession, "before_flush")
def _refuse_unsaved(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Seal what waits; refuse what nobody will be able to account for."""
    saved = session.info.get("saved", set())
    changed = [record for record in session.dirty if session.is_modified(record)]
    for record in [*session.new, *changed, *session.deleted]:
        if not isinstance(record, Record):
            continue
        if id(record) not in saved:
            raise UnsavedError(f"save through audit: {type(record).__name__}")
        seal_waiting(record, session.info["keyring"])
    session.info["saved"] = set()


@event.listens_for(Record, "load", propagate=True)
def _note_look(record: Record, context: Any) -> None:
    """Note that something about the child was read; the use log gets a row for it."""
    if record.scoped:
        child_id = getattr(record, "child_id", record.id)
        context.session.info.setdefault("looked_up", set()).add(child_id)
