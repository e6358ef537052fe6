"""The numbers of what is told beside the engine; as in the content, which a test holds equal."""

from dataclasses import dataclass

SETTLING_IN_DAYS = 42
"""Days after moving in without trend flags."""


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """Shifts without a log."""

    below: float = 0.6
    """Share of the expected shifts under which it is said."""
    window_days: int = 7
    minimum_shifts: int = 6
    """Shifts that must have been expected: two days of three, so that one visit does not count."""
