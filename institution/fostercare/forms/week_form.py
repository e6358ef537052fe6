"""The form of a week: the same class checks the page and what a tablet sends later."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, Optional

from institution.content.krith import OwnQuestion, WeeklyLog, WeekText, krith
from institution.content.words import Words
from institution.db.base import new_id
from institution.fostercare.services import WeekDraft
from institution.web.fields import (
    NOT_SEEN,
    LevelField,
    LevelWords,
    OneOf,
    SeveralOf,
    text,
    words_of,
)
from institution.web.forms import Form

LEVEL, OWN = "level_", "own_"
NOT_SEEN_WORDS = Words("Ikke set i denne uge", "Not seen this week")
REASON, REASON_LIMIT = "reason", 500


class WeekForm(Form):
    """What is asked about one child in one week; `week_form` adds the questions."""

    asks_own: ClassVar[bool]
    """Whether the family is asked about itself."""
    id = HiddenField()
    week = HiddenField()
    """The Monday, for a tablet that keeps the form."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if _uuid(self["id"].data) is None:
            self["id"].data = str(new_id())

    @property
    def levels(self) -> list[LevelField]:
        """Return the questions about the child's week."""
        return [one for one in self if isinstance(one, LevelField) and one.name.startswith(LEVEL)]

    @property
    def own(self) -> list[Field]:
        """Return the questions about the family itself."""
        return [one for one in self if one.name.startswith(OWN)]

    @property
    def texts(self) -> list[Field]:
        """Return what is written."""
        return [one for one in self if one.name in {t.key for t in krith.newest().texts}]

    def draft(self, week: date, written_at: datetime, corrects_id: UUID | None = None) -> WeekDraft:
        """Return what the valid form says, as the service wants it."""
        return WeekDraft(
            id=_uuid(self["id"].data) or new_id(),
            week=week,
            written_at=written_at,
            levels={one.key: one.level for one in self.levels if one.data},
            good_moment=self["good_moment"].data or "",
            hard_moment=self["hard_moment"].data,
            child_words=self["child_words"].data,
            corrects_id=corrects_id,
            correction_reason=self[REASON].data if corrects_id else None,
            own={one.name.removeprefix(OWN): _said(one) for one in self.own if one.data},
        )


@lru_cache(maxsize=64)
def week_form(language: str, *, asks_own: bool, correction: bool = False) -> type[WeekForm]:
    """Return the class of the form, made once for each way of asking."""
    fields = dict(_fields(krith.newest(), language, asks_own, correction))
    return type("AskedWeekForm", (WeekForm,), {**fields, "asks_own": asks_own})


def _fields(
    content: WeeklyLog, language: str, asks_own: bool, correction: bool
) -> Iterator[tuple[str, Field]]:
    """Give every question in the order of the page."""
    if correction:
        told = InputRequired(_l("Write why you correct it"))
        yield REASON, text(_l("Why do you correct it?"), REASON_LIMIT, told)
    for item in content.items:
        name = content.area(item.area).name.in_(language)
        anchors = {level: words.in_(language) for level, words in item.anchors.items()}
        words = LevelWords(
            item.key,
            name,
            item.question.in_(language),
            {**{str(level): str(level) for level in anchors}, NOT_SEEN: _not_seen(language)},
            anchors,
            item.rates.in_(language) if item.rates else "",
            "",
        )
        told = InputRequired(_l("Choose a level, or 'Not seen'"))
        yield LEVEL + item.key, LevelField(words, validators=[told])
    for one in content.texts:
        yield one.key, _text(one, language)
    for question in content.own if asks_own else ():
        yield OWN + question.key, _own(question, language)


def _not_seen(language: str) -> str:
    return NOT_SEEN_WORDS.in_(language)


def _text(one: WeekText, language: str) -> Field:
    told = _l("Write a good moment; a small one will do")
    rule = InputRequired(told) if one.required else Optional()
    about = one.prompt.in_(language)
    return text(one.name.in_(language), one.limit, rule, description=about)


def _own(question: OwnQuestion, language: str) -> Field:
    """Return a question about the family itself; energy is a level too, asked in words."""
    label = question.question.in_(language)
    rule = InputRequired(_l("Choose an answer")) if question.required else Optional()
    if question.anchors is not None:
        levels = sorted(question.anchors, reverse=True)
        choices = {str(level): question.anchors[level].in_(language) for level in levels}
        return OneOf(label, choices=choices, validators=[rule])
    kind = SeveralOf if question.several else OneOf
    return kind(label, choices=words_of(question.options, language), validators=[rule])


def _said(field: Field) -> Any:
    """Return a level as a number; codes as they are."""
    said = field.data
    return int(said) if isinstance(said, str) and said.isdigit() else said


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None
