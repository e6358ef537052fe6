"""Refuse answers that the questions do not have. What must be answered is the form's matter."""

from collections.abc import Collection, Mapping
from typing import Any

from institution.content.daily_log import (
    Choice,
    CountExtra,
    GroupChip,
    MultiChip,
    MultiStateChip,
    NumberChip,
    SelfReport,
    SingleChip,
    daily_log,
)
from institution.logs.services.drafts import ChildAnswer, Draft
from institution.logs.services.errors import ReasonMissingError, UnknownAnswerError

NOTE_SOURCE = "note_source"
"""Kept beside the chips: how the writer knows what the note tells."""


def check(draft: Draft) -> None:
    """Refuse a draft with an answer that does not exist.

    Raises:
        UnknownAnswerError: names the question.
        ReasonMissingError: a correction without a reason.
    """
    content = daily_log()
    attention = content.text_field("handover").part("attention")
    _one_of("presence", draft.presence, content.presence)
    _one_of("contact_time", draft.contact_time, content.contact_time.options)
    _one_of("attention", draft.attention, attention.options)
    for dimension, level in draft.levels.items():
        if dimension not in content.dimension_keys:
            raise UnknownAnswerError("dimension", dimension)
        if level is not None and level not in content.scale.levels:
            raise UnknownAnswerError(dimension, level)
    for key, answer in draft.chips.items():
        _check_chip(key, answer)
    if draft.child is not None:
        _check_child(draft.child, content.self_report)
    if draft.corrects_id is not None and not draft.correction_reason:
        raise ReasonMissingError


def _check_chip(key: str, answer: Any) -> None:
    """Refuse an unknown chip, or an answer it does not have."""
    content = daily_log()
    if key == NOTE_SOURCE:
        _one_of(key, answer, content.text_field("note").sources)
        return
    found = {chip.key: chip for chip in content.chips}.get(key)
    if found is None or not _fits(found, answer):
        raise UnknownAnswerError(key, answer)


def _fits(chip: object, answer: Any) -> bool:
    """Tell whether the chip has the answer."""
    match chip:
        case SingleChip():
            return answer in _keys(chip.options)
        case MultiChip():
            return isinstance(answer, list) and set(answer).issubset(_keys(chip.options))
        case MultiStateChip():
            return _maps(answer, _keys(chip.items), _keys(chip.states))
        case NumberChip():
            return _is_number(chip, answer)
        case GroupChip():
            fields = {field.key: field for field in chip.fields}
            return isinstance(answer, Mapping) and all(
                key in fields and _fits(fields[key], value) for key, value in answer.items()
            )
    return False


def _maps(answer: Any, items: Collection[str], states: Collection[str]) -> bool:
    """Tell whether the answer gives items one of the states each."""
    if not isinstance(answer, Mapping):
        return False
    return set(answer) <= set(items) and set(answer.values()) <= set(states)


def _is_number(chip: NumberChip, answer: Any) -> bool:
    """Tell whether the answer is a number within limits, with known extras."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("value"), int | float):
        return False
    extras = {extra.key: extra for extra in chip.extras}
    return chip.minimum <= answer["value"] <= chip.maximum and all(
        key in extras and _fits_extra(extras[key], value)
        for key, value in answer.items()
        if key != "value"
    )


def _fits_extra(extra: object, answer: Any) -> bool:
    """Tell whether the extra question has the answer."""
    if isinstance(extra, CountExtra):
        return isinstance(answer, int) and 0 <= answer <= 99
    return answer in _keys(getattr(extra, "options", ()))


def _check_child(answer: ChildAnswer, asked: SelfReport) -> None:
    """Refuse a question or a value that the child was not offered."""
    versions = {version.key: version for version in asked.versions}
    _one_of("child_shares_with", answer.shares_with, asked.who_may_see_options)
    if answer.scale is not None and answer.scale not in versions:
        raise UnknownAnswerError("child_scale", answer.scale)
    if answer.value is None:
        return
    points = versions[answer.scale].points if answer.scale else 0
    if not 0 <= answer.value <= points:
        raise UnknownAnswerError("child_value", answer.value)


def _one_of(field: str, answer: str | None, choices: tuple[Choice, ...]) -> None:
    """Refuse a code that is not among the choices; None was not answered."""
    if answer is not None and answer not in _keys(choices):
        raise UnknownAnswerError(field, answer)


def _keys(choices: tuple[Choice, ...]) -> list[str]:
    """Return the codes of the choices."""
    return [choice.key for choice in choices]
