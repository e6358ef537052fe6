"""A table with a header: what a CSV and an XLSX file have in common."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from institution.logs.services.importing.refusals import FileError


class Unusable(NamedTuple):
    """A cell that holds something other than a value."""

    reason: str


Cell: TypeAlias = str | Unusable


class NumberedCells(NamedTuple):
    """One row of the file."""

    line: int
    """From 1."""
    cells: Sequence[Cell]


Table: TypeAlias = Sequence[NumberedCells]


@dataclass(frozen=True)
class Sheet:
    """A header and the rows under it that are not empty."""

    header: tuple[str, ...]
    rows: Table


def as_sheet(table: Table) -> Sheet:
    """Return the table with its first row as the header.

    Raises:
        FileError: there is no header, a column has no name or another's, or there are no rows.
    """
    filled = [row for row in table if any(map(_holds_something, row.cells))]
    if not filled:
        raise FileError("the file is empty")
    header = _header(filled[0].cells)
    if not filled[1:]:
        raise FileError("the file has a header and no rows")
    return Sheet(header, filled[1:])


def _holds_something(cell: Cell) -> bool:
    """Tell whether a cell is not empty."""
    return bool(cell.strip()) if isinstance(cell, str) else True


def _header(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the names of the columns."""
    names = [cell.strip() if isinstance(cell, str) else "" for cell in cells]
    while names and not names[-1]:
        names.pop()
    if unnamed := [str(i) for i, name in enumerate(names, 1) if not name]:
        raise FileError(f"the first row must name every column; no name: {', '.join(unnamed)}")
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise FileError(f"the header names a column twice: {', '.join(twice)}")
    if not any(any(character.isalpha() for character in name) for name in names):
        raise FileError("the first row holds no names of columns: a header is needed")
    return tuple(names)
