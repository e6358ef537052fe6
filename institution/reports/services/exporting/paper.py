"""A copy as PDF/A, for those who read paper: every entry with everything that is in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from institution.content.daily_log import daily_log
from institution.content.status_report import status_report
from institution.reports import pdf
from institution.reports.services.exporting.access import LookUp
from institution.reports.services.exporting.records import ChildRecord, Row
from institution.reports.services.exporting.wording import Wording, plain
from institution.reports.services.gathering.telling import told_day

LEFT_OUT = frozenset(
    {"report_drafts", "report_signatures", "report_versions", "ratings", "handover_lines"}
)
"""Tables whose rows are printed inside those they belong to, or as papers of their own."""
INSIDE = {"ratings": ("dimension", "level"), "handover_lines": ("part", "text")}
HEADS = ("day", "raised_at", "written_at", "begins", "begins_on", "starts_on", "at", "begun_at")


def as_paper(record: ChildRecord, language: str, made: datetime) -> bytes:
    """Return a whole record as PDF."""
    wording = Wording(language)
    parts, titles = _parts(record, language), status_report().record_parts
    sections = [
        {
            "title": titles[name].in_(language) if name in titles else plain(name),
            "entries": [_entry(wording, name, row, parts.get(row["id"], [])) for row in rows],
        }
        for name, rows in record.tables.items()
        if rows and name not in LEFT_OUT
    ]
    return _paper(f"{_title(language)} {record.reference}", sections, language, made)


def look_ups_paper(looks: Sequence[LookUp], language: str, made: datetime) -> bytes:
    """Return who looked as PDF."""
    days: dict[str, list[list[str]]] = {}
    for one in looks:
        days.setdefault(f"{one.at:%Y-%m-%d}", []).append([f"{one.at:%H:%M}", one.purpose])
    entries = [{"head": day, "pairs": pairs} for day, pairs in days.items()]
    title = status_report().printed["look_ups"].inside(language)
    return _paper(title, [{"title": title, "entries": entries}], language, made)


def _paper(title: str, sections: list[dict[str, Any]], language: str, made: datetime) -> bytes:
    """Return sections of entries as PDF."""
    stamp = status_report().printed["copied"].inside(language, when=f"{made:%Y-%m-%d %H:%M} UTC")
    document = {"title": title, "language": language, "stamp": stamp, "sections": sections}
    return pdf.record(document, made)


def _title(language: str) -> str:
    """Return what the paper is called."""
    return status_report().printed["record"].inside(language)


def _parts(record: ChildRecord, language: str) -> dict[str, list[tuple[str, str]]]:
    """Return what belongs to a log, by its id: levels by dimension, lines by part."""
    found: dict[str, list[tuple[str, str]]] = {}
    names = {one.key: one.name.in_(language) for one in daily_log().dimensions}
    handover = daily_log().text_field("handover")
    names |= {one.key: one.name.in_(language) for one in handover.parts}
    for table, (name, value) in INSIDE.items():
        for row in record.tables.get(table, []):
            if row[value] is not None:
                said = names.get(row[name]) or str(row[name]), str(row[value])
                found.setdefault(row["log_id"], []).append(said)
    return found


def _entry(
    wording: Wording, table: str, row: Row, parts: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return a row of a table as it is printed."""
    head = next((str(row[key]) for key in HEADS if row.get(key)), row["id"])
    return {"head": _day_of(head, wording.language), "pairs": [*wording.told(table, row), *parts]}


def _day_of(head: str, language: str) -> str:
    """Return the day of a moment or a day in words; anything else as it is."""
    try:
        return told_day(datetime.fromisoformat(head).date(), language)
    except ValueError:
        return head
