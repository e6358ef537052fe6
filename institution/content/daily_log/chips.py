"""The short answers that stand beside the ratings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from institution.content.choices import Choice, choice
from institution.content.node import Node, text, words
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class ChipBase:
    """What every chip has."""

    key: str
    name: Words
    explanation: Words | None
    caution: Words | None
    shown_if: str | None
    """Condition under which it is asked, such as `child_has_medication_plan`; None is always."""


@dataclass(frozen=True, slots=True)
class SingleChip(ChipBase):
    """One answer is picked."""

    kind: ClassVar[str] = "single"
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MultiChip(ChipBase):
    """Any number of answers is picked."""

    kind: ClassVar[str] = "multi"
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MultiStateChip(ChipBase):
    """Each item is given one of the states; required means at least one item."""

    kind: ClassVar[str] = "multi_state"
    items: tuple[Choice, ...]
    states: tuple[Choice, ...]

    def items_in(self, shift: str) -> tuple[Choice, ...]:
        """Return the items asked in the shift with this key."""
        return tuple(item for item in self.items if not item.shifts or shift in item.shifts)


@dataclass(frozen=True, slots=True)
class CountExtra:
    """A whole number from 0 asked beside a number."""

    kind: ClassVar[str] = "count"
    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class SingleExtra:
    """One answer picked beside a number."""

    kind: ClassVar[str] = "single"
    key: str
    name: Words
    options: tuple[Choice, ...]


Extra: TypeAlias = CountExtra | SingleExtra


@dataclass(frozen=True, slots=True)
class NumberChip(ChipBase):
    """A number within limits, with further questions."""

    kind: ClassVar[str] = "number"
    minimum: float
    maximum: float
    step: float
    extras: tuple[Extra, ...]


@dataclass(frozen=True, slots=True)
class GroupChip(ChipBase):
    """Several questions about one thing."""

    kind: ClassVar[str] = "group"
    fields: tuple[SingleChip | MultiChip, ...]


@dataclass(frozen=True, slots=True)
class SelfReportChip(ChipBase):
    """The child's own answer; what is asked depends on age, see `DailyLog.self_report`."""

    kind: ClassVar[str] = "self_report"
    per_week: int
    """How often a week it is offered; a child who wants to may answer more often."""


Chip: TypeAlias = SingleChip | MultiChip | MultiStateChip | NumberChip | GroupChip | SelfReportChip


def _base(node: Node) -> tuple[str, Words, Words | None, Words | None, str | None]:
    return (
        node.at("key").text(),
        node.words(),
        node.optional("explanation", words),
        node.optional("caution", words),
        node.optional("shown_if", text),
    )


def _single(node: Node) -> SingleChip:
    return SingleChip(*_base(node), node.at("options").each(choice))


def _multi(node: Node) -> MultiChip:
    return MultiChip(*_base(node), node.at("options").each(choice))


def _multi_state(node: Node) -> MultiStateChip:
    return MultiStateChip(
        *_base(node), node.at("items").each(choice), node.at("states").each(choice)
    )


def _extra(node: Node) -> Extra:
    key, name = node.at("key").text(), node.words()
    if node.at("type").one_of("count", "single") == "count":
        return CountExtra(key, name)
    return SingleExtra(key, name, node.at("options").each(choice))


def _number(node: Node) -> NumberChip:
    return NumberChip(
        *_base(node),
        node.at("minimum").number(),
        node.at("maximum").number(),
        node.at("step").number(),
        node.list_of("extra", _extra),
    )


def _field(node: Node) -> SingleChip | MultiChip:
    kind = node.at("type").one_of("single", "multi")
    return _single(node) if kind == "single" else _multi(node)


def _group(node: Node) -> GroupChip:
    return GroupChip(*_base(node), node.at("fields").each(_field))


def _self_report(node: Node) -> SelfReportChip:
    return SelfReportChip(*_base(node), node.at("suggested_frequency").at("per_week").integer())


_READERS: Mapping[str, Callable[[Node], Chip]] = {
    "single": _single,
    "multi": _multi,
    "multi_state": _multi_state,
    "number": _number,
    "group": _group,
    "child_self_report": _self_report,
}


def chip(node: Node) -> Chip:
    """Read one chip of any type."""
    return _READERS[node.at("type").one_of(*_READERS)](node)
