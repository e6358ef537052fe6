"""The numbers of the rules; the same as in the content of the flags, which a test holds equal."""

from dataclasses import dataclass, field
from math import inf

from institution.stats.usual import Period


@dataclass(frozen=True, slots=True)
class WindowRule:
    """The newest days compared with what is usual for the child."""

    kind: str
    """Key of the flag that is raised."""
    window_days: int
    minimum_days: int
    """Days of the window that need a value, in each dimension named."""
    minimum_adults: int
    """Different adults who must have rated, in each dimension named."""
    drop_at_least: float
    """Scale points between the usual level and the mean of the window."""
    dimensions_at_least: int
    level_at_most: float = inf
    """Highest mean of the window, in scale points."""


@dataclass(frozen=True, slots=True)
class GoalRule:
    """A goal that stays behind its path."""

    weeks_outside: int = 4
    """Newest ended weeks in a row that must lie outside."""
    minimum_week_points: int = 4
    """How many of those weeks need a value."""
    kept: float = 0.5
    """Share of the way expected so far that is still on the path: noise alone reaches less."""


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """Shifts without a log."""

    below: float = 0.6
    """Share of the expected shifts under which it is said."""
    window_days: int = 7
    minimum_shifts: int = 6
    """Shifts that must have been expected: two days of three, so that one visit does not count."""


SUDDEN = WindowRule("broad_dip", 7, 5, 2, 1.0, 2)
LOW_ONE = WindowRule("sustained_low_one", 7, 5, 2, 1.0, 1, level_at_most=2.0)
SLOW = WindowRule("slow_drift", 14, 9, 3, 1.0, 1)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules that look at numbers."""

    drops: tuple[WindowRule, ...] = (SUDDEN, LOW_ONE, SLOW)
    """In order of precedence: what an earlier one names is not named again by a later one."""
    baseline: Period = field(default_factory=Period)
    goal: GoalRule = field(default_factory=GoalRule)
    coverage: CoverageRule = field(default_factory=CoverageRule)
    settling_in_days: int = 42
    """Days after moving in without trend flags."""
    episode_gap_days: int = 14
    """Days at most between two days of one and the same episode."""

    @property
    def days_needed(self) -> int:
        """How many days up to today decide what holds today."""
        longest = max(rule.window_days for rule in self.drops)
        return 2 * longest - 1 + self.baseline.reach
