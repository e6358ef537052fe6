"""The child's own answer, by age."""

from dataclasses import dataclass

from institution.content.choices import Choice, choice
from institution.content.node import Node, text
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Face:
    """One answer of a scale of drawn faces."""

    value: int
    name: Words


@dataclass(frozen=True, slots=True)
class Version:
    """The question for children of some ages."""

    key: str
    from_age: int
    to_age: int
    """Last age in years, included."""
    kind: str
    """`faces`, `ladder`, or `adult_notes_what_child_showed` (written by the adult)."""
    question: Words
    points: int
    """How many answers there are; 0 where words are written. A ladder has 0 to points - 1."""
    faces: tuple[Face, ...]
    monthly: bool
    """Whether it is asked once a month instead of day by day."""


@dataclass(frozen=True, slots=True)
class SelfReport:
    """Everything around the child's own answer."""

    intro: Words
    versions: tuple[Version, ...]
    always_available: tuple[Choice, ...]
    who_may_see: Words
    """The question put to the child."""
    who_may_see_options: tuple[Choice, ...]
    honest_limit: Words
    shown_next_to_staff: Words

    def version_for(self, age: int) -> Version:
        """Return the day-by-day question for a child of `age` years; the last one for older people.

        Raises:
            ValueError: the age is negative.
        """
        if age < 0:
            raise ValueError("an age is not negative")
        daily = [version for version in self.versions if not version.monthly]
        return next((version for version in daily if age <= version.to_age), daily[-1])

    def monthly_for(self, age: int) -> Version | None:
        """Return the monthly question for a child of `age` years, or None where there is none."""
        asked = (version for version in self.versions if version.monthly)
        return next((v for v in asked if v.from_age <= age <= v.to_age), None)


def _face(node: Node) -> Face:
    return Face(node.at("value").integer(), node.words())


def _version(node: Node) -> Version:
    asked = node.maybe("question")
    return Version(
        node.at("key").text(),
        node.at("ages").at("from").integer(),
        node.at("ages").at("to").integer(),
        node.at("type").one_of("faces", "ladder", "adult_notes_what_child_showed"),
        (asked or node).words(),
        node.optional("points", Node.integer) or 0,
        node.list_of("options", _face),
        node.optional("frequency", text) == "monthly",
    )


def self_report(node: Node) -> SelfReport:
    """Read the child's own answer."""
    seen = node.at("who_may_see")
    return SelfReport(
        node.at("intro").words(),
        node.at("versions").each(_version),
        node.at("always_available").each(choice),
        seen.at("question").words(),
        seen.at("options").each(choice),
        seen.at("honest_limit").words(),
        node.at("shown_next_to_staff").words(),
    )
