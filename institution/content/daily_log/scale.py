"""The five-level scale and how ratings become points of a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from institution.content.choices import Choice, choice
from institution.content.node import Node
from institution.content.words import Words

LEVELS = (1, 2, 3, 4, 5)
"""From lowest to highest; every scale of the log has these."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a level is called and how one is chosen."""

    levels: tuple[int, ...]
    """Lowest first."""
    not_observed: Choice
    rule: Words
    labels: Mapping[int, Words]
    """Level to the short words shown on the axis of a chart."""


@dataclass(frozen=True, slots=True)
class Aggregation:
    """How ratings become day values, week values and a usual level."""

    minimum_days_for_week_value: int
    baseline_days: int
    """Length in days of the period behind a usual level."""
    baseline_ends_days_before: int
    """Days between the end of that period and the window it is compared with."""
    baseline_minimum_days: int
    """Days with a value that the period needs."""
    settling_in_days: int
    """Days after moving in without trend flags."""


def levelled(node: Node) -> Mapping[int, Words]:
    """Read words for each level, which must all be there."""
    return MappingProxyType({level: node.at(level).words() for level in LEVELS})


def scale(node: Node) -> Scale:
    """Read the scale."""
    if node.at("points").integer() != len(LEVELS):
        node.at("points").refuse(f"the scale has {len(LEVELS)} levels")
    return Scale(
        LEVELS,
        choice(node.at("not_observed")),
        node.at("rule").words(),
        levelled(node.at("level_labels")),
    )


def aggregation(node: Node) -> Aggregation:
    """Read the numbers of aggregation."""
    baseline = node.at("baseline")
    return Aggregation(
        node.at("minimum_days_for_week_value").integer(),
        baseline.at("length_days").integer(),
        baseline.at("ends_days_before_window").integer(),
        baseline.at("minimum_days").integer(),
        node.at("settling_in_days").integer(),
    )
