"""What a form asks: fields, their answers, and when they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from institution.content.choices import Choice, choice
from institution.content.node import Node, text
from institution.content.words import Words

KINDS = (
    "text",
    "choice",
    "checklist",
    "scale",
    "date",
    "number",
    "person",
    "file",
    "signature",
)
ITEMS_OF_DOMAIN = "items_of_domain"
"""In place of options: the items of the area that the part of the form is about."""
DOMAINS = "domains"
"""In place of a list: once for each area."""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a field is asked: after certain answers to another one."""

    field: str
    answers: tuple[str, ...]
    negated: bool = False
    """True where these answers excuse it."""

    def holds(self, answers: frozenset[str]) -> bool:
        """Tell whether the field is asked after these answers of the other one."""
        return bool(answers & set(self.answers)) != self.negated


@dataclass(frozen=True, slots=True)
class Field:
    """One question."""

    key: str
    kind: str
    name: Words
    required: bool
    options: tuple[Choice, ...]
    takes_items: bool
    """Whether the items of an area are the options."""
    scale: str | None
    condition: Condition | None
    filled_by: tuple[str, ...]
    """Role codes; empty: who fills in the form."""
    role: str | None
    """Of who signs; None for other kinds."""
    limits: tuple[int, int]
    """Of a number."""
    by_domain: bool
    """Whether it is asked once for each area."""


Sets = Mapping[str, tuple[Choice, ...]]


def option_sets(node: Node) -> Sets:
    """Read the named lists of options."""
    names = [str(key) for key in node.mapping()]
    return MappingProxyType({name: node.at(name).each(choice) for name in names})


def field(node: Node, sets: Sets, scales: frozenset[str]) -> Field:
    """Read one field."""
    kind = node.at("type").one_of(*KINDS)
    scale = node.optional("scale", text)
    if kind == "scale" and scale not in scales:
        node.refuse(f"the scale '{scale}' is not defined")
    repeat = node.maybe("repeat")
    return Field(
        node.at("key").text(),
        kind,
        node.words(),
        node.at("required").yes(),
        _options(node, kind, sets),
        node.mapping().get("options") == ITEMS_OF_DOMAIN,
        scale,
        _condition(node),
        node.list_of("filled_by", text),
        node.optional("role", text),
        (
            node.optional("from", Node.integer) or 0,
            node.optional("to", Node.integer) or 9999,
        ),
        repeat is not None and repeat.one_of(DOMAINS) == DOMAINS,
    )


def _options(node: Node, kind: str, sets: Sets) -> tuple[Choice, ...]:
    """Read the options, or take them from a named list."""
    if kind not in {"choice", "checklist"}:
        return ()
    given = node.at("options")
    if not isinstance(given.value, str):
        return given.each(choice)
    if given.value == ITEMS_OF_DOMAIN:
        return ()
    return sets[given.one_of(*sets)]


def _condition(node: Node) -> Condition | None:
    """Read when the field is asked."""
    for key in ("only_if", "unless"):
        if found := node.maybe(key):
            name = str(next(iter(found.mapping()), ""))
            return Condition(name, found.at(name).each(text), key == "unless")
    return None
