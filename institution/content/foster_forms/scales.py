"""The scales of the forms: levels with words, plain numbers, and the child's own by age."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from institution.content.node import Node
from institution.content.words import Words

NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class ByAge:
    """The question for children of some ages."""

    key: str
    to_age: int
    question: Words
    answers: Mapping[str, Words]
    """Empty where an adult notes what the child showed."""


@dataclass(frozen=True, slots=True)
class FormScale:
    """How something is answered."""

    key: str
    question: Words
    answers: Mapping[str, Words]
    """Code to words, lowest first; numbers have themselves as words. Empty for one by age."""
    open_answer: Words | None
    """What stands for not having an answer."""
    open_note: Words | None
    by_age: tuple[ByAge, ...]

    def for_age(self, age: int) -> ByAge:
        """Return the version for a child of `age` years; the last one for older people."""
        return next((one for one in self.by_age if age <= one.to_age), self.by_age[-1])


def scale(node: Node) -> FormScale:
    """Read one scale."""
    open_ = node.maybe(NOT_ASSESSED)
    return FormScale(
        node.at("key").text(),
        node.words(),
        _answers(node),
        open_.words() if open_ else None,
        open_.at("note").words() if open_ and open_.maybe("note") else None,
        node.list_of("versions", _by_age),
    )


def _answers(node: Node) -> Mapping[str, Words]:
    if anchors := node.maybe("anchors"):
        levels = sorted(int(str(key)) for key in anchors.mapping())
        return MappingProxyType({str(level): anchors.at(level).words() for level in levels})
    if node.maybe("versions"):
        return MappingProxyType({})
    first, last = node.at("from").integer(), node.at("to").integer()
    return MappingProxyType({str(n): Words(str(n), str(n)) for n in range(first, last + 1)})


def _by_age(node: Node) -> ByAge:
    faces = {str(one.at("value").integer()): one.words() for one in node.maybe("options") or ()}
    return ByAge(
        node.at("key").text(),
        node.at("ages").at("to").integer(),
        node.words(),
        MappingProxyType(faces),
    )
