"""From a document of plain values to the bytes of a PDF."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from institution.content.status_report import status_report
from institution.reports.pdf.letters import drawable
from institution.reports.pdf.pictures import for_paper

FOLDER = Path(__file__).resolve().parent
FONTS = Path(__file__).resolve().parents[3] / "static" / "vendor" / "dejavu-fonts-2.37"


def report(document: Mapping[str, Any]) -> bytes:
    """Return a status report as PDF.

    Raises:
        typst.TypstError: the document cannot be drawn so that everyone can read it.
    """
    language, printed = document["language"], status_report().printed
    signed = document["signed"]
    said = {
        "stamp": signed["told"] if signed else printed["draft"].inside(language),
        "about": printed["about"].inside(language) if signed else "",
        "code_words": printed["code"].inside(language, code=document["code"]) if signed else "",
        "page_words": _page_words(language),
    }
    made = datetime.fromisoformat(signed["at"]) if signed else None
    return _drawn("report.typ", {**document, **said}, made)


def record(document: Mapping[str, Any], made: datetime) -> bytes:
    """Return a child's whole record as PDF.

    Args:
        document: title, language, stamp, and sections of entries: each a head and pairs of texts.
        made: when the copy was made.
    """
    said = {"page_words": _page_words(document["language"])}
    return _drawn("record.typ", {**document, **said}, made)


def sheet(document: Mapping[str, Any], made: datetime) -> bytes:
    """Return a sheet to take along as PDF.

    Args:
        document: title, language, stamp, words above the room to write, and sections: each a title,
            lines (pairs of a label, perhaps empty, and a text) and pictures told in words.
        made: when it was made.
    """
    said = {"page_words": _page_words(document["language"])}
    return _drawn("sheet.typ", {**document, **said}, made)


def _page_words(language: str) -> str:
    """Return the words of the page number, with `{page}` and `{pages}` still in them."""
    return status_report().printed["page"].inside(language, page="{page}", pages="{pages}")


def _drawn(template: str, document: Mapping[str, Any], made: datetime | None) -> bytes:
    """Draw a document with a template."""
    made = (made or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC)
    data = drawable({**document, "made": [made.year, made.month, made.day]})
    for section in data["sections"]:
        for told in section.get("told", []):
            if told["figure"]:
                told["figure"]["svg"] = for_paper(told["figure"]["svg"])
    return typst.compile(
        str(FOLDER / template),
        root=str(FOLDER),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(made.timestamp()),
    )


@lru_cache
def _fonts() -> typst.Fonts:
    """Return the fonts of the papers, and no others: the same look on every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
