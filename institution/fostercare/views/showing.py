"""Sheets, profiles and weekly logs as pages show them."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace as Shown
from uuid import UUID

from flask import url_for

from institution.content.foster_forms import foster_forms
from institution.content.krith import krith
from institution.fostercare.models import FamilyWeek, WeekAnswer, WeeklyLog
from institution.fostercare.services.profile import Profile
from institution.fostercare.services.questions import Entry, laid_out, rows_of
from institution.fostercare.services.reading import Seen
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.views.wording import answer_words, form_name, in_reader, state_words

__all__ = [
    "Shown",
    "in_list",
    "own_week_shown",
    "profile_shown",
    "sheet_shown",
    "sheet_url",
    "week_shown",
]


def in_list(sheet: Sheet, url: str, child: str = "") -> Shown:
    """Return a sheet as a line of a list."""
    return Shown(
        url=url,
        name=form_name(sheet.form),
        child=child,
        state=state_words(sheet.state),
        signed=sheet.signed,
        at=sheet.written_at,
    )


def sheet_url(sheet: Sheet) -> str:
    """Return where a sheet is read."""
    return url_for("fostercare.sheet", family_id=sheet.home_id, sheet_id=sheet.id)


def sheet_shown(seen: Seen) -> list[Shown]:
    """Return the sections of a sheet with what is answered in them."""
    sheet = seen.sheet
    rows = rows_of(sheet.content, sheet.answers)
    parts = laid_out(sheet.forms, sheet.content, rows)
    return [
        Shown(
            name=in_reader(part.section.name),
            entries=[found for one in part.entries if (found := _entry(sheet, one)).lines],
        )
        for part in parts
        if part.section.key in seen.sections
    ]


def _entry(sheet: Sheet, entry: Entry) -> Shown:
    lines = []
    for one in entry.questions:
        if one.path in sheet.answers:
            label = in_reader(one.field.name)
            if one.field.by_domain:
                label = f"{in_reader(sheet.forms.domain_name(one.domain))}: {label.lower()}"
            lines.append((label, answer_words(sheet.forms, one, sheet.answers[one.path])))
    return Shown(title=in_reader(entry.title) if entry.title else "", lines=lines)


def profile_shown(known: Sequence[Profile]) -> list[Shown]:
    """Return the five bars over time, each with its items."""
    newest = foster_forms.newest()
    return [
        Shown(
            key=domain.key,
            name=in_reader(newest.domain_name(domain.key)),
            times=[
                Shown(at=one.written_at, bar=bar, version=one.version)
                for one in known
                for bar in one.bars
                if bar.domain == domain.key
            ],
            items=[
                Shown(
                    name=in_reader(item.name),
                    scores=[_mark(one, item.key) for one in known],
                )
                for item in domain.items
            ],
        )
        for domain in newest.domains
    ]


def _mark(profile: Profile, item: str) -> Shown:
    found = [mark for bar in profile.bars for mark in bar.marks if mark.item == item]
    return Shown(score=found[0].score if found else None, before=found[0].before if found else None)


def week_shown(
    log: WeeklyLog, names: Mapping[UUID, str], answers: Sequence[WeekAnswer] = ()
) -> Shown:
    """Return a weekly log with its receipt."""
    content = krith.of(log.content_version)
    return Shown(
        id=log.id,
        week=log.week,
        who=names.get(log.author_id, ""),
        at=log.received_at,
        url=url_for("fostercare.week", child_id=log.child_id, week_id=log.id),
        reason=log.correction_reason,
        levels=[
            Shown(
                name=in_reader(content.area(item.area).name),
                level=log.levels[item.key],
                words=in_reader(item.anchors[log.levels[item.key]]) if log.levels[item.key] else "",
            )
            for item in content.items
            if item.key in log.levels
        ],
        texts=[
            (in_reader(one.name), getattr(log, one.key))
            for one in content.texts
            if getattr(log, one.key)
        ],
        answers=[
            Shown(who=names.get(one.author_id, ""), at=one.answered_at, text=one.led_to or "")
            for one in answers
        ],
    )


def own_week_shown(week: FamilyWeek) -> Shown:
    """Return what the family says about its own week."""
    content = krith.of(week.content_version)
    lines = []
    for question in content.own:
        said = week.answers.get(question.key)
        if said is None:
            continue
        if question.anchors is not None:
            told = in_reader(question.anchors[said])
        else:
            chosen = said if isinstance(said, list) else [said]
            known = {option.key: in_reader(option.name) for option in question.options}
            told = ", ".join(known[code] for code in chosen)
        lines.append((in_reader(question.question), told))
    return Shown(week=week.week, lines=lines)
