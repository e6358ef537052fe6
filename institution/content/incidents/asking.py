"""What is asked about an incident, or beside one: the question and the kind of its answer."""

from dataclasses import dataclass, field

from institution.content.choices import Choice, choice
from institution.content.node import Node, words
from institution.content.words import Words

TEXT_KINDS = ("text", "yes_no_text")
CODE_KINDS = ("moment", "day", "choice", "several", "yes_no", "count", "person", "persons", "tick")
NEVER = 99


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    key: str
    kind: str
    name: Words
    section: str = ""
    help: Words | None = None
    options: tuple[Choice, ...] = ()
    complete_from: int = NEVER
    """Severity from which something is missing without an answer; 0: always, 99: never."""
    required: bool = False
    """Whether it is not kept without an answer."""
    needed_to_sign: frozenset[str] = field(default_factory=frozenset)
    """Country profiles in which it must be answered before a signature."""

    @property
    def is_text(self) -> bool:
        """Whether the answer holds words that a person writes."""
        return self.kind in TEXT_KINDS


def asked(node: Node) -> Asked:
    """Read one question."""
    begins = node.maybe("from")
    required = node.maybe("required")
    section = node.maybe("section")
    return Asked(
        node.at("key").text(),
        node.at("type").one_of(*TEXT_KINDS, *CODE_KINDS),
        node.words(),
        section.text() if section else "",
        node.optional("help", words),
        node.list_of("options", choice),
        begins.integer() if begins else NEVER,
        required is not None and required.yes(),
    )
