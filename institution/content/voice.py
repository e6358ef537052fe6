"""What a child can say on its own page, beside the questions of the daily log."""

from dataclasses import dataclass
from functools import cache

from institution.content.choices import Choice, choice
from institution.content.node import Node, load
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class CardPart:
    """One of the three parts of the card."""

    key: str
    name: Words
    help: Words


@dataclass(frozen=True, slots=True)
class TalkTo:
    """Whom a child wants to talk with."""

    key: str
    name: Words
    shares_with: str
    """Code of who is told of it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Everything on the child's page."""

    version: int
    card: Words
    card_intro: Words
    card_parts: tuple[CardPart, ...]
    talk_to: tuple[TalkTo, ...]
    change_later: Words
    adult_writes: Words
    another_child: Words


@cache
def voice() -> Voice:
    """Return the content of the child's page, read once per process.

    Raises:
        ContentError: the file cannot be used; the text says where and why.
    """
    root = load("voice.yaml", "voice")
    card = root.at("card")
    return Voice(
        root.at("version").integer(),
        card.words(),
        card.at("intro").words(),
        card.at("parts").each(_part),
        root.at("talk_to").each(_talk_to),
        root.at("change_later").words(),
        root.at("adult_writes").words(),
        root.at("another_child").words(),
    )


def _part(node: Node) -> CardPart:
    return CardPart(node.at("key").text(), node.words(), node.at("help").words())


def _talk_to(node: Node) -> TalkTo:
    named: Choice = choice(node)
    return TalkTo(named.key, named.name, node.at("shares_with").text())
