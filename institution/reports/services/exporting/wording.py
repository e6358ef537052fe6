"""The cells of a paper in words: codes as the content words them, moments and lists as one reads.

The files beside the paper keep the codes as they are.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from institution.content.meanings import meaning
from institution.content.status_report import status_report
from institution.reports.services.exporting.records import Row
from institution.reports.services.gathering.telling import told_day

OWN = "status_report/record_codes"
OF_COLUMNS = {
    "action": (f"{OWN}/actions",),
    "area": ("daily_log/plan_areas",),
    "attention": ("daily_log/text_fields",),
    "child_heard": ("plans/child_heard",),
    "child_shares_with": ("daily_log/child_self_report",),
    "childs_part": ("status_report/childs_part",),
    "contact_time": ("daily_log/contact_time",),
    "content": ("plans/contents",),
    "decision": ("plans/decisions",),
    "dimension": ("daily_log/dimensions",),
    "part": ("daily_log/text_fields",),
    "presence": ("daily_log/presence",),
    "record_table": ("status_report/record_parts",),
    "shares_with": ("daily_log/child_self_report",),
    "shift": ("daily_log/shifts",),
    "talk_to": ("voice/talk_to",),
    "voice": ("plans/voices",),
}
SHEETS = ("foster_forms", "worries_strengths", "krith")
OF_TABLES = {
    "agreements": SHEETS,
    "bounds": (f"{OWN}/bounds",),
    "child_sheets": SHEETS,
    "flag_answers": ("flags/answers", "flags/close_reasons"),
    "flags": ("flags/flags", "daily_log/dimensions", "daily_log/child_self_report"),
    "incident_additions": ("incidents/additions", "incidents", "use_of_force"),
    "incidents": ("incidents/types", "incidents/asked", "incidents", "use_of_force"),
    "report_versions": ("status_report/written",),
    "shift_logs": ("daily_log/chips", "daily_log"),
    "voices": (f"{OWN}/voices", "voice"),
    "weekly_logs": ("krith",),
}
INNER = frozenset({"signature"})
"""Columns for the program alone."""
PART = "__"
"""Between the parts of the name of an answer on a sheet."""


class Wording:
    """Words the cells of a paper.

    Args:
        language: `da` or `en`.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def told(self, table: str, row: Row) -> list[tuple[str, str]]:
        """Return what a row says as pairs of names and words, without ids and what is empty."""
        words = status_report().record_words
        pairs = (
            (key, self._cell(value, (*OF_COLUMNS.get(key, ()), *OF_TABLES.get(table, ()))))
            for key, value in row.items()
            if not key.endswith("id") and key not in INNER
        )
        return [
            (words[key].in_(self.language) if key in words else plain(key), text)
            for key, text in pairs
            if text
        ]

    def _cell(self, value: Any, places: tuple[str, ...]) -> str:
        """Return a value in words; empty where it says nothing."""
        if isinstance(value, str) and value.startswith("{"):
            value = _read(value)
        if isinstance(value, dict):
            return "; ".join(self._answers(value, places))
        if isinstance(value, list):
            return ", ".join(filter(None, (self._cell(one, places) for one in value)))
        if isinstance(value, bool):
            return status_report().printed["is_true" if value else "is_false"].inside(self.language)
        if isinstance(value, str):
            return self._word(value, places)
        return "" if value is None else str(value)

    def _answers(self, answers: dict[str, Any], places: tuple[str, ...]) -> Iterator[str]:
        """Give the answers under their questions; what names records by id is left out."""
        for key, value in answers.items():
            told = "" if _names_records(value) else self._cell(value, places)
            if told:
                parts = (self._word(part, places) for part in key.split(PART))
                yield f"{', '.join(parts)}: {told}"

    def _word(self, text: str, places: tuple[str, ...]) -> str:
        """Return a code or a moment in words; any other text as it stands."""
        if "T" in text and (at := _moment(text)):
            return f"{told_day(at.date(), self.language)}, {at:%H:%M} UTC"
        found = meaning(text, self.language, (*places, OWN)) if " " not in text else None
        return found or text


def plain(name: str) -> str:
    """Return the name of a table or a column that has no words of its own."""
    return name.replace("_", " ")


def _read(text: str) -> Any:
    """Return answers that are kept as text; the text itself where it only looks like them."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _moment(text: str) -> datetime | None:
    """Return a moment; None where the text is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _names_records(value: Any) -> bool:
    """Tell whether a value is a list of ids."""
    return isinstance(value, list) and bool(value) and all(_is_id(one) for one in value)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 36 and value.count("-") == 4
