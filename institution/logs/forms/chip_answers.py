"""What was answered beside the levels, chip by chip."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field

from institution.content.daily_log import Chip, GroupChip, MultiStateChip, NumberChip, daily_log
from institution.web.fields import NumberField

CHIP = "chip_"
"""Begins the name of each question of a chip; `__` and the part end it."""


def chip_of(name: str) -> str:
    """Return the key of the chip that a question belongs to; empty where it belongs to none."""
    return name.removeprefix(CHIP).split("__", 1)[0] if name.startswith(CHIP) else ""


def chip_answers(fields: Iterable[Field]) -> dict[str, Any]:
    """Return the answers by chip, out of questions that were answered."""
    said: dict[str, dict[str, Any]] = {}
    for field in fields:
        if key := chip_of(field.name):
            part = field.name.removeprefix(f"{CHIP}{key}").removeprefix("__")
            said.setdefault(key, {})[part] = _value(field)
    chips = (chip for chip in daily_log().chips if chip.key in said)
    answers = {chip.key: _answer(chip, said[chip.key]) for chip in chips}
    return {key: answer for key, answer in answers.items() if answer}


def _answer(chip: Chip, parts: dict[str, Any]) -> Any:
    """Return the answer of one chip; None where only something beside it was said.

    Args:
        chip: the question.
        parts: what was answered, by part; the question itself has the empty name.
    """
    if isinstance(chip, MultiStateChip | GroupChip):
        return parts
    if isinstance(chip, NumberChip) and "" in parts:
        return {"value": parts.pop(""), **parts}
    return parts.get("")


def _value(field: Field) -> Any:
    """Return an answer as it is kept."""
    return field.number if isinstance(field, NumberField) else field.data
