"""What a plan says beside its goals, by the law of the child's authority, and its reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from institution.content.choices import Choice, choice
from institution.content.daily_log import daily_log
from institution.content.keyed import by_key
from institution.content.node import Node, load, text
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Area:
    """A heading of the law with the plan areas that stand under it."""

    key: str
    name: Words
    plan_areas: tuple[str, ...]
    law: str | None
    """The paragraph; None where it is not confirmed, and so not shown as law."""


@dataclass(frozen=True, slots=True)
class Content:
    """Something a plan says in words beside its goals."""

    key: str
    name: Words
    help: Words
    law: str | None
    from_age: int
    """Youngest age in years at which it is asked; 0: always."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about a goal."""

    key: str
    name: Words
    keeps: bool
    """Whether the goal stands in the next version."""


@dataclass(frozen=True, slots=True)
class PlanProfile:
    """The plan as the law of one country names it."""

    key: str
    name: Words
    areas: tuple[Area, ...]
    contents: tuple[Content, ...]

    def contents_at(self, age: int) -> tuple[Content, ...]:
        """Return what is written in the plan of a child of `age` years."""
        return tuple(content for content in self.contents if content.from_age <= age)


@dataclass(frozen=True, slots=True)
class Plans:
    """Everything about plans that a country or a municipality may word otherwise."""

    version: int
    profiles: Mapping[str, PlanProfile]
    contents: tuple[Content, ...]
    voices: tuple[Choice, ...]
    """Who is heard at a review, the child first."""
    decisions: tuple[Decision, ...]
    child_heard: tuple[Choice, ...]
    t_score: Words
    help_counts: Words

    def decision(self, key: str) -> Decision:
        """Return the decision with this key, or raise KeyError."""
        return by_key(self.decisions, key)


@cache
def plans() -> Plans:
    """Return the content of plans, read once per process.

    Raises:
        ContentError: the file cannot be used; the text says where and why.
    """
    return read(load("plans.yaml", "plans"))


def read(root: Node) -> Plans:
    """Read the content of plans from its file."""
    contents = root.at("contents").each(_content)
    profiles = root.at("profiles")
    return Plans(
        root.at("version").integer(),
        MappingProxyType(
            {str(key): _profile(str(key), profiles.at(key), contents) for key in profiles.mapping()}
        ),
        contents,
        root.at("voices").each(choice),
        root.at("decisions").each(_decision),
        root.at("child_heard").each(choice),
        root.at("t_score").words(),
        root.at("help_counts").words(),
    )


def _profile(key: str, node: Node, contents: tuple[Content, ...]) -> PlanProfile:
    areas = node.at("areas").each(_area)
    named = {area for heading in areas for area in heading.plan_areas}
    if missing := {area.key for area in daily_log().plan_areas} ^ named:
        node.refuse(f"areas that fit no heading, or headings without area: {sorted(missing)}")
    known = {content.key: content for content in contents}
    chosen = node.at("contents").each(text)
    if unknown := [one for one in chosen if one not in known]:
        node.refuse(f"names contents that are not defined: {unknown}")
    return PlanProfile(key, node.words(), areas, tuple(known[one] for one in chosen))


def _area(node: Node) -> Area:
    return Area(node.at("key").text(), node.words(), node.at("plan_areas").each(text), _law(node))


def _content(node: Node) -> Content:
    return Content(
        node.at("key").text(),
        node.words(),
        node.at("help").words(),
        _law(node),
        node.optional("from_age", Node.integer) or 0,
    )


def _decision(node: Node) -> Decision:
    return Decision(node.at("key").text(), node.words(), node.at("keeps").yes())


def _law(node: Node) -> str | None:
    """Return the paragraph where it is confirmed."""
    confirmed = node.optional("confirmed", Node.yes)
    return node.optional("reference", text) if confirmed else None
