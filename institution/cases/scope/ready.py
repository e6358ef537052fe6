"""Conditions whose text is known already.

SQLAlchemy recognises a query by walking through all of its parts. The condition of the policy is
larger than most queries around it, so it is turned into text once, and filled for each person and
day.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Select,
    Table,
    literal,
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


class Told(NamedTuple):
    """A condition on the rows of a table, as text with gaps."""

    table: Table
    text: str
    values: tuple[BindParameter[Any], ...]
    """What belongs in the gaps; some are named and wait for their value."""

    def filled(self, named: Mapping[str, Any]) -> ColumnElement[bool]:
        """Return the condition with a value for each name."""
        column: ColumnElement[Any] = next(iter(self.table.columns))
        values = (
            literal(named[one.key], one.type) if one.key in named else one for one in self.values
        )
        return Ready(literal_column(self.text), column, *values)


def told(table: Table, condition: ColumnElement[bool]) -> Told:
    """Return a condition on the rows of a table as text."""
    whole: Select[Any] = select(literal_column("1")).select_from(table).where(condition)
    compiled = whole.compile(dialect=NAMED)
    text = str(compiled).partition("\nWHERE ")[2]
    values = tuple(compiled.binds[one[1] or one[2]] for one in VALUE.finditer(text))
    return Told(table, f"({VALUE.sub(GAP, text)})", values)
