"""All that is known about incidents."""

from dataclasses import dataclass

from institution.content.choices import Choice, choice
from institution.content.incidents.additions import AdditionKind, addition_kind
from institution.content.incidents.asking import Asked, asked
from institution.content.incidents.force import Force
from institution.content.incidents.kinds import IncidentType, Severity, incident_type, severity
from institution.content.keyed import by_key
from institution.content.node import Node


@dataclass(frozen=True, slots=True)
class Incidents:
    """Types of incident, what is asked about them, and what is placed beside them."""

    version: int
    principles: tuple[Choice, ...]
    severities: tuple[Severity, ...]
    groups: tuple[Choice, ...]
    sections: tuple[Choice, ...]
    types: tuple[IncidentType, ...]
    asked: tuple[Asked, ...]
    """Of every incident."""
    asked_of_some: tuple[Asked, ...]
    additions: tuple[AdditionKind, ...]
    force: Force

    def type(self, key: str) -> IncidentType:
        """Return the type with this key, or raise KeyError."""
        return by_key(self.types, key)

    def severity(self, key: int) -> Severity:
        """Return a severity, or raise KeyError."""
        return {one.key: one for one in self.severities}[key]

    def addition(self, key: str) -> AdditionKind:
        """Return the kind of addition with this key, or raise KeyError."""
        return by_key(self.additions, key)

    def principle(self, key: str) -> Choice:
        """Return a principle, or raise KeyError."""
        return by_key(self.principles, key)

    def questions(self, key: str, profile: str) -> tuple[Asked, ...]:
        """Return what is asked about an incident of a type, in the order of the sections.

        Args:
            key: of the type.
            profile: country of the place, `gl` or `dk`.
        """
        kind = self.type(key)
        own = [one for one in self.asked_of_some if one.key in kind.extra]
        own += self.force.of(profile) if kind.is_force else []
        found = [*self.asked, *own]
        order = [section.key for section in self.sections]
        return tuple(sorted(found, key=lambda one: order.index(one.section)))

    def needed_to_sign(self, profile: str) -> frozenset[str]:
        """Return the keys that must be answered before the use of force is signed."""
        own = {one.key for one in self.force.of(profile) if profile in one.needed_to_sign}
        general = {key for country, key in self.force.needed_to_sign if country == profile}
        return frozenset(own | general)


def read(root: Node, force: Force) -> Incidents:
    """Read all about incidents from its file."""
    return Incidents(
        version=root.at("version").integer(),
        principles=root.at("principles").each(choice),
        severities=root.at("severity").each(severity),
        groups=root.at("groups").each(choice),
        sections=root.at("sections").each(choice),
        types=root.at("types").each(incident_type),
        asked=root.at("asked").each(asked),
        asked_of_some=root.at("asked_of_some").each(asked),
        additions=root.at("additions").each(addition_kind),
        force=force,
    )
