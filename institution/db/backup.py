"""A copy of the database while it is in use, and the way back.

The copy holds no key: it is unreadable without the key file, which is kept elsewhere.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url


class BackupError(Exception):
    """The copy cannot be made, or is not one of ours; says why."""


def back_up(database_url: str, copy: Path) -> None:
    """Write a copy of a running SQLite database to a new file.

    Raises:
        BackupError: the file exists, or the database is not SQLite.
    """
    source = _file(database_url)
    if copy.exists():
        raise BackupError(f"{copy} exists already")
    with closing(sqlite3.connect(source)) as running, closing(sqlite3.connect(copy)) as written:
        running.backup(written)
    _check(copy)


def restore(copy: Path, database_url: str) -> None:
    """Put a copy in the place of a database that is not there.

    Raises:
        BackupError: the copy is damaged, or a database is there already.
    """
    target = _file(database_url)
    if target.exists():
        raise BackupError(f"{target} exists already: move it away first")
    _check(copy)
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(target)) as written:
        kept.backup(written)
    _check(target)


def _file(database_url: str) -> Path:
    """Return the file of a SQLite database."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupError("this copies SQLite; for PostgreSQL use pg_dump and pg_restore")
    return Path(url.database)


def _check(file: Path) -> None:
    """Refuse a file that is not a whole database of ours."""
    if not file.is_file():
        raise BackupError(f"{file} is missing")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            known = connection.execute("SELECT count(*) FROM alembic_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is not a whole copy") from error
    if not (sound and known):
        raise BackupError(f"{file} is not a whole copy")
