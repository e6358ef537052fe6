"""What many tests begin with: the program writes it once, and after that its rows are put back."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from typing import Any, NamedTuple

from sqlalchemy import Engine


class _Kept(NamedTuple):
    given: Any
    before: list[int]
    rows: sqlite3.Connection


class Once:
    """What was written in this process, by name; only SQLite is quick enough at it."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._kept: dict[str, _Kept] = {}

    def __call__(self, engine: Engine, name: str, write: Callable[[], Any]) -> Any:
        """Return what `write` returned, and have in the database what it wrote.

        What it returns must last: ids, no records.

        Raises:
            AssertionError: if the database is not as it was before `write` was first called.
        """
        if engine.dialect.name != "sqlite":
            return write()
        with closing(sqlite3.connect(engine.url.database)) as used:
            before = _sizes(used)
            if name not in self._kept:
                self._kept[name] = self._write(used, before, write)
            kept = self._kept[name]
            assert kept.before == before, f"something else was written before {name!r}"
            kept.rows.backup(used)
        return kept.given

    def _write(self, used: sqlite3.Connection, before: list[int], write: Callable) -> _Kept:
        given = write()
        rows = self._stack.enter_context(closing(sqlite3.connect(":memory:")))
        used.backup(rows)
        return _Kept(given, before, rows)


def _sizes(used: sqlite3.Connection) -> list[int]:
    """Return how many rows each table has."""
    tables = used.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    counts = [f'SELECT count(*) FROM "{name}"' for (name,) in tables]
    return [number for (number,) in used.execute(" UNION ALL ".join(counts))]
