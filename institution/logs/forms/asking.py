"""Make the form of a shift out of the content: what is asked, in which words, and when."""

from collections.abc import Iterator
from functools import lru_cache

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import Optional

from institution.content.daily_log import Shift, SingleChip, daily_log
from institution.logs.forms.child_questions import child_fields
from institution.logs.forms.chip_questions import chip_fields
from institution.logs.forms.fields import GoalsField, level_words
from institution.logs.forms.needed import Needed, NeededHere, NeededHereAfter
from institution.logs.forms.shift_form import AT_SCHOOL, SCHOOL, Asked, ShiftForm
from institution.web.fields import LevelField, OneOf, text, words_of

Named = Iterator[tuple[str, Field]]


@lru_cache
def form_class(asked: Asked) -> type[ShiftForm]:
    """Return the class of the form, made once for each kind of asking."""
    own = {**dict(_fields(asked)), "asked": asked, "bound": {}}
    return type("AskedShiftForm", (ShiftForm,), own)


def _fields(asked: Asked) -> Named:
    """Give every question in the order of the page."""
    shift = daily_log().shift(asked.shift)
    yield "id", HiddenField()
    yield "next", HiddenField()
    if asked.correction:
        yield "correction_reason", _reason()
    yield from _here(asked)
    yield from _required_chips(shift, asked, single=True)
    if asked.rated:
        yield from _levels(shift, asked)
    if asked.version is not None:
        yield from child_fields(asked)
    yield from _required_chips(shift, asked, single=False)
    for key in shift.optional_chips if asked.whole else ():
        yield from chip_fields(daily_log().chip(key), asked, needed=False)
    yield from _words(shift, asked)


def _required_chips(shift: Shift, asked: Asked, *, single: bool) -> Named:
    """Give the chips a shift always asks: the single ones stand before the levels."""
    for key in shift.required_chips if asked.whole else ():
        chip = daily_log().chip(key)
        if isinstance(chip, SingleChip) == single:
            needed = asked.rated and not (single and asked.weekend)
            yield from chip_fields(chip, asked, needed=needed)


def _reason() -> Field:
    """Return why a log is corrected."""
    return text(
        _l("Why do you correct it?"),
        daily_log().length_limits["correction_reason"],
        Needed(_l("Write why you correct it")),
        description=_l("What was written before stays readable, with your reason beside it"),
    )


def _here(asked: Asked) -> Named:
    """Give where the child was, and how long the writer was with it."""
    content = daily_log()
    yield (
        "presence",
        OneOf(
            _l("Where was the child?"),
            choices=words_of(content.presence, asked.language),
            validators=[Needed(_l("Choose where the child was"))],
        ),
    )
    if asked.whole:
        needed = NeededHere(_l("Choose how long you were with the child"))
        yield (
            "contact_time",
            OneOf(
                content.contact_time.question.in_(asked.language),
                choices=words_of(content.contact_time.options, asked.language),
                validators=[needed if asked.rated else Optional()],
            ),
        )


def _levels(shift: Shift, asked: Asked) -> Named:
    """Give the dimensions, the required ones first."""
    content = daily_log()
    told = _l("Choose a level, or 'Not seen'")
    for key in shift.dimensions:
        dimension = content.dimension(key)
        needed: Needed = NeededHere(told)
        if dimension.only_on == "school_days" and "school_attendance" in shift.chips:
            needed = NeededHereAfter(told, SCHOOL, AT_SCHOOL)
        wanted = key in shift.required_dimensions
        validators = [needed] if wanted else [Optional()]
        words = level_words(dimension, asked.language, content.scale.not_observed)
        yield f"level_{key}", LevelField(words, validators=validators)


def _words(shift: Shift, asked: Asked) -> Named:
    """Give what is written in words: the good moment, the note, and what is handed over."""
    content, language = daily_log(), asked.language
    if "good_moment" in shift.texts:
        field = content.text_field("good_moment")
        wanted = "good_moment" in shift.required_text and asked.rated
        told = _l("Write a good moment; a small one will do")
        yield (
            "good_moment",
            text(
                field.name.in_(language),
                field.max_characters,
                NeededHere(told) if wanted else Optional(),
                description=field.prompt.in_(language) if field.prompt else "",
            ),
        )
    note = content.text_field("note")
    yield (
        "note",
        text(
            note.name.in_(language),
            note.max_characters,
            Optional(),
            description=note.prompt.in_(language) if note.prompt else "",
        ),
    )
    sources = words_of(note.sources, language)
    yield "note_source", OneOf(_l("How do you know?"), choices=sources, validators=[Optional()])
    yield "goals", GoalsField(_l("Is it about a goal?"), choices={}, validators=[Optional()])
    yield from _handover(shift, asked)


def _handover(shift: Shift, asked: Asked) -> Named:
    """Give what is handed over to the next shift."""
    field, language = daily_log().text_field("handover"), asked.language
    wanted = "handover" in shift.required_text and asked.rated
    told = _l("Choose how much support you expect")
    for part in field.parts:
        label = part.name.in_(language)
        if part.options:
            rule = NeededHere(told) if wanted else Optional()
            choices = words_of(part.options, language)
            yield part.key, OneOf(label, choices=choices, validators=[rule])
        else:
            yield f"handover_{part.key}", text(label, field.max_characters, Optional())
