"""Reading of content files with errors that say which file and which place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from importlib.resources import files
from string import Formatter
from typing import NoReturn, TypeVar

import yaml

from institution.content.lines import Lined, read_yaml
from institution.content.words import Words

T = TypeVar("T")


class ContentError(Exception):
    """A content file holds something the program cannot use; the text names file and place."""


@dataclass(frozen=True, slots=True)
class Node:
    """One place in a content file.

    Every reading method raises ContentError when what stands there is not what is asked for.
    """

    value: object
    place: str
    line: int | None = None
    """Where it begins in the file, from 1; None where that is not known."""

    def refuse(self, reason: str) -> NoReturn:
        """Raise ContentError with this place, and its line."""
        line = "" if self.line is None else f" (line {self.line})"
        raise ContentError(f"{self.place}: {reason}{line}")

    def mapping(self) -> dict[object, object]:
        """Return the value as a mapping."""
        if not isinstance(self.value, dict):
            self.refuse("a mapping is needed here")
        return self.value

    def at(self, key: object) -> "Node":
        """Return what stands under `key`, which must be there."""
        found = self.mapping()
        if key not in found:
            self.refuse(f"'{key}' is missing")
        return Node(found[key], f"{self.place}.{key}", self._line_of(key))

    def maybe(self, key: object) -> "Node | None":
        """Return what stands under `key`, or None where it is absent or empty."""
        return self.at(key) if self.mapping().get(key) is not None else None

    def optional(self, key: object, read: Callable[["Node"], T]) -> T | None:
        """Return what `read` makes of the value under `key`, or None where there is none."""
        found = self.maybe(key)
        return read(found) if found else None

    def each(self, read: Callable[["Node"], T]) -> tuple[T, ...]:
        """Return what `read` makes of each entry of the list here."""
        return tuple(read(node) for node in self)

    def list_of(self, key: object, read: Callable[["Node"], T]) -> tuple[T, ...]:
        """Return what `read` makes of each entry under `key`; nothing where it is absent."""
        found = self.maybe(key)
        return found.each(read) if found else ()

    def __iter__(self) -> Iterator["Node"]:
        if not isinstance(self.value, list):
            self.refuse("a list is needed here")
        for number, value in enumerate(self.value):
            key = value.get("key") if isinstance(value, dict) else None
            place = f"{self.place}[{number if key is None else key}]"
            yield Node(value, place, self._line_of(number))

    def _line_of(self, key: object) -> int | None:
        """Return the line of a part; that of the whole where it is not known."""
        lines = self.value.lines if isinstance(self.value, Lined) else {}
        return lines.get(key, self.line)

    def text(self) -> str:
        """Return the value as text that is not blank."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.refuse("a text is needed here")
        return self.value

    def integer(self) -> int:
        """Return the value as a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse("a whole number is needed here")
        return self.value

    def number(self) -> float:
        """Return the value as a number."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            self.refuse("a number is needed here")
        return float(self.value)

    def yes(self) -> bool:
        """Return the value as true or false."""
        if not isinstance(self.value, bool):
            self.refuse("true or false is needed here")
        return self.value

    def clock(self) -> time:
        """Return the value as a time of day, written as "07:00" in quotes."""
        try:
            return time.fromisoformat(self.text())
        except ValueError:
            self.refuse('a time such as "07:00" is needed here')

    def words(self) -> Words:
        """Return the texts under `da` and `en`, which must have the same placeholders."""
        found = Words(self.at("da").text(), self.at("en").text())
        if placeholders(found.da) != placeholders(found.en):
            self.refuse("Danish and English have different placeholders")
        return found

    def one_of(self, *allowed: str) -> str:
        """Return the text here when it is one of `allowed`."""
        if self.text() not in allowed:
            self.refuse(f"'{self.value}' is not one of {', '.join(allowed)}")
        return self.text()


def text(node: Node) -> str:
    """Return the text at `node`."""
    return node.text()


def words(node: Node) -> Words:
    """Return the words at `node`."""
    return node.words()


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names in braces in a sentence.

    >>> sorted(placeholders("{child} since {since}"))
    ['child', 'since']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def load(name: str, kind: str) -> Node:
    """Read the content file `name`, which must say that it is of this kind."""
    source = files("institution.content").joinpath(name).read_text(encoding="utf-8")
    return parse(source, name, kind)


def parse(source: str, name: str, kind: str) -> Node:
    """Read the text of a content file.

    Raises:
        ContentError: the text is not YAML, not a mapping, or of another kind.
    """
    try:
        root = Node(read_yaml(source), name)
    except yaml.YAMLError as error:
        raise ContentError(f"{name}: not readable as YAML: {error}") from error
    root.at("kind").one_of(kind)
    return root
