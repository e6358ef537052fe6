"""A question of a form as a field of a page."""

from typing import Any, NamedTuple

from wtforms import Field as FormField
from wtforms.validators import Optional

from institution.content.foster_forms import NOT_ASSESSED, Field, FormScale, FosterForms
from institution.content.words import Words
from institution.fostercare.services.questions import Question
from institution.web.fields import (
    DayField,
    LevelField,
    LevelWords,
    NumberField,
    OneOf,
    SeveralOf,
    text,
    words_of,
)

LONGEST, ONE_LINE = 4000, 200
LEVELS = ("1", "2", "3", "4", "5")


class Asking(NamedTuple):
    """What decides how the questions of a form are asked."""

    forms: FosterForms
    language: str
    age: int | None
    """Of the child; None where a form is about a family."""


def field_of(question: Question, asking: Asking) -> FormField:
    """Return the field of a question."""
    one, language = question.field, asking.language
    label = _label(question, asking)
    match one.kind:
        case "choice":
            return OneOf(label, choices=words_of(one.options, language), validators=[Optional()])
        case "checklist":
            return SeveralOf(label, choices=_listed(question, asking), validators=[Optional()])
        case "scale":
            return _scale(one, asking, label)
        case "date":
            return DayField(label, validators=[Optional()])
        case "number":
            least, most = one.limits
            return NumberField(label, (least, most), 0.5 if most > 99 else 1)
    limit = LONGEST if one.kind == "text" else ONE_LINE
    return text(label, limit, Optional())


def _label(question: Question, asking: Asking) -> str:
    """Return the words of a question; where it is asked for each area, with the area."""
    name = question.field.name.in_(asking.language)
    if not question.field.by_domain:
        return name
    return f"{asking.forms.domain_name(question.domain).in_(asking.language)}: {name.lower()}"


def _listed(question: Question, asking: Asking) -> dict[str, str]:
    """Return the options of a list; the items of its area, where it takes those."""
    if not question.field.takes_items:
        return words_of(question.field.options, asking.language)
    items = asking.forms.domain(question.domain).items
    return {item.key: item.name.in_(asking.language) for item in items}


def _scale(one: Field, asking: Asking, label: str) -> FormField:
    """Return a question answered on a scale."""
    scale = asking.forms.scale(one.scale or "")
    if scale.by_age:
        return _by_age(scale, asking)
    choices = {code: words.in_(asking.language) for code, words in scale.answers.items()}
    open_answer = {NOT_ASSESSED: _words(scale.open_answer, asking)} if scale.open_answer else {}
    if tuple(choices) != LEVELS:
        return OneOf(label, choices={**choices, **open_answer}, validators=[Optional()])
    words = LevelWords(
        one.key,
        label,
        scale.question.in_(asking.language),
        {**{code: code for code in LEVELS}, **open_answer},
        {int(code): words for code, words in choices.items()},
        _words(scale.open_note, asking),
        "",
    )
    return LevelField(words, validators=[Optional()])


def _by_age(scale: FormScale, asking: Asking) -> FormField:
    """Return the child's own question: faces, or what an adult notes of a small child."""
    version = scale.for_age(asking.age or 0)
    question = version.question.in_(asking.language)
    if not version.answers:
        return text(question, LONGEST, Optional())
    choices = {code: words.in_(asking.language) for code, words in version.answers.items()}
    return OneOf(question, choices=choices, validators=[Optional()])


def _words(words: Words | None, asking: Asking) -> str:
    return words.in_(asking.language) if words else ""


def said(field: FormField) -> Any:
    """Return the answer of a field as it is kept; None where there is none."""
    if isinstance(field, DayField):
        return field.data.isoformat() if field.data else None
    if isinstance(field, NumberField):
        return field.number
    return field.data or None
