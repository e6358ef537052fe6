"""Look whether the trail is whole: nothing is changed, and nothing of what is read is shown.

What it cannot see: a record that was taken out together with its row in the trail, by someone who
holds the database and switched its guards off and on again.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, func, select, union
from sqlalchemy.orm import RelationshipDirection

from institution.audit.models import RecordHistory, SecurityLog, UseLog
from institution.db.base import Base, Record
from institution.db.checking import damage, missing_guards, number_of_guards
from institution.db.sealed_rows import sealed_of
from institution.db.sealing import Keyring, Place, SealError

AT_ONCE = 1000
"""Rows that are opened before the next are read."""


class Check(NamedTuple):
    """One thing that was looked at."""

    what: str
    """In words, as it is where nothing is wrong."""
    faults: list[str]
    """In words, without what a person wrote."""


def verify(connection: Connection, keyring: Keyring) -> Iterator[Check]:
    """Look at everything, one thing after the other."""
    if connection.dialect.name == "sqlite":
        yield Check("the file of the database is whole", damage(connection))
    guards, missing = number_of_guards(connection), missing_guards(connection)
    faults = [f"{name} is missing, off, or not as it was made" for name in missing]
    yield Check(f"{guards:,} guards refuse to change or lose what is kept", faults)
    yield _told(connection)
    yield _there(connection)
    yield _known(connection)
    yield _opens(connection, keyring)


def _told(connection: Connection) -> Check:
    """Look whether the trail tells of every record; of parts it tells with their whole."""
    history, number, faults = _table(RecordHistory), 0, list[str]()
    told = set(connection.scalars(select(history.c.record_table).distinct()))
    for name in _records() - (_parts() - told):
        table = Base.metadata.tables[name]
        row = (history.c.record_id == table.c.id) & (history.c.record_table == name)
        untold = ~select(history.c.id).where(row).exists()
        number += _number(connection, table)
        faults += _faults(connection, table, untold, "not in the trail")
    return Check(f"{number:,} records stand in the trail", sorted(faults))


def _there(connection: Connection) -> Check:
    """Look whether every record of which the trail tells is there."""
    history, faults = _table(RecordHistory), list[str]()
    for name in _records():
        table = Base.metadata.tables[name]
        kept = select(table.c.id).where(table.c.id == history.c.record_id).exists()
        lost = (history.c.record_table == name) & ~kept
        faults += _faults(connection, history, lost, f"of {name} that are not there")
    strange = history.c.record_table.not_in(_records())
    faults += _faults(connection, history, strange, "of no table that is known")
    number = _number(connection, history)
    return Check(f"{number:,} rows of the trail tell of records that are there", sorted(faults))


def _known(connection: Connection) -> Check:
    """Look whether the journals name people and children who exist."""
    children = select(Base.metadata.tables["children"].c.id)
    # With the tablet in its hands a child acts for itself.
    anyone = union(select(Base.metadata.tables["persons"].c.id), children)
    number, faults = 0, list[str]()
    for journal, who in (
        (RecordHistory, "actor_id"),
        (UseLog, "person_id"),
        (SecurityLog, "person_id"),
    ):
        table = _table(journal)
        number += _number(connection, table)
        faults += _faults(connection, table, table.c[who].not_in(anyone), "by nobody known")
        if "child_id" in table.c:
            strange = table.c.child_id.not_in(children)
            faults += _faults(connection, table, strange, "about no child that is known")
    return Check(f"{number:,} rows of the journals name who is known", faults)


def _opens(connection: Connection, keyring: Keyring) -> Check:
    """Look whether every sealed text opens in its place: one that was changed or moved does not."""
    number, faults = 0, list[str]()
    for model in _models():
        for sealed in sealed_of(model):
            opened, closed = _opened(connection, keyring, _table(model), sealed.column)
            number += opened
            if closed:
                faults.append(f"{model.__tablename__}: {closed} of {sealed.column} do not open")
    return Check(f"{number:,} sealed texts open in their place", sorted(faults))


def _opened(connection: Connection, keyring: Keyring, table: Table, column: str) -> tuple[int, int]:
    """Return how many texts of a column open, and how many do not."""
    written = select(table.c.id, table.c[column]).where(table.c[column].is_not(None))
    opened = closed = 0
    for row_id, sealed in connection.execute(written.execution_options(yield_per=AT_ONCE)):
        try:
            keyring.open(sealed, Place(table.name, column, row_id))
            opened += 1
        except SealError:
            closed += 1
    return opened, closed


def _number(connection: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _faults(
    connection: Connection, table: Table, which: ColumnElement[bool], told: str
) -> list[str]:
    """Return in words how many rows of a table are so, with one of them; nothing where none is."""
    number = connection.scalar(select(func.count()).select_from(table).where(which))
    first = select(table.c.id).where(which).limit(1)
    return [f"{table.name}: {number} {told}, such as {connection.scalar(first)}"] if number else []


def _models() -> list[type[Base]]:
    """Return what all our tables hold."""
    return [mapper.class_ for mapper in Base.registry.mappers]


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


def _records() -> set[str]:
    """Return the tables of records; the trail itself is none."""
    found = {model.__tablename__ for model in _models() if issubclass(model, Record)}
    return found - {RecordHistory.__tablename__}


def _parts() -> set[str]:
    """Return the tables of parts that are kept with their whole."""
    ties = (tie for mapper in Base.registry.mappers for tie in mapper.relationships)
    return {
        tie.mapper.class_.__tablename__
        for tie in ties
        if tie.direction is RelationshipDirection.ONETOMANY
    }
