"""An answer that can be picked."""

from dataclasses import dataclass

from institution.content.node import Node, text
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be picked, with what picking it sets off."""

    key: str
    name: Words
    opens_incident: str | None = None
    """Key of the incident form that follows, or None."""
    opens_flag: str | None = None
    """Key of the flag that is raised, or None."""
    shifts: tuple[str, ...] = ()
    """Keys of the shifts in which it is asked; empty means all."""


def choice(node: Node) -> Choice:
    """Read one choice."""
    return Choice(
        node.at("key").text(),
        node.words(),
        node.optional("opens_incident", text),
        node.optional("opens_flag", text),
        node.list_of("shifts", text),
    )
