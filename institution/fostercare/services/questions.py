"""A form laid out: every question it asks, once for each item, area, thing or row."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from institution.content.foster_forms import NOT_ASSESSED, Field, Form, FosterForms, Section
from institution.content.words import Words

APART = "__"
"""Between section, entry and field in the name of a question."""
WRITTEN = frozenset({"text", "person", "file", "signature"})
"""Kinds whose answers are written words, and are sealed."""
SIGNS = "foster_coordinator"
"""Who signs by the act of signing; others sign what is locked."""
MOST_ROWS = 20

Answers = Mapping[str, Any]
"""Question to answer: a code, a list of codes, a number, a day as ISO text, or words."""


class Question(NamedTuple):
    """One thing to answer."""

    path: str
    field: Field
    section: str
    entry: str
    """Empty where the section is asked once."""
    domain: str
    """Key of the area it is about; empty where it is about none."""


class Entry(NamedTuple):
    """The questions about one item, area, thing or row."""

    key: str
    title: Words | None
    help: Words | None
    questions: tuple[Question, ...]


class Part(NamedTuple):
    """A section laid out."""

    section: Section
    entries: tuple[Entry, ...]


def laid_out(forms: FosterForms, form: Form, rows: Mapping[str, int]) -> tuple[Part, ...]:
    """Return the sections of a form with all their questions.

    Args:
        forms: the edition.
        form: one of its forms.
        rows: how many rows the sections with rows have; one where nothing is said.
    """
    return tuple(
        Part(section, tuple(_entries(forms, section, rows.get(section.key, 1))))
        for section in form.sections
    )


def questions(parts: tuple[Part, ...]) -> Iterator[Question]:
    """Give every question in the order of the page."""
    for part in parts:
        for entry in part.entries:
            yield from entry.questions


def rows_of(form: Form, answers: Answers) -> dict[str, int]:
    """Return how many rows are answered in each section that has rows; at least one."""
    found = {section.key: 1 for section in form.sections if section.rows}
    for path in answers:
        section, entry, *_ = [*path.split(APART), ""]
        if section in found and entry.isdigit():
            found[section] = max(found[section], min(int(entry), MOST_ROWS))
    return found


def _entries(forms: FosterForms, section: Section, rows: int) -> Iterator[Entry]:
    """Give the entries of a section."""
    if section.items:
        yield from _of_items(forms, section)
    elif section.domains:
        for one in forms.domains:
            asked = _asked(forms, section, one.key, one.key)
            yield Entry(one.key, forms.domain_name(one.key), None, asked)
    elif section.each:
        for thing in section.each:
            yield Entry(thing.key, thing.name, None, _asked(forms, section, thing.key, ""))
    else:
        keys = [str(number) for number in range(1, rows + 1)] if section.rows else [""]
        for key in keys:
            yield Entry(key, None, None, _asked(forms, section, key, ""))


def _of_items(forms: FosterForms, section: Section) -> Iterator[Entry]:
    """Give an entry for each item the section asks about."""
    of = {item.key: one.key for one in forms.domains for item in one.items}
    for key in section.items:
        item = forms.item(key)
        yield Entry(key, item.name, item.look_for, _asked(forms, section, key, of[key]))


def _asked(forms: FosterForms, section: Section, entry: str, domain: str) -> tuple[Question, ...]:
    """Return the questions of one entry; some fields are asked once for each area."""
    found = []
    for field in section.fields:
        if field.kind == "signature":
            continue
        path = APART.join(part for part in (section.key, entry, field.key) if part)
        if field.by_domain:
            found += [
                Question(f"{path}{APART}{one.key}", field, section.key, entry, one.key)
                for one in forms.domains
            ]
        else:
            found.append(Question(path, field, section.key, entry, domain))
    return tuple(found)


def missing(parts: tuple[Part, ...], answers: Answers) -> list[Question]:
    """Return what must be answered before a sheet is signed, and is not.

    A row of which nothing is answered is no row.
    """
    every = list(questions(parts))
    return [
        question
        for part in parts
        for entry in part.entries
        if not (part.section.rows and not any(one.path in answers for one in entry.questions))
        for question in entry.questions
        if question.field.required
        and not question.field.filled_by
        and question.path not in answers
        and is_asked(question, every, answers)
    ]


def is_asked(question: Question, every: list[Question], answers: Answers) -> bool:
    """Tell whether a question is asked after the other answers: those beside it count first."""
    condition = question.field.condition
    if condition is None:
        return True
    same = [one for one in every if one.field.key == condition.field]
    beside = [one for one in same if (one.section, one.entry) == (question.section, question.entry)]
    said = [answers.get(one.path) for one in beside or same]
    codes = frozenset(code for one in said for code in (one if isinstance(one, list) else [one]))
    return condition.holds(frozenset(str(code) for code in codes if code is not None))


def is_open(answer: Any) -> bool:
    """Tell whether a score says that something is not assessed."""
    return bool(answer == NOT_ASSESSED)
