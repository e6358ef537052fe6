"""Drafts as JSON, and back as plain values that pages and papers read."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from institution.content.status_report import status_report
from institution.reports.services.gathering import Section, Told
from institution.reports.services.gathering.telling import Source, told_day

Body = list[dict[str, Any]]
"""Sections with key, title, told and table; each told with id, text, quote, sources, figure."""


def as_body(sections: Sequence[Section]) -> str:
    """Return the sections of a draft as JSON."""
    return json.dumps([_section(one) for one in sections], ensure_ascii=False)


MIXED = "entry"
"""What records of several kinds are called together."""


def read_body(text: str) -> Body:
    """Return the sections of a draft."""
    found: Body = json.loads(text)
    return found


def source_words(sources: Sequence[dict[str, str]], language: str) -> str:
    """Return what a sentence rests on in words; empty where it rests on nothing written."""
    if not sources:
        return ""
    content = status_report()
    kinds = {source["kind"] for source in sources}
    one, many = content.sources[kinds.pop() if len(kinds) == 1 else MIXED]
    days = sorted(source["day"] for source in sources)
    first, last = told_day_of(days[0], language), told_day_of(days[-1], language)
    if len(sources) == 1:
        return content.phrases["source_one"].inside(language, what=one.in_(language), day=first)
    named = {"n": len(sources), "what": many.in_(language), "first": first, "last": last}
    return content.phrases["source_many"].inside(language, **named)


def told_day_of(day: str, language: str) -> str:
    """Return an ISO day in words."""
    return told_day(date.fromisoformat(day), language)


def _section(section: Section) -> dict[str, Any]:
    """Return a section as plain values."""
    return {
        "key": section.key,
        "title": section.title,
        "told": [_told(one) for one in section.told],
        "table": section.table._asdict() if section.table else None,
    }


def _told(told: Told) -> dict[str, Any]:
    """Return a sentence as plain values."""
    return {
        "id": str(told.id),
        "text": told.text,
        "quote": told.quote,
        "sources": [_source(one) for one in told.sources],
        "figure": told.figure._asdict() if told.figure else None,
    }


def _source(source: Source) -> dict[str, str]:
    """Return what a sentence rests on as plain values."""
    return {"kind": source.kind, "id": str(source.id), "day": source.day.isoformat()}
