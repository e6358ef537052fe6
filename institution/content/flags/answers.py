"""What can be answered to a flag."""

from dataclasses import dataclass

from institution.content.node import Node
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Answer:
    """One kind of answer."""

    key: str
    name: Words
    closes: bool
    """Whether the flag is closed by it."""
    text_required: bool
    """Whether words must be written; they always may."""
    close_reason_required: bool
    prompt: Words


def answer(node: Node) -> Answer:
    """Read one kind of answer."""
    reason = node.maybe("close_reason")
    return Answer(
        node.at("key").text(),
        node.words(),
        node.at("closes").yes(),
        node.at("text").one_of("required", "optional") == "required",
        reason is not None and reason.one_of("required", "optional") == "required",
        node.at("prompt").words(),
    )
