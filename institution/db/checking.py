"""What a database can tell of itself: that it is whole, and that its guards are there.

The guards are the triggers that refuse to change or lose a record. Which there have to be is not
written down twice: the migrations make them in an empty database, which is looked at beside ours.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from institution.db import schema
from institution.db.engine import open_engine

ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
ON_POSTGRESQL = """
    SELECT tgname, '' FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
    AND relnamespace = current_schema()::regnamespace
"""
FIRST = 100
"""So many faults of a file are told at most."""


def damage(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with its file; PostgreSQL looks after its own."""
    if connection.dialect.name != "sqlite":
        return []
    told = connection.exec_driver_sql(f"PRAGMA integrity_check({FIRST})").scalars()
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(FIRST)
    return [line for line in told if line != "ok"] + [
        f"{table}: row {row} names a row of {other} that is not there"
        for table, row, other, _ in lost
    ]


def missing_guards(connection: Connection) -> list[str]:
    """Return the names of guards that are missing, switched off, or not as they were made."""
    found = _guards(connection)
    return sorted(name for name, made in _wanted(connection).items() if found.get(name) != made)


def number_of_guards(connection: Connection) -> int:
    """Return how many guards there are."""
    return len(_guards(connection))


def _guards(connection: Connection) -> Mapping[str, str]:
    """Return the guards that work, by name; on SQLite with what they do."""
    statement = ON_SQLITE if connection.dialect.name == "sqlite" else ON_POSTGRESQL
    return dict(map(tuple, connection.exec_driver_sql(statement)))


def _wanted(connection: Connection) -> Mapping[str, str]:
    """Return the guards that there have to be, as `_guards` gives them."""
    made = _made()
    if connection.dialect.name == "sqlite":
        return made
    emptied = {
        f"{name.removesuffix('_no_loss')}_no_truncate" for name in made if "_no_loss" in name
    }
    return dict.fromkeys({*made, *emptied}, "")


@cache
def _made() -> Mapping[str, str]:
    """Return the guards that the migrations make in an empty SQLite database."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'empty.sqlite'}")
        schema.upgrade(engine)
        with engine.connect() as empty:
            made = _guards(empty)
        engine.dispose()
    return made
