"""The questions beside the levels, each kind of chip in its own way."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Optional

from institution.content.daily_log import (
    Chip,
    CountExtra,
    GroupChip,
    MultiChip,
    MultiStateChip,
    NumberChip,
    SingleChip,
    SingleExtra,
)
from institution.logs.forms.needed import NeededForOne, NeededHere, NeededHereUnless
from institution.logs.forms.shift_form import Asked
from institution.web.fields import NOT_SEEN, NumberField, OneOf, SeveralOf, words_of

MOST_TIMES = 99

Named = Iterator[tuple[str, Field]]


def chip_fields(chip: Chip, asked: Asked, *, needed: bool) -> Named:
    """Give the questions of one chip."""
    name = f"chip_{chip.key}"
    told = _l("Choose an answer")
    match chip:
        case _ if chip.shown_if is not None:
            return
        case SingleChip():
            rule = NeededHere(told) if needed else Optional()
            yield name, _one(chip, asked, validators=[rule])
        case MultiChip():
            yield name, _several(chip, asked)
        case MultiStateChip():
            yield from _states(chip, asked, needed)
        case NumberChip():
            yield from _number(chip, asked, needed)
        case GroupChip():
            for part in chip.fields:
                make: Any = _several if isinstance(part, MultiChip) else _one
                yield f"{name}__{part.key}", make(part, asked)


def _one(chip: SingleChip, asked: Asked, **options: Any) -> Field:
    """Return a question with one answer."""
    return OneOf(
        chip.name.in_(asked.language),
        description=_about(chip, asked),
        choices=words_of(chip.options, asked.language),
        **{"validators": [Optional()], **options},
    )


def _several(chip: MultiChip, asked: Asked) -> Field:
    """Return a question with any number of answers."""
    return SeveralOf(
        chip.name.in_(asked.language),
        description=_about(chip, asked),
        choices=words_of(chip.options, asked.language),
        validators=[Optional()],
    )


def _states(chip: MultiStateChip, asked: Asked, needed: bool) -> Named:
    """Give a question for each item; where the chip is needed, one of them must be answered."""
    items = chip.items_in(asked.shift)
    names = [f"chip_{chip.key}__{item.key}" for item in items]
    for name, item in zip(names, items, strict=True):
        first = needed and name == names[0]
        rule = NeededForOne(_l("Choose an answer"), names) if first else Optional()
        yield (
            name,
            OneOf(
                item.name.in_(asked.language),
                choices=words_of(chip.states, asked.language),
                validators=[rule],
            ),
        )


def _number(chip: NumberChip, asked: Asked, needed: bool) -> Named:
    """Give a number and what is asked beside it."""
    name = f"chip_{chip.key}"
    told = _l("Write about how many hours; choose 'Not seen' at sleep where nobody knows")
    rule = NeededHereUnless(told, "level_sleep", {NOT_SEEN}) if needed else Optional()
    limits = (chip.minimum, chip.maximum)
    yield name, NumberField(chip.name.in_(asked.language), limits, chip.step, validators=[rule])
    for extra in chip.extras:
        yield f"{name}__{extra.key}", _extra(extra, asked)


def _extra(extra: CountExtra | SingleExtra, asked: Asked) -> Field:
    """Return a question beside a number."""
    label = extra.name.in_(asked.language)
    if isinstance(extra, CountExtra):
        return NumberField(label, (0, MOST_TIMES), 1, validators=[Optional()])
    choices = words_of(extra.options, asked.language)
    return OneOf(label, choices=choices, validators=[Optional()])


def _about(chip: SingleChip | MultiChip, asked: Asked) -> str:
    """Return what helps to answer a chip."""
    about = chip.explanation or chip.caution
    return about.in_(asked.language) if about else ""
