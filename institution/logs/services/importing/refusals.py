"""What is wrong with a file or a row. Whoever runs an import reads it, on the command line."""

from collections.abc import Sequence
from typing import NamedTuple

from institution.access.errors import RefusedError


class FileError(RefusedError):
    """The file as a whole cannot be read; its text says why and what to do."""


class CellError(Exception):
    """A cell cannot be read; its text says why. Never quotes what someone wrote."""


class Refusal(NamedTuple):
    """A row that cannot be kept."""

    line: int
    """In the file, from 1; the header is line 1."""
    field: str
    """Name of the column, or empty where the row as a whole is refused."""
    reason: str


class RowsRefusedError(RefusedError):
    """Some rows cannot be kept, so none was."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__()
        self.refusals = sorted(refusals)
