"""What the content says about goals of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from institution.content.node import Node
from institution.content.words import Words

ATTAINMENT = (-2, -1, 0, 1, 2)
"""Steps of goal attainment scaling; 0 is as hoped."""


@dataclass(frozen=True, slots=True)
class PlanArea:
    """One area of the plan of a child."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class Goals:
    """How a goal is followed."""

    rule: Words
    attainment_levels: Mapping[int, Words]
    number_question: Words
    """Answered from 0, not started, to 10, fully there."""


def plan_area(node: Node) -> PlanArea:
    """Read one plan area."""
    return PlanArea(node.at("key").text(), node.words())


def goals(node: Node) -> Goals:
    """Read what is said about goals."""
    levels = node.at("attainment_levels")
    return Goals(
        node.at("rule").words(),
        MappingProxyType({step: levels.at(str(step)).words() for step in ATTAINMENT}),
        node.at("goal_number_question").words(),
    )
