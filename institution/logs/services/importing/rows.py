"""Read the rows of a sheet as far as the file alone can tell."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from institution.content.daily_log import daily_log
from institution.logs.models import Shift
from institution.logs.services.importing import cells
from institution.logs.services.importing.columns import TEXTS, Layout, Request, lay_out
from institution.logs.services.importing.refusals import CellError, Refusal
from institution.logs.services.importing.sheet import NumberedCells, Sheet, Unusable


class About(NamedTuple):
    """What a row is about."""

    child: str
    """Reference."""
    day: date
    shift: Shift
    author: str
    """User name in small letters."""
    slot: str
    """Which entry of the shift it is, as the file says it; empty where it does not."""


@dataclass(frozen=True)
class Row:
    """One row that can be read."""

    line: int
    about: About
    occurrence: int
    """How many rows before it say the same of all the above."""
    levels: Mapping[str, int]
    texts: Mapping[str, str]
    """By field; those written."""
    written_at: datetime | None
    """Without a zone: by the clock of the home; None where the file does not say."""


@dataclass
class Rows:
    """All rows of a file, and what is wrong with some."""

    layout: Layout
    rows: list[Row] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    empty: int = 0
    """Rows that neither rate nor tell anything, and are passed over."""


def read_rows(sheet: Sheet, request: Request) -> Rows:
    """Return what the rows say.

    Raises:
        FileError: the columns are not those of the format or the mapping.
    """
    found = Rows(lay_out(sheet.header, request))
    met: Counter[About] = Counter()
    for numbered in sheet.rows:
        _read(numbered, found, met, len(sheet.header))
    return found


def _read(numbered: NumberedCells, found: Rows, met: Counter[About], width: int) -> None:
    """Add the row to the rows, or what is wrong with it to the refusals."""
    refusals = len(found.refusals)
    if _width_differs(numbered, found, width):
        return
    values = _Values(numbered, found)
    levels = {
        key: level for key in daily_log().dimension_keys if (level := values.level(key)) is not None
    }
    texts = {key: text for key in TEXTS if (text := values.of(key, cells.text, key)) is not None}
    about = values.about()
    written_at = values.of("written_at", cells.moment)
    if len(found.refusals) > refusals:
        return
    if not levels and not texts:
        found.empty += 1
        return
    found.rows.append(Row(numbered.line, about, met[about], levels, texts, written_at))
    met[about] += 1


def _width_differs(numbered: NumberedCells, found: Rows, width: int) -> bool:
    """Refuse a row that has other cells than the header names."""
    cells = len(numbered.cells)
    if cells < width or any(numbered.cells[width:]):
        reason = f"has {cells} cells and the header {width}: the row may be cut off"
        found.refusals.append(Refusal(numbered.line, "", reason))
        return True
    return False


class _Values:
    """Reads the cells of one row, and notes what cannot be read."""

    def __init__(self, numbered: NumberedCells, found: Rows) -> None:
        self.line = numbered.line
        self.cells: Sequence[Any] = numbered.cells
        self.layout = found.layout
        self.refusals = found.refusals

    def about(self) -> About:
        """Return what the row is about, with None for what was refused."""
        request = self.layout.request
        return About(
            self._needed("child", None, cells.name),
            self._needed("day", None, cells.day, request.day_zero),
            self._needed("shift", request.shift, cells.shift),
            self._needed("author", request.author, cells.user_name),
            self.of("slot", cells.name) or "",
        )

    def level(self, key: str) -> int | None:
        """Return the level of a dimension; None where it is empty."""
        found: int | None = self.of(key, cells.level, self.layout.scales.get(key))
        return found

    def of(self, field: str, read: Callable[..., Any], *more: Any) -> Any:
        """Return what a cell says; None where it is empty or refused."""
        if field not in self.layout.columns:
            return None
        cell = self.cells[self.layout.columns[field]]
        if isinstance(cell, Unusable):
            return self._refuse(field, cell.reason)
        if not (stripped := cell.strip()):
            return None
        try:
            return read(stripped, *more)
        except CellError as error:
            return self._refuse(field, str(error))

    def _needed(self, field: str, otherwise: Any, read: Callable[..., Any], *more: Any) -> Any:
        """Return what a cell says that must not be empty."""
        before = len(self.refusals)
        value = self.of(field, read, *more)
        if value is None and len(self.refusals) == before:
            if otherwise is None:
                self._refuse(field, "is empty")
            return otherwise
        return value

    def _refuse(self, field: str, reason: str) -> None:
        """Note why the row cannot be kept."""
        column = self.layout.names.get(field, field)
        self.refusals.append(Refusal(self.line, column, reason))
