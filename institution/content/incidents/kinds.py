"""The types of incident, how serious one is, and who reads it."""

from dataclasses import dataclass

from institution.content.flags.kinds import Period, period
from institution.content.node import Node, text, words
from institution.content.words import Words

VISIBILITIES = ("ordinary", "own_part", "restricted", "named_recipients_only")


@dataclass(frozen=True, slots=True)
class Severity:
    """How serious an incident is."""

    key: int
    """1 to 4."""
    name: Words
    meaning: Words
    told: tuple[str, ...]
    """Who is to be told, as keys of the addition `told`."""


@dataclass(frozen=True, slots=True)
class IncidentType:
    """One type of incident or event."""

    key: str
    name: Words
    group: str
    definition: Words
    severities: tuple[int, ...]
    """Those that can be chosen, the usual one first; empty where none applies."""
    handling: Words | None
    """What to do, said before what to write."""
    visibility: str
    """One of VISIBILITIES; `own_part`: staff read what they wrote."""
    extra: tuple[str, ...]
    """Keys of what is asked of this type only."""
    flags: tuple[str, ...]
    record_within: Period | None

    @property
    def has_severity(self) -> bool:
        """Whether it is a hard event, and not a part of the child's story."""
        return bool(self.severities)

    @property
    def is_force(self) -> bool:
        """Whether the registration of use of force belongs to it."""
        return self.key == "use_of_force"


def severity(node: Node) -> Severity:
    """Read one severity."""
    return Severity(
        node.at("key").integer(),
        node.words(),
        node.at("meaning").words(),
        node.list_of("told", text),
    )


def incident_type(node: Node) -> IncidentType:
    """Read one type."""
    visibility = node.maybe("visibility")
    return IncidentType(
        key=node.at("key").text(),
        name=node.words(),
        group=node.at("group").text(),
        definition=node.at("definition").words(),
        severities=_severities(node),
        handling=node.optional("handling", words),
        visibility=visibility.one_of(*VISIBILITIES) if visibility else "ordinary",
        extra=node.list_of("extra_fields", text),
        flags=node.list_of("flags", text),
        record_within=node.optional("record_within", period),
    )


def _severities(node: Node) -> tuple[int, ...]:
    """Read which severities apply, the usual one first."""
    applies = node.maybe("severity_applies")
    if applies is not None and not applies.yes():
        return ()
    usual = node.at("default_severity").integer()
    allowed = node.list_of("allowed_severity", Node.integer)
    if usual not in allowed:
        node.refuse("the usual severity is not allowed")
    return (usual, *(one for one in allowed if one != usual))
