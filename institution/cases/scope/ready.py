"""Conditions whose text is known already.

SQLAlchemy recognises a query by walking through all of its parts. The condition of the policy is
larger than most queries around it, so it is turned into text once for each person and day.
"""

import re
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    Table,
    literal_column,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

NAMED = sqlite.dialect(paramstyle="named")
VALUE = re.compile(r"\(__\[POSTCOMPILE_(\w+)\]\)|:(\w+)")
"""Where a value, or a list of values, belongs."""
GAP = "\0"


class Ready(FunctionElement[bool]):
    """A text with gaps, the column that says of which table it speaks, and a value for each gap."""

    inherit_cache = True
    type = Boolean()


@compiles(Ready)
def _rendered(element: Ready, compiler: SQLCompiler, **options: Any) -> str:
    """Return the text with the values as the database wants them."""
    text, _table, *values = element.clauses
    filled = [compiler.process(value, **options) for value in values]
    pieces = str(text.name).split(GAP)
    return "".join(piece + value for piece, value in zip(pieces, [*filled, ""], strict=True))


def ready(table: Table, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the same condition on the rows of a table, as text with its values."""
    whole: Select[Any] = select(literal_column("1")).select_from(table).where(condition)
    compiled = whole.compile(dialect=NAMED)
    text = str(compiled).partition("\nWHERE ")[2]
    values = [compiled.binds[one[1] or one[2]] for one in VALUE.finditer(text)]
    gapped = VALUE.sub(GAP, text)
    return Ready(literal_column(f"({gapped})"), next(iter(table.columns)), *values)
