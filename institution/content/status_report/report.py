"""The content of the status report, read and checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from institution.content.keyed import by_key, repeated
from institution.content.node import Node, placeholders, words
from institution.content.words import Words

T = TypeVar("T")
CODES = ("actions", "bounds", "voices", "others")


@dataclass(frozen=True, slots=True)
class Part:
    """Something with a key and a name: a section, or how the child took part."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence told of many things, and the one told of a single thing."""

    words: Words
    one: Words | None

    def filled(self, language: str, **values: object) -> str:
        """Return the sentence; `n` decides which words it takes."""
        return self._chosen(values).filled(language, **values)

    def inside(self, language: str, **values: object) -> str:
        """Return the words as they stand in the middle of a sentence."""
        return self._chosen(values).inside(language, **values)

    def _chosen(self, values: Mapping[str, object]) -> Words:
        """Return the words for many, or for one."""
        return self.one if self.one is not None and values.get("n") == 1 else self.words


@dataclass(frozen=True, slots=True)
class Written:
    """A question that a person answers in the report."""

    key: str
    section: str
    question: Words
    help: Words
    needed: bool
    """Whether the report is not signed without it."""
    most: int
    """Characters."""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Everything the status report is made with."""

    version: int
    title: Words
    purpose: Words
    interval_months: int
    interval_told: Words
    soon_days: int
    """Days before a report is due from which it is shown as due soon."""
    sections: tuple[Part, ...]
    sentences: Mapping[str, Sentence]
    states: Mapping[str, Sentence]
    phrases: Mapping[str, Sentence]
    sources: Mapping[str, tuple[Words, Words]]
    """By kind of record: one of it, many of it."""
    written: tuple[Written, ...]
    childs_part: tuple[Part, ...]
    printed: Mapping[str, Sentence]
    look_ups: Mapping[str, Words]
    record_parts: Mapping[str, Words]
    """What the parts of a record are called, by table."""
    record_words: Mapping[str, Words]
    """What an entry says of something, by column."""
    record_codes: Mapping[str, Mapping[str, Words]]
    """Of actions, bounds, voices and others: what no question of the content words."""

    def childs_part_of(self, key: str) -> Part:
        """Return a way in which the child took part.

        Raises:
            KeyError: there is none with this key.
        """
        return by_key(self.childs_part, key)

    def look_up(self, code: str, language: str) -> str:
        """Return why someone looked, by the code of the use log."""
        found = self.look_ups.get(code, self.look_ups["other"])
        return found.filled(language, code=code)


def read(root: Node) -> StatusReport:
    """Read the file.

    Raises:
        ContentError: something is missing, repeated, or names a section that is not there.
    """
    found = StatusReport(
        version=root.at("version").integer(),
        title=root.at("title").words(),
        purpose=root.at("purpose").words(),
        interval_months=root.at("interval").at("months").integer(),
        interval_told=root.at("interval").at("told").words(),
        soon_days=root.at("soon_days").integer(),
        sections=root.at("sections").each(_part),
        sentences=_each(root.at("sentences"), _sentence),
        states=_each(root.at("states"), _sentence),
        phrases=_each(root.at("phrases"), _sentence),
        sources=_each(root.at("sources"), lambda node: (node.words(), node.at("many").words())),
        written=root.at("written").each(_written),
        childs_part=root.at("childs_part").each(_part),
        printed=_each(root.at("printed"), _sentence),
        look_ups=_each(root.at("look_ups"), words),
        record_parts=_each(root.at("record_parts"), words),
        record_words=_each(root.at("record_words"), words),
        record_codes={name: _each(root.at("record_codes").at(name), words) for name in CODES},
    )
    _check(found, root)
    return found


def _check(found: StatusReport, root: Node) -> None:
    """Refuse repeated keys and sections that are not there."""
    for name, things in (("sections", found.sections), ("written", found.written)):
        if double := repeated(things):
            root.at(name).refuse(f"more than once: {', '.join(double)}")
    sections = {section.key for section in found.sections}
    for one in found.written:
        if one.section not in sections:
            root.at("written").refuse(f"'{one.section}' is no section")
    if "other" not in found.look_ups:
        root.at("look_ups").refuse("'other' is missing")


def _each(node: Node, reader: Callable[[Node], T]) -> dict[str, T]:
    """Return what stands under each key."""
    return {str(key): reader(node.at(key)) for key in node.mapping()}


def _part(node: Node) -> Part:
    return Part(node.at("key").text(), node.words())


def _sentence(node: Node) -> Sentence:
    found = Sentence(node.words(), node.optional("one", words))
    if found.one and not placeholders(found.one.da) <= placeholders(found.words.da):
        node.refuse("'one' has a placeholder that the sentence has not")
    return found


def _written(node: Node) -> Written:
    return Written(
        node.at("key").text(),
        node.at("section").text(),
        node.words(),
        node.at("help").words(),
        node.at("needed").yes(),
        node.at("most").integer(),
    )
