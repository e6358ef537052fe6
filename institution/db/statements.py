"""Statements of every request: made into text once for each database, then handed to the driver.

What SQLAlchemy does around a statement takes several times as long as a database needs for a row
that it finds by its key. Its types make the values ready here too, and read them, and its errors
are raised; only the way between them is shorter.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from sqlalchemy import CompoundSelect, Connection, Dialect, Float, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Process = Callable[[Any], Any] | None
Values = Mapping[str, Any]
Kind = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]] | Insert | Update


class Statement:
    """A statement that is carried out often."""

    def __init__(self, statement: Kind, *columns: str) -> None:
        """Take a statement; an insert names the columns that it is given."""
        self._statement = statement
        self._columns = columns or None
        self._spelled: dict[str, _Spelled] = {}

    def rows(self, connection: Connection, values: Values) -> list[Any]:
        """Return the rows that are found, with the columns as their attributes.

        Raises:
            DBAPIError: the database refused.
            KeyError: a value is missing.
            ValueError: the statement is another one each time.
        """
        spelled = self._in(connection)
        found = _carried_out(connection, spelled, [values]).fetchall()
        return [spelled.read(row) for row in found]

    def change(self, connection: Connection, *rows: Values) -> int:
        """Carry out an insert or an update, once for each of the values, at least one.

        Returns:
            How many rows it changed.

        Raises:
            DBAPIError: the database refused.
            KeyError: a value is missing.
            ValueError: the statement is another one each time.
        """
        changed: int = _carried_out(connection, self._in(connection), rows).rowcount
        return changed

    def _in(self, connection: Connection) -> "_Spelled":
        """Return the statement as the database of the connection wants it."""
        dialect = connection.dialect
        spelled = self._spelled.get(dialect.name)
        if spelled is None:
            compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
            spelled = self._spelled[dialect.name] = _spell(compiled, dialect)
        return spelled


class _Spelled(NamedTuple):
    """A statement in the words of one database."""

    text: str
    asked: tuple[tuple[str, Process], ...]
    """The names of the values that it waits for, each once, and what makes them ready."""
    fixed: Values
    """Values that are part of the statement, ready."""
    order: tuple[str, ...] | None
    """The names as often as they occur, where values are given by place."""
    found: tuple[Process, ...]
    row: Callable[[Iterable[Any]], Any]

    def ready(self, values: Values) -> Any:
        """Return the values as the driver takes them."""
        made = dict(self.fixed)
        for name, process in self.asked:
            made[name] = process(values[name]) if process else values[name]
        return made if self.order is None else [made[name] for name in self.order]

    def read(self, row: Iterable[Any]) -> Any:
        """Return a row as the types of its columns read it."""
        pairs = zip(self.found, row, strict=True)
        return self.row([process(value) if process else value for process, value in pairs])


def _spell(compiled: SQLCompiler, dialect: Dialect) -> _Spelled:
    """Return a compiled statement with what its values pass through.

    Raises:
        ValueError: a list in it has another length each time, or a column fills itself.
    """
    if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
        raise ValueError(f"cannot be kept: {compiled}")
    bound = {
        name: (bind, _to_database(bind.type, dialect)) for bind, name in compiled.bind_names.items()
    }
    columns = list(getattr(compiled.statement, "selected_columns", ()))
    return _Spelled(
        str(compiled),
        tuple((name, process) for name, (bind, process) in bound.items() if bind.required),
        {
            name: process(bind.value) if process else bind.value
            for name, (bind, process) in bound.items()
            if not bind.required
        },
        tuple(compiled.positiontup) if compiled.positiontup is not None else None,
        tuple(_from_database(column.type, dialect) for column in columns),
        _rows_of([str(column.key) for column in columns]),
    )


def _rows_of(names: list[str]) -> Callable[[Iterable[Any]], Any]:
    """Return what makes a row, with its values as attributes, of the values."""
    kind = cast(Any, namedtuple)("Found", names, rename=True)
    make: Callable[[Iterable[Any]], Any] = kind._make
    return make


def _to_database(kind: TypeEngine[Any], dialect: Dialect) -> Process:
    """Return what makes a value of a type ready."""
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _from_database(kind: TypeEngine[Any], dialect: Dialect) -> Process:
    """Return what reads a value of a type; both drivers give a float as it is."""
    return (
        None
        if isinstance(kind, Float)
        else kind.dialect_impl(dialect).result_processor(dialect, None)
    )


def _carried_out(connection: Any, spelled: _Spelled, rows: Sequence[Values]) -> Any:
    """Return the driver's cursor, within the transaction of the connection."""
    if not connection.in_transaction():
        connection.begin()
    many = len(rows) > 1
    ready = [spelled.ready(values) for values in rows] if many else spelled.ready(rows[0])
    if heard := connection.engine.dispatch.before_cursor_execute:
        # Who listens to what is asked hears of it as by the longer way.
        heard(connection, None, spelled.text, ready, None, many)
    line, dialect = connection.connection.dbapi_connection, connection.dialect
    cursor = line.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(spelled.text, ready)
    except dialect.loaded_dbapi.Error as error:
        if dialect.is_disconnect(error, line, cursor):
            connection.invalidate(error)
        # Without the values: an error's text tells nothing about anybody.
        known = dialect.loaded_dbapi.Error
        raise DBAPIError.instance(spelled.text, None, error, known) from error
    return cursor
