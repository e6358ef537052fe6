"""Insert many rows: the values of a column are made ready together, not row by row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, insert
from sqlalchemy.schema import Table
from sqlalchemy.types import TypeEngine


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, at least one, all with the same columns; which are all that have no default."""
    dialect = connection.dialect
    compiled = insert(table).compile(dialect=dialect, column_keys=list(rows[0]))
    if compiled.insert_prefetch:
        connection.execute(insert(table), rows)
        return
    names = compiled.positiontup or list(compiled.params)
    ready = [_ready((row[name] for row in rows), table.c[name].type, dialect) for name in names]
    parameters: Iterable[Any] = zip(*ready, strict=True)
    if not compiled.positional:
        parameters = (dict(zip(names, values, strict=True)) for values in parameters)
    connection.exec_driver_sql(str(compiled), list(parameters))


def _ready(values: Iterable[Any], kind: TypeEngine[Any], dialect: Dialect) -> list[Any]:
    """Return the values of a column as the database takes them; an object that recurs, once."""
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return list(values)
    known: dict[int, Any] = {}
    ready = []
    for value in values:
        found = known.get(id(value))
        if found is None:
            found = known[id(value)] = process(value)
        ready.append(found)
    return ready
