"""Read the first sheet of an XLSX file as the text its cells show."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from institution.logs.services.importing.refusals import FileError
from institution.logs.services.importing.sheet import Cell, NumberedCells, Table, Unusable

LARGEST_UNPACKED = 1024**3
NOT_XLSX = "this is not an XLSX file, or it is cut off; save it again in the spreadsheet program"


def read_xlsx(content: bytes) -> Table:
    """Return the rows of the first sheet.

    Raises:
        FileError: not an XLSX file, or a damaged one.
    """
    _check_archive(content)
    try:
        rows = list(_rows(content))
    except FileError:
        raise
    except Exception as error:
        # A damaged workbook makes its reader fail in many ways; none of them is ours to tell apart.
        raise FileError(NOT_XLSX) from error
    width = max((len(row.cells) for row in rows), default=0)
    return [NumberedCells(line, [*cells, *[""] * (width - len(cells))]) for line, cells in rows]


def _check_archive(content: bytes) -> None:
    """Refuse what is no archive, or one that would unpack without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        raise FileError(NOT_XLSX) from None
    if size > LARGEST_UNPACKED:
        raise FileError("the workbook is too large once unpacked; divide it")


def _rows(content: bytes) -> Iterator[NumberedCells]:
    """Yield the rows of the first sheet."""
    import openpyxl  # only here: it takes long to load

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), 1):
            yield NumberedCells(number, [_cell(cell) for cell in cells])
    finally:
        book.close()


def _cell(cell: Any) -> Cell:
    """Return what a cell says."""
    if cell.data_type == "f":
        return Unusable("holds a formula; paste its value instead")
    if cell.data_type == "e":
        return Unusable("holds an error of the spreadsheet")
    return _text(cell.value)


def _text(value: Any) -> str:
    """Return a value as text: whole numbers without a fraction, days and moments as ISO."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value)
