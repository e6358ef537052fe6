"""Read CSV: UTF-8, with commas, semicolons or tabs, whichever the header uses."""

import codecs
import csv
import io
from collections.abc import Iterator

from institution.logs.services.importing.refusals import FileError
from institution.logs.services.importing.sheet import NumberedCells, Table

SAVE_AS = "save it as 'CSV UTF-8'"
SEPARATORS = ",;\t"
LARGEST_CELL = 131_072


def read_csv(content: bytes) -> Table:
    """Return the rows, each with the line on which it begins.

    Raises:
        FileError: another encoding, or a row that does not end.
    """
    return list(_rows(_decoded(content)))


def _decoded(content: bytes) -> str:
    """Return the text of the file."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _has_wide(content):
        raise FileError(f"the file is not UTF-8 but looks like UTF-16; {SAVE_AS}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(
            f"line {line}: the file is not UTF-8; it may be Latin-1 (Windows-1252); {SAVE_AS}"
        ) from None


def _has_wide(content: bytes) -> bool:
    """Tell whether every other byte or so is zero, as in Latin letters of two bytes each."""
    start = content[:4096]
    return start.count(0) * 4 > len(start)


def _rows(text: str) -> Iterator[NumberedCells]:
    """Yield the rows."""
    csv.field_size_limit(LARGEST_CELL)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_separator(text), strict=True)
    line = 1
    try:
        for cells in reader:
            yield NumberedCells(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileError(f"line {line}: {_worded(str(error))}") from None


def _separator(text: str) -> str:
    """Return what stands between the names of the header most often."""
    header = text.lstrip("\r\n").split("\n", 1)[0]
    return max(SEPARATORS, key=header.count)


def _worded(error: str) -> str:
    """Say what a reader's error means."""
    if "unexpected end" in error:
        return 'a quotation mark (") is never closed: the file may be cut off'
    if "field larger" in error:
        return f"a cell is longer than {LARGEST_CELL} characters: a quotation mark may be missing"
    return f"this is not CSV ({error})"
