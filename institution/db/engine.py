"""Engines that do not lose what they acknowledged, and the sessions on them.

SQLite runs in WAL with `synchronous=FULL`; write sessions begin with BEGIN IMMEDIATE under one lock
of the process, because SQLite itself lets waiting writers poll unfairly. PostgreSQL must commit
synchronously. Anything weaker is refused at the start.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

from institution.access.errors import UnavailableError
from institution.db import nets, sqlite
from institution.db.sealing import Keyring

LOCK_SECONDS = 2.0
"""How long to wait for a turn, and then for another process: who waits is told within five."""
OLDEST_POSTGRESQL = 15
POSTGRESQL_SETTINGS = {"fsync": {"on"}, "synchronous_commit": {"on", "remote_apply"}}

POOL: dict[str, Any] = {"pool_size": 16, "max_overflow": 16, "pool_reset_on_return": None}
"""What is left open is undone by `_undo`, once."""


class WeakDatabaseError(Exception):
    """The database would lose or mix up what it acknowledges."""


class Database:
    """One database with its keyring; gives out sessions for reading and for writing."""

    def __init__(self, url: str, keyring: Keyring) -> None:
        self.engine = open_engine(url)
        self.keyring = keyring
        self._write_lock: threading.Lock | None = threading.Lock() if self.is_sqlite else None
        self._resting: list[Connection] = []
        """Connections to a file, which hangs up on nobody, stay open between two pieces of work."""

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the database is a file of ours."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that sees one moment and writes nothing."""
        with (
            self._line() as connection,
            self._session(nets.ReadingSession, connection) as opened,
        ):
            yield opened

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session that writes; one at a time on SQLite.

        Raises:
            UnavailableError: others held the database for too long.
        """
        with self._turn(), self._line() as connection:
            to_write = connection.execution_options(write=True)
            with self._session(nets.WritingSession, to_write) as opened:
                yield opened

    @contextmanager
    def journal(self, session: Session) -> Iterator[Connection]:
        """End what a session read, and begin a transaction for rows of the journals alone.

        It is kept at the end of the block, on the connection with which the session read.

        Raises:
            UnavailableError: others held the database for too long.
        """
        connection = session.connection()
        connection.rollback()
        with self._turn():
            try:
                yield connection.execution_options(write=True)
                connection.commit()
            finally:
                connection.rollback()

    def close(self) -> None:
        """Hang up; who comes afterwards opens a connection anew."""
        while self._resting:
            self._resting.pop().close()
        self.engine.dispose()

    @contextmanager
    def _line(self) -> Iterator[Connection]:
        """Yield a connection that nobody else works with."""
        if not self.is_sqlite:
            with self.engine.connect() as connection:
                yield connection
            return
        connection = self._resting.pop() if self._resting else self.engine.connect()
        try:
            yield connection
        finally:
            connection.rollback()
            _undo(connection.connection, connection.info)
            self._resting.append(connection)

    def _session(self, kind: type[Session], connection: Connection) -> Session:
        """Return a session on a connection."""
        return kind(connection, expire_on_commit=False, info={"keyring": self.keyring})

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for the one turn to write."""
        lock = self._write_lock
        if lock is None:
            yield
            return
        if not lock.acquire(timeout=LOCK_SECONDS):
            raise UnavailableError("the database is busy")
        try:
            yield
        finally:
            lock.release()


def open_engine(url: str) -> Engine:
    """Open an engine whose settings are durable.

    Raises:
        WeakDatabaseError: an unknown or in-memory database, or weaker settings.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    raise WeakDatabaseError(f"no such database: {parsed.get_backend_name()}")


def _sqlite(url: URL) -> Engine:
    """Open a file with our settings and check that they took."""
    fleeting = ":memory:" in (url.database or ":memory:") or url.query.get("mode") == "memory"
    if fleeting:
        raise WeakDatabaseError("SQLite needs a file")
    engine = create_engine(url.set(drivername=sqlite.DRIVER), **POOL)
    event.listen(engine, "connect", _set_pragmas)
    return _checked(engine, _check_pragmas)


def _checked(engine: Engine, check: Callable[[Connection], None]) -> Engine:
    """Return the engine when its settings hold; close it when they do not."""
    event.listen(engine, "reset", lambda line, record, _: _undo(line, record.info))
    try:
        with engine.connect() as connection:
            check(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _undo(line: Any, info: dict[Any, Any]) -> None:
    """Leave nothing to who works next; SQLAlchemy takes even a commit that failed for the end."""
    info.pop("write", None)
    line.rollback()


def _set_pragmas(connection: Any, _record: object) -> None:
    """Make a new connection durable."""
    sqlite.prepare(connection, LOCK_SECONDS)


def _check_pragmas(connection: Connection) -> None:
    """Refuse a file system or build on which the settings do not hold."""
    for name, wanted in sqlite.PRAGMAS.items():
        found = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
        if found != wanted:
            raise WeakDatabaseError(f"SQLite {name} is {found}, not {wanted}")


def _postgresql(url: URL) -> Engine:
    """Open a server and check its version and durability."""
    engine = create_engine(url, pool_pre_ping=True, **POOL)
    return _checked(engine, _check_server)


def _check_server(connection: Connection) -> None:
    """Refuse an old server, and one that acknowledges what it may lose."""
    version = int(str(connection.exec_driver_sql("SHOW server_version_num").scalar())) // 10000
    if version < OLDEST_POSTGRESQL:
        raise WeakDatabaseError(f"PostgreSQL {version} is older than {OLDEST_POSTGRESQL}")
    for name, wanted in POSTGRESQL_SETTINGS.items():
        found = str(connection.exec_driver_sql(f"SHOW {name}").scalar())
        if found not in wanted:
            raise WeakDatabaseError(f"PostgreSQL {name} is {found}")
