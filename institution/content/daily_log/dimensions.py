"""What is rated about the shift of a child."""

from collections.abc import Mapping
from dataclasses import dataclass

from institution.content.daily_log.scale import levelled
from institution.content.node import Node, text, words
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that is rated on the five levels."""

    key: str
    name: Words
    short: Words
    """As it stands in a list within a sentence: lower case, and without "and"."""
    question: Words
    look_for: Words
    anchors: Mapping[int, Words]
    """Level to what was seen at that level."""
    age_note: Words | None
    plan_areas: tuple[str, ...]
    only_on: str | None
    """`school_days`, or None for all days."""


def dimension(node: Node) -> Dimension:
    """Read one dimension."""
    return Dimension(
        node.at("key").text(),
        node.words(),
        node.at("short").words(),
        node.at("question").words(),
        node.at("look_for").words(),
        levelled(node.at("anchors")),
        node.optional("age_note", words),
        node.at("plan_areas").each(text),
        node.optional("only_on", text),
    )
