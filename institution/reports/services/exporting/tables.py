"""The tables of a copy as rows, and the logs in the format in which logs are imported."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from institution.content.daily_log import daily_log
from institution.reports.services.exporting.records import ChildRecord

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that begins so for a formula."""
Sheet = tuple[Sequence[str], list[list[Any]]]


def sheets(record: ChildRecord) -> dict[str, Sheet]:
    """Return each table that has rows: its columns, and the rows as texts and numbers."""
    found: dict[str, Sheet] = {}
    for name, rows in record.tables.items():
        head = list(dict.fromkeys(key for row in rows for key in row))
        if head:
            found[name] = (head, [[_cell(row.get(key)) for key in head] for row in rows])
    return found


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as CSV in UTF-8; what looks like a formula gets an apostrophe in front."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return file.getvalue().encode()


def logs_csv(record: ChildRecord) -> bytes:
    """Return the logs that stand, in the format in which logs are imported."""
    keys = daily_log().dimension_keys
    head = ["child", "day", "shift", "author", *keys, "good_moment", "note", "written_at"]
    tables = record.tables
    corrected = {log["corrects_id"] for log in tables["shift_logs"]}
    levels: dict[str, dict[str, Any]] = {}
    for rating in tables["ratings"]:
        levels.setdefault(rating["log_id"], {})[rating["dimension"]] = rating["level"]
    rows = [
        [
            record.reference,
            log["day"],
            log["shift"],
            record.user_names.get(log["author_id"]),
            *(levels.get(log["id"], {}).get(key) for key in keys),
            log["good_moment"],
            log["note"],
            log["written_at"],
        ]
        for log in tables["shift_logs"]
        if log["id"] not in corrected
    ]
    return as_csv(head, rows)


def _cell(value: Any) -> Any:
    """Return a value that fits in a cell."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, bool) else value


def _harmless(cell: Any) -> Any:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
