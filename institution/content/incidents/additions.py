"""What is placed beside an incident afterwards."""

from dataclasses import dataclass

from institution.content.incidents.asking import Asked, asked
from institution.content.node import Node, text, words
from institution.content.words import Words

BY = ("write", "took_part", "sign", "receive")


@dataclass(frozen=True, slots=True)
class AdditionKind:
    """One kind of addition."""

    key: str
    name: Words
    help: Words | None
    by: str
    """`write` (whoever may write), `took_part`, `sign` (manager or deputy) or `receive`."""
    types: tuple[str, ...]
    """Types of incident it belongs to; empty: all."""
    needs: str | None
    """Kind of addition that must be there before."""
    asked: tuple[Asked, ...]

    def fits(self, incident_type: str) -> bool:
        """Tell whether it belongs to a type of incident."""
        return not self.types or incident_type in self.types

    def question(self, key: str) -> Asked | None:
        """Return the question with this key; None where it is not asked."""
        return next((one for one in self.asked if one.key == key), None)


def addition_kind(node: Node) -> AdditionKind:
    """Read one kind."""
    return AdditionKind(
        node.at("key").text(),
        node.words(),
        node.optional("help", words),
        node.at("by").one_of(*BY),
        node.list_of("types", text),
        node.optional("needs", text),
        node.at("asked").each(asked),
    )
