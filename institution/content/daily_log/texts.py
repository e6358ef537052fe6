"""What is written in words, and the help for writing it."""

from dataclasses import dataclass

from institution.content.choices import Choice, choice
from institution.content.node import Node, text, words
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of a text field: free text, or a pick where there are options."""

    key: str
    name: Words
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TextField:
    """Something written in words."""

    key: str
    name: Words
    max_characters: int
    """Most characters, of each part where there are parts."""
    prompt: Words | None
    example: Words | None
    parts: tuple[TextPart, ...]
    sources: tuple[Choice, ...]
    """How the writer knows; empty where it is not asked."""
    entry_rules: Words | None
    receiver_confirms: Words | None

    def part(self, key: str) -> TextPart:
        """Return the part with this key.

        Raises:
            KeyError: no part has it.
        """
        found = {part.key: part for part in self.parts}
        return found[key]


@dataclass(frozen=True, slots=True)
class WritingHelp:
    """Words that judge, and what to write instead. A suggestion, never a block."""

    avoid_da: tuple[str, ...]
    avoid_en: tuple[str, ...]
    instead: Words

    def avoid(self, language: str) -> tuple[str, ...]:
        """Return the words to avoid in `language`; Danish where it is unknown."""
        return self.avoid_en if language.lower().startswith("en") else self.avoid_da


def _part(node: Node) -> TextPart:
    return TextPart(node.at("key").text(), node.words(), node.list_of("options", choice))


def text_field(node: Node) -> TextField:
    """Read one text field."""
    return TextField(
        node.at("key").text(),
        node.words(),
        node.at("max_characters").integer(),
        node.optional("prompt", words),
        node.optional("example", words),
        node.list_of("parts", _part),
        node.list_of("source", choice),
        node.optional("entry_rules", words),
        node.optional("receiver_confirms", words),
    )


def writing_help(node: Node) -> WritingHelp:
    """Read one line of writing help."""
    avoid = node.at("avoid")
    return WritingHelp(avoid.at("da").each(text), avoid.at("en").each(text), node.at("try").words())
