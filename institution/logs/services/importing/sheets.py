"""Open a CSV or XLSX file as a header and rows of cells, or say why it cannot be."""

from pathlib import Path

from institution.logs.services.importing.csv_files import read_csv
from institution.logs.services.importing.refusals import FileError
from institution.logs.services.importing.sheet import Sheet, Table, as_sheet
from institution.logs.services.importing.xlsx_files import read_xlsx

LARGEST_BYTES = 100 * 1024 * 1024
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK"

__all__ = ["Sheet", "open_sheet"]


def open_sheet(file: Path) -> Sheet:
    """Return the table in the file; its ending says of which kind it is.

    Raises:
        FileError: says what is wrong and what to do.
    """
    if file.stat().st_size > LARGEST_BYTES:
        raise FileError(f"the file is larger than {LARGEST_BYTES // 1024**2} MB; divide it")
    content = file.read_bytes()
    if not content.strip():
        raise FileError("the file is empty")
    return as_sheet(_table(file.suffix.lower(), content))


def _table(ending: str, content: bytes) -> Table:
    """Return the rows of the file as they are."""
    if content.startswith(OLD_EXCEL):
        raise FileError("this is an old Excel file; save it as .xlsx or as CSV UTF-8")
    if ending == ".xlsx":
        return read_xlsx(content)
    if ending not in {".csv", ".txt", ".tsv"}:
        raise FileError("the name of the file must end in .csv or .xlsx")
    if content.startswith(ZIP):
        raise FileError("this is a workbook or an archive, not CSV; give it the ending .xlsx")
    return read_csv(content)
