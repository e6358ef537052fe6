"""A report as one document of plain values: what is read, printed, exported and signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Child, Home, Municipality
from institution.content.status_report import StatusReport, status_report
from institution.reports.models import Report
from institution.reports.services import reading
from institution.reports.services.bodies import read_body, source_words
from institution.reports.services.gathering.telling import told_day
from institution.reports.services.writing import NewVersion, as_written

FORMAT = 1
Document = dict[str, Any]
NOTHING = NewVersion(0, {})


@dataclass(frozen=True)
class About:
    """Whose report it is, and which place and authority it goes between."""

    child: Child
    home: Home
    municipality: Municipality


def compose(work: Work, report: Report, signer_id: UUID | None = None) -> Document:
    """Return the newest draft with what people wrote; what the writer took out is not in it.

    Args:
        work: of the reader, or of who signs.
        report: with its parts.
        signer_id: who signs it now; None: it is still a draft.
    """
    content, draft = status_report(), report.drafts[-1]
    newest = reading.newest_version(report)
    written = as_written(newest) if newest else NOTHING
    language, about = draft.language, _about(work, report)
    people = names(work, [one.author_id for one in report.versions] + [signer_id])
    sections = [_section(one, written, content, language) for one in read_body(draft.body)]
    return {
        "format": FORMAT,
        "content_version": content.version,
        "language": language,
        "title": content.title.in_(language),
        "child": {"name": about.child.name, "reference": about.child.reference},
        "home": about.home.name,
        "period": {"first": draft.first.isoformat(), "last": draft.last.isoformat()},
        "facts": _facts(report, about, people, content),
        "sections": [one for one in sections if one["told"] or one["written"]],
        "left_out": _left_out(written, content, language),
        "signed": _signed(work, people.get(signer_id, ""), about.home, language)
        if signer_id
        else None,
        "code": "",
    }


def moment_words(moment: datetime, zone: str, language: str) -> str:
    """Return a moment in words, on the clock of a place."""
    there = moment.astimezone(ZoneInfo(zone))
    pattern = "d MMMM y, HH:mm" if language == "en" else "d. MMMM y 'kl.' HH.mm"
    return str(format_datetime(there, pattern, locale=language))


def _about(work: Work, report: Report) -> About:
    """Read whose report it is."""
    permission = Permission.REPORT_READ
    child = work.session.scalars(
        scope.children(work, permission).where(Child.id == report.child_id)
    ).one()
    home = work.session.scalars(select(Home).where(Home.id == report.home_id)).one()
    municipality = work.session.scalars(
        select(Municipality).where(Municipality.id == report.municipality_id)
    ).one()
    return About(child, home, municipality)


def _facts(
    report: Report, about: About, people: Mapping[UUID, str], content: StatusReport
) -> list[list[str]]:
    """Return the head of the report: pairs of a name and what it is."""
    draft = report.drafts[-1]
    language = draft.language
    first, last = told_day(draft.first, language), told_day(draft.last, language)
    writers = dict.fromkeys(people.get(one.author_id, "") for one in report.versions)
    said = {
        "child": about.child.name,
        "born": told_day(about.child.born, language),
        "reference": about.child.reference,
        "home": about.home.name,
        "municipality": about.municipality.name,
        "period": content.phrases["period"].inside(language, first=first, last=last),
        "writers": ", ".join(filter(None, writers)),
    }
    return [[content.printed[key].inside(language), told] for key, told in said.items() if told]


def _section(
    section: dict[str, Any], written: NewVersion, content: StatusReport, language: str
) -> dict[str, Any]:
    """Return a section of the document."""
    kept = [one for one in section["told"] if one["id"] not in written.left_out]
    told = [one | {"source": source_words(one["sources"], language)} for one in kept]
    answers = [
        {"key": one.key, "question": one.question.in_(language), "text": written.texts[one.key]}
        for one in content.written
        if one.section == section["key"] and written.texts.get(one.key)
    ]
    if section["key"] == "comment" and written.childs_part:
        how = content.childs_part_of(written.childs_part).name.in_(language)
        answers.append({"key": "comment", "question": how, "text": written.comment or ""})
    table = section["table"] if told else None
    return section | {"told": told, "written": answers, "table": table}


def _left_out(written: NewVersion, content: StatusReport, language: str) -> str:
    """Tell how many sentences of the draft were taken out; empty where none was."""
    n = len(written.left_out)
    return content.printed["left_out"].inside(language, n=n) if n else ""


def _signed(work: Work, who: str, home: Home, language: str) -> dict[str, str]:
    """Return who signs, and when."""
    when = moment_words(work.now, home.time_zone, language)
    told = status_report().printed["signed"].inside(language, who=who, when=when)
    return {"who": who, "at": work.now.isoformat(), "told": told}
