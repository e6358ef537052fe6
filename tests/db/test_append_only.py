"""The database itself refuses to change or lose what has been written."""

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
KEPT = set(TABLES) - set(MAY_CHANGE)
OTHER = {
    "begins": "'2020-01-01'",
    "until": "'2020-01-01'",
    "relation": "'contact_adult_of'",
    "role": "'caseworker'",
}
"""Values of columns that take no id."""


@pytest.fixture
def each(database):
    """Give, table by table, a connection of the owner's and a row there; nothing is committed."""

    def each(names):
        for name in sorted(names):
            with database.engine.execution_options(write=True).connect() as connection:
                filled(connection, TABLES[name])
                yield name, connection

    return each


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


def refused(connection, statement) -> None:
    """See that the database refuses a statement."""
    with pytest.raises(DBAPIError, match="never changed"), connection.begin_nested():
        connection.execute(text(statement) if isinstance(statement, str) else statement)


def test_no_row_is_ever_deleted(each):
    for name, connection in each(TABLES):
        refused(connection, f"DELETE FROM {name}")


def test_no_row_that_is_kept_is_ever_changed(each):
    for name, connection in each(KEPT):
        for column in TABLES[name].columns:
            refused(connection, f"UPDATE {name} SET {column.name} = {column.name}")


@pytest.mark.only_on("sqlite")
def test_no_row_is_replaced(each):
    for name, connection in each(TABLES):
        refused(connection, f"REPLACE INTO {name} SELECT * FROM {name}")


def test_no_row_is_changed_by_inserting_it_again(each):
    for name, connection in each(KEPT):
        refused(
            connection,
            f"INSERT INTO {name} SELECT * FROM {name} WHERE true "
            "ON CONFLICT (id) DO UPDATE SET id = excluded.id",
        )


@pytest.mark.only_on("postgresql")
def test_no_table_is_emptied(each):
    for name, connection in each(TABLES):
        refused(connection, f"TRUNCATE {name} CASCADE")


def test_an_end_is_set_once(each):
    for name, connection in each(LASTING):
        table = TABLES[name]
        one = connection.scalar(select(table.c.id).where(table.c.ends.is_(None)).limit(1))
        for_one = update(table).where(table.c.id == one)
        assert connection.execute(for_one.values(ends=TODAY)).rowcount == 1, name
        for other in (TODAY + timedelta(days=1), TODAY, None):
            refused(connection, for_one.values(ends=other))


def test_nothing_but_the_end_is_set(each):
    for name, connection in each(LASTING):
        for column in TABLES[name].columns:
            if column.name == "ends":
                continue
            other = OTHER.get(column.name) or f"'{new_id().hex}'"
            refused(connection, f"UPDATE {name} SET {column.name} = {other}")
