"""A report as a workbook: the sentences with what they rest on, and the numbers of the weeks."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from institution.reports.services.documents import Document

LONGEST_NAME = 31
"""Letters of the name of a sheet."""
WEEK = ("week", "dimension", "middle", "days", "adults")
TOLD = ("section", "text", "quote", "source", "ids")


def workbook(document: Document) -> bytes:
    """Return a document as XLSX."""
    facts = [*document["facts"], ["code", document["code"]]]
    tables = [one["table"] for one in document["sections"] if one["table"]]
    weeks = [[row[key] for key in WEEK] for table in tables for row in table["numbers"]]
    return as_workbook(
        {
            "about": (("what", "value"), facts),
            "sentences": (TOLD, list(_sentences(document))),
            "written": (("section", "question", "text"), list(_written(document))),
            "weeks": (WEEK, weeks),
        }
    )


def as_workbook(sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """Return sheets as XLSX; what people wrote is text, never a formula."""
    book = Workbook(write_only=True)
    for name, (head, rows) in sheets.items():
        sheet = book.create_sheet(name[:LONGEST_NAME])
        sheet.append([_cell(sheet, one) for one in head])
        for row in rows:
            sheet.append([_cell(sheet, one) for one in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; a text stays one, whatever it begins with."""
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell


def _sentences(document: Document) -> Iterable[list[str]]:
    """Give each sentence with the ids of what it rests on."""
    for section in document["sections"]:
        for one in section["told"]:
            ids = " ".join(source["id"] for source in one["sources"])
            yield [section["title"], one["text"], one["quote"], one["source"], ids[:32_000]]


def _written(document: Document) -> Iterable[list[str]]:
    """Give each answer of a person."""
    for section in document["sections"]:
        for one in section["written"]:
            yield [section["title"], one["question"], one["text"]]
