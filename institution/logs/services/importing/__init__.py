"""Bring in logs that were written elsewhere: read a file, say what is wrong with it, keep it."""

from institution.logs.services.importing.columns import Layout, Request, Scale
from institution.logs.services.importing.keeping import Imported, keep
from institution.logs.services.importing.refusals import FileError, Refusal, RowsRefusedError
from institution.logs.services.importing.rows import Row, Rows, read_rows
from institution.logs.services.importing.sheets import Sheet, open_sheet
from institution.logs.services.importing.trying import NotForTryingError, TryOut, set_up

__all__ = [
    "FileError",
    "Imported",
    "Layout",
    "NotForTryingError",
    "Refusal",
    "Request",
    "Row",
    "Rows",
    "RowsRefusedError",
    "Scale",
    "Sheet",
    "TryOut",
    "keep",
    "open_sheet",
    "read_rows",
    "set_up",
]
