"""What the weekly log of a foster family asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from institution.content.choices import Choice, choice
from institution.content.daily_log.scale import levelled
from institution.content.keyed import by_key, repeated
from institution.content.node import Node, words
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Area:
    """One of the five letters."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class WeekItem:
    """One thing that is rated on the five levels."""

    key: str
    area: str
    question: Words
    anchors: Mapping[int, Words]
    rates: Words | None
    """What it rates, where that is not the child."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """One question about the family itself."""

    key: str
    question: Words
    required: bool
    anchors: Mapping[int, Words] | None
    """Level to words; None where one of the options is chosen."""
    options: tuple[Choice, ...]
    several: bool


@dataclass(frozen=True, slots=True)
class WeekText:
    """Something to write."""

    key: str
    name: Words
    prompt: Words
    required: bool
    limit: int


@dataclass(frozen=True, slots=True)
class Reflection:
    """A question of the quarterly talk."""

    area: str
    question: Words
    asked_of: str


@dataclass(frozen=True, slots=True)
class WeeklyLog:
    """The weekly log in one edition."""

    version: int
    status: Words
    purpose: Words
    areas: tuple[Area, ...]
    level_labels: Mapping[int, Words]
    """Words on the axis of a picture."""
    items: tuple[WeekItem, ...]
    own_explanation: Words
    own: tuple[OwnQuestion, ...]
    texts: tuple[WeekText, ...]
    answer_hours: int
    """Hours within which a family that asks for help is answered."""
    help_words: Words
    reflections: tuple[Reflection, ...]

    @property
    def item_keys(self) -> tuple[str, ...]:
        """Keys of the items in the order shown."""
        return tuple(item.key for item in self.items)

    def item(self, key: str) -> WeekItem:
        """Return the item with this key, or raise KeyError."""
        return by_key(self.items, key)

    def area(self, key: str) -> Area:
        """Return the area with this key, or raise KeyError."""
        return by_key(self.areas, key)

    def own_question(self, key: str) -> OwnQuestion:
        """Return the question with this key, or raise KeyError."""
        return by_key(self.own, key)

    def text(self, key: str) -> WeekText:
        """Return the text with this key, or raise KeyError."""
        return by_key(self.texts, key)


def read(root: Node) -> WeeklyLog:
    """Read the weekly log from its file."""
    own, asking = root.at("weekly_family_items"), root.at("ask_for_help")
    items = root.at("weekly_child_items")
    found = items.each(_item)
    if twice := repeated(found):
        items.refuse(f"'{twice[0]}' is there twice")
    return WeeklyLog(
        root.at("version").integer(),
        root.at("status").words(),
        root.at("purpose").words(),
        root.at("areas").each(lambda node: Area(node.at("key").text(), node.words())),
        levelled(root.at("level_labels")),
        found,
        own.at("explanation").words(),
        own.at("items").each(_own),
        root.at("weekly_text").each(_text),
        asking.at("answer_within_hours").integer(),
        asking.words(),
        tuple(_reflections(root.at("quarterly_reflection").at("questions"))),
    )


def _item(node: Node) -> WeekItem:
    return WeekItem(
        node.at("key").text(),
        node.at("area").text(),
        node.at("question").words(),
        levelled(node.at("anchors")),
        node.optional("rates", words),
    )


def _own(node: Node) -> OwnQuestion:
    kind = node.maybe("type")
    return OwnQuestion(
        node.at("key").text(),
        node.at("question").words(),
        node.at("required").yes(),
        None if kind else levelled(node.at("anchors")),
        node.list_of("options", choice),
        kind is not None and kind.one_of("single", "multi") == "multi",
    )


def _text(node: Node) -> WeekText:
    return WeekText(
        node.at("key").text(),
        node.words(),
        node.at("prompt").words(),
        node.at("required").yes(),
        node.at("max_characters").integer(),
    )


def _reflections(node: Node) -> list[Reflection]:
    return [
        Reflection(str(area), one.words(), one.at("asked_of").text())
        for area in node.mapping()
        for one in node.at(area)
    ]
