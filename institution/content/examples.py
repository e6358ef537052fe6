"""Invented examples that a team rates together, two each month."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from institution.content.keyed import by_key, repeated
from institution.content.node import Node, load
from institution.content.words import Words

EACH_MONTH = 2


@dataclass(frozen=True, slots=True)
class Example:
    """An example, and the dimension in which it is rated."""

    key: str
    dimension: str
    text: Words


@cache
def examples() -> tuple[Example, ...]:
    """Return all examples, read once per process.

    Raises:
        ContentError: the file cannot be used; the text says where and why.
    """
    root = load("examples.yaml", "examples")
    found = root.at("examples").each(_example)
    if again := repeated(found):
        root.refuse(f"repeated keys: {', '.join(again)}")
    return found


def example(key: str) -> Example:
    """Return the example with this key, or raise KeyError."""
    return by_key(examples(), key)


def of_month(day: date) -> tuple[Example, ...]:
    """Return the examples of the month of a day; they come round again after some months.

    >>> [one.key for one in of_month(date(2026, 1, 31))] == [
    ...     one.key for one in of_month(date(2026, 7, 1))
    ... ]
    True
    """
    known = examples()
    first = (day.year * 12 + day.month - 1) * EACH_MONTH
    return tuple(known[(first + number) % len(known)] for number in range(EACH_MONTH))


def _example(node: Node) -> Example:
    return Example(node.at("key").text(), node.at("dimension").text(), node.words())
