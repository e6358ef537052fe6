"""SQLite as we speak it: nothing acknowledged is lost, and no update of another is overwritten."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

DRIVER = "sqlite+durable"
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
    "recursive_triggers": "1",
}


class Durable(SQLiteDialect_pysqlite):
    """Begins transactions itself, and takes the write lock at once where something will be written.

    Who will write says so with the execution option `write`. Listening for the beginning of
    transactions would do the same, and slow down every statement.
    """

    supports_statement_cache = True

    def set_connection_execution_options(
        self, connection: Connection, opts: Mapping[str, Any]
    ) -> None:
        """Note beside the connection whether something will be written."""
        if "write" in opts:
            connection.connection.info["write"] = opts["write"]
        super().set_connection_execution_options(connection, opts)

    def set_engine_execution_options(self, engine: Engine, opts: Mapping[str, Any]) -> None:
        """Note the same beside every connection of the engine."""
        if "write" in opts:
            event.listen(
                engine,
                "engine_connect",
                lambda connection: connection.execution_options(write=opts["write"]),
            )
        super().set_engine_execution_options(engine, opts)

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin a transaction."""
        writes = dbapi_connection.info.get("write", False)
        dbapi_connection.driver_connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


registry.register("sqlite.durable", __name__, Durable.__name__)


def prepare(connection: Any, lock_seconds: float) -> None:
    """Let us begin transactions ourselves, and make commits durable."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.execute(f"PRAGMA busy_timeout={int(lock_seconds * 1000)}")
    cursor.close()
