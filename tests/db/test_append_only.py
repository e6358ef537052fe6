"""The database itself refuses to change or lose what has been written."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import JSON, Date, DateTime, Table, Uuid, insert, select, text, update
from sqlalchemy.exc import DBAPIError

import institution.drafts.models
import institution.flags.models
import institution.fostercare.models
import institution.handover.models
import institution.incidents.models
import institution.logs.models
import institution.offline.models
import institution.plans.models
import institution.reports.models  # noqa: F401 (their tables are part of the metadata)
from institution.db.base import Base, new_id
from tests.world import NOW, TODAY

WORKING = ("sign_ins", "drafts", "device_contacts")
"""Tables that hold no record."""
TABLES = {name: table for name, table in Base.metadata.tables.items() if name not in WORKING}
LASTING = (
    "placements",
    "assignments",
    "employments",
    "blocks",
    "person_roles",
    "respite_stays",
)
MAY_CHANGE = ("children", "persons", *LASTING)


@pytest.fixture
def as_owner(database):
    """Give a connection that does what the owner of the database could."""

    @contextmanager
    def connect():
        with database.engine.execution_options(write=True).connect() as connection:
            yield connection

    return connect


def sample(table: Table) -> dict:
    """Return a row that the columns accept."""
    return {c.name: value_for(c) for c in table.columns if not c.nullable}


def value_for(column):
    kind = column.type
    if isinstance(kind, Uuid):
        return new_id()
    if isinstance(kind, Date):
        return TODAY
    if "Moment" in type(kind).__name__ or isinstance(kind, DateTime):
        return NOW
    if isinstance(kind, JSON):
        return {}
    if hasattr(kind, "enums"):
        return next(iter(kind.enum_class))
    python = kind.python_type
    return {bytes: new_id().bytes * 2, bool: False, int: 1, float: 1.0, str: "x"}[python]


def without_foreign_keys(connection) -> None:
    """Let a row stand for itself, on a connection that is thrown away."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=1")
    else:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")


def filled(connection, table: Table) -> None:
    """Put a row in the table; nothing of it is committed."""
    if connection.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar():
        return
    without_foreign_keys(connection)
    connection.execute(insert(table), sample(table))
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")


def refused(connection, statement: str) -> None:
    with pytest.raises(DBAPIError, match="never changed"):
        connection.execute(text(statement))
    connection.rollback()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_row_is_ever_deleted(as_owner, name):
    with as_owner() as connection:
        filled(connection, TABLES[name])
        refused(connection, f"DELETE FROM {name}")


@pytest.mark.parametrize("name", sorted(set(TABLES) - set(MAY_CHANGE)))
def test_no_row_that_is_kept_is_ever_changed(as_owner, name):
    for column in TABLES[name].columns:
        with as_owner() as connection:
            filled(connection, TABLES[name])
            refused(connection, f"UPDATE {name} SET {column.name} = {column.name}")


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.only_on("sqlite")
def test_no_row_is_replaced(as_owner, name):
    with as_owner() as connection:
        filled(connection, TABLES[name])
        refused(connection, f"REPLACE INTO {name} SELECT * FROM {name}")


@pytest.mark.parametrize("name", sorted(set(TABLES) - set(MAY_CHANGE)))
def test_no_row_is_changed_by_inserting_it_again(as_owner, name):
    with as_owner() as connection:
        filled(connection, TABLES[name])
        refused(
            connection,
            f"INSERT INTO {name} SELECT * FROM {name} WHERE true "
            "ON CONFLICT (id) DO UPDATE SET id = excluded.id",
        )


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.only_on("postgresql")
def test_no_table_is_emptied(as_owner, name):
    with as_owner() as connection:
        filled(connection, TABLES[name])
        refused(connection, f"TRUNCATE {name} CASCADE")


@pytest.mark.parametrize("name", LASTING)
def test_an_end_is_set_once(as_owner, name):
    table = TABLES[name]
    with as_owner() as connection:
        one = connection.scalar(select(table.c.id).where(table.c.ends.is_(None)).limit(1))
        for_one = update(table).where(table.c.id == one)
        assert connection.execute(for_one.values(ends=TODAY)).rowcount == 1
        for other in (TODAY + timedelta(days=1), TODAY, None):
            savepoint = connection.begin_nested()
            with pytest.raises(DBAPIError, match="never changed"):
                connection.execute(for_one.values(ends=other))
            savepoint.rollback()
        connection.rollback()


@pytest.mark.parametrize("name", LASTING)
def test_nothing_but_the_end_is_set(as_owner, name):
    for column in TABLES[name].columns:
        if column.name == "ends":
            continue
        other = {"begins": "'2020-01-01'", "relation": "'contact_adult_of'"}.get(column.name)
        other = other or {"role": "'caseworker'"}.get(column.name) or f"'{new_id().hex}'"
        with as_owner() as connection:
            filled(connection, TABLES[name])
            refused(connection, f"UPDATE {name} SET {column.name} = {other}")
