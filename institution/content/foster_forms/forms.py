"""Forms and their parts."""

from collections.abc import Mapping
from dataclasses import dataclass

from institution.content.choices import Choice, choice
from institution.content.foster_forms.fields import DOMAINS, Field
from institution.content.keyed import by_key
from institution.content.node import Node, text, words
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a family is seen to do."""

    key: str
    name: Words
    look_for: Words


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the five letters."""

    key: str
    name: Words
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form."""

    key: str
    name: Words
    note: Words | None
    fields: tuple[Field, ...]
    items: tuple[str, ...]
    """Keys of the items of which the fields are asked once each."""
    each: tuple[Choice, ...]
    """Things of which the fields are asked once each."""
    domains: bool
    """Whether the fields are asked once for each area."""
    rows: Words | None
    """What one row is, where rows are added as needed; None for all else."""
    agreements: bool
    """Whether its rows are followed until they are done."""
    open_to: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """One form."""

    key: str
    name: Words
    purpose: Words
    when: Words
    intro: Words | None
    honest_limit: Words | None
    about_child: bool
    due: tuple[str, ...]
    """Keys of the deadlines that it meets; empty where it is due by none."""
    own_part: frozenset[str]
    """Roles that read only the sections open to them."""
    readers: frozenset[str]
    """Roles that read the whole form."""
    as_chosen: frozenset[str]
    """Roles that read it where the child chose so."""
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section:
        """Return the section with this key, or raise KeyError."""
        return by_key(self.sections, key)


FieldSets = Mapping[str, tuple[Field, ...]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the sections of a file may use."""

    field_sets: FieldSets
    settings: Mapping[str, tuple[str, ...]]
    """Lists of item keys, by name of the setting."""
    all_items: tuple[str, ...]


def domain(node: Node) -> Domain:
    """Read one of the five areas."""
    return Domain(node.at("key").text(), node.words(), node.at("items").each(_item))


def _item(node: Node) -> Item:
    return Item(node.at("key").text(), node.words(), node.at("look_for").words())


def section(node: Node, parts: Parts, own: tuple[Field, ...]) -> Section:
    """Read one section, given its own fields."""
    uses, per = node.maybe("uses"), None
    fields = parts.field_sets[uses.one_of(*parts.field_sets)] if uses else own
    if repeat := node.maybe("repeat"):
        per = repeat.at("per")
    listed = per is not None and isinstance(per.value, list)
    in_domains = per is not None and per.value == DOMAINS
    return Section(
        node.at("key").text(),
        node.words(),
        node.optional("note", words),
        fields,
        _items(node, parts),
        per.each(choice) if per and listed else (),
        in_domains,
        repeat.words() if repeat and not listed and not in_domains else None,
        bool(uses) and node.mapping()["uses"] == "agreement",
        frozenset(node.list_of("open_to", text)),
    )


def _items(node: Node, parts: Parts) -> tuple[str, ...]:
    """Return the keys of the items a section asks about."""
    given = node.maybe("items")
    if given is None:
        return ()
    if isinstance(given.value, list):
        return tuple(one.one_of(*parts.all_items) for one in given)
    if given.text() == "all":
        return parts.all_items
    name = given.text().removeprefix("setting.")
    if name not in parts.settings:
        given.refuse(f"the setting '{name}' is not defined")
    return parts.settings[name]


def form(node: Node, sections: tuple[Section, ...], known: frozenset[str]) -> Form:
    """Read one form, given its sections and the deadlines that are known."""
    readers = node.at("read_by")
    return Form(
        node.at("key").text(),
        node.words(),
        node.at("purpose").words(),
        node.at("when").words(),
        node.optional("intro", words),
        node.optional("honest_limit", words),
        node.at("about").one_of("child", "family") == "child",
        node.list_of("due", lambda one: one.one_of(*sorted(known))),
        frozenset(readers.list_of("own_part", text)),
        frozenset(readers.list_of("all", text)),
        frozenset(readers.list_of("as_child_chose", text)),
        sections,
    )
