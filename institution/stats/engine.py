"""The flag engine behind one interface: told of a home, then day by day, it gives the odds.

`detector(home)` is called once per home and returns `step`, which is called once a day, in order,
with all entries of that day. Its scores are log-odds on one scale for all kinds, one for each child
and kind, so that any number of false alarms can be chosen; `deciding` has chosen one and only tells
what is over its threshold. The application uses the same engine, `institution.stats.change`.

What is not known here is taken from the logs: each shift that was ever logged in the home is
expected every day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.change.verdict import THRESHOLDS, verdicts
from institution.stats.change.watch import Watch
from institution.stats.coverage import missing
from institution.stats.ruleset import CoverageRule


@dataclass(frozen=True, slots=True)
class Plan:
    """A goal: `gain` scale points on one dimension, in a straight line from `start` to `due`."""

    child: int
    dim: int
    start: int
    due: int
    gain: float


@dataclass(frozen=True, slots=True)
class HomeInfo:
    """What is known of a home before its first day."""

    n_children: int
    n_dims: int
    plans: tuple[Plan, ...] = ()
    scale: tuple[int, int] = (1, 5)
    """Lowest and highest level; higher is better."""


@dataclass(frozen=True, slots=True)
class DayLog:
    """All entries of one home on one day: one row per entry."""

    day: int
    weekday: int
    """0 is Monday."""
    child: Ints
    shift: Ints
    rater: Ints
    ratings: Floats
    """Shape (entries, dimensions), NaN where not rated."""
    incidents: Ints
    """Shape (children,): how many that day. They are no evidence here: each is told at once."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """The odds of one kind of change today."""

    child: int
    kind: str
    """`down`, `volatile`, `off_track`, `up` or `missing`."""
    score: float
    """Log-odds; 1 for `missing`, and for all kinds where a threshold was chosen."""
    dims: tuple[int, ...] = ()
    since: int | None = None


Step: TypeAlias = Callable[[DayLog], Sequence[Alarm]]

HOLDS = 1.0
LOWEST, HIGHEST = 1, 5
"""The scale of the engine; levels of another scale are stretched to it."""


def detector(info: HomeInfo) -> Step:
    """Return the engine of one home.

    Args:
        info: size of the home and its plans; anything with the same attributes.

    >>> step = detector(HomeInfo(1, 1))
    >>> def day(number: int, level: float) -> DayLog:
    ...     one = np.array([0])
    ...     return DayLog(number, number % 7, one, one, one, np.array([[level]]), one)
    >>> levels = [4.0, 3.0] * 30 + [2.0] * 14
    >>> last = [step(day(number, level)) for number, level in enumerate(levels)][-1]
    >>> [(one.kind, one.dims, one.since) for one in last if one.score > 6]
    [('down', (0,), 60)]
    """
    home = np.zeros(info.n_children, dtype=np.int64)
    watch = Watch(home, info.n_dims, [_stretched_plan(plan, info) for plan in info.plans])
    written = Written(info.n_children)

    def step(log: DayLog) -> list[Alarm]:
        ratings = _stretched(log.ratings, info)
        watch.focus = _focus(info, log.day)
        watch.filters.monday = log.day - log.weekday
        watch.observe(log.day, log.child, log.shift, log.rater, ratings)
        written.add(log.child, log.shift)
        return [*_changes(watch), *written.missing(log.day)]

    return step


def deciding(info: HomeInfo, per_year: float = 1.0) -> Step:
    """Return the engine of one home with a threshold; it only tells what is over it.

    Args:
        info: as for `detector`.
        per_year: false alarms for each child and year, one of `THRESHOLDS`.
    """
    inner, threshold = detector(info), THRESHOLDS[per_year]

    def step(log: DayLog) -> list[Alarm]:
        return [
            Alarm(one.child, one.kind, HOLDS, one.dims, one.since)
            for one in inner(log)
            if one.kind == "missing" or one.score >= threshold
        ]

    return step


class Written:
    """Which shifts were logged in the newest days of the coverage rule."""

    def __init__(self, children: int) -> None:
        self.rule = CoverageRule()
        self.shifts: set[int] = set()
        self.logged = np.zeros((children, self.rule.window_days), dtype=np.int64)
        self.days = 0

    def add(self, child: Ints, shift: Ints) -> None:
        """Take in the entries of a day; each shift of a child counts once."""
        self.days += 1
        self.shifts.update(shift.tolist())
        pairs = set(zip(child.tolist(), shift.tolist(), strict=True))
        today = np.bincount([one for one, _ in pairs], minlength=len(self.logged))
        self.logged = np.column_stack((self.logged[:, 1:], today.astype(np.int64)))

    def missing(self, day: int) -> list[Alarm]:
        """Return who is written about too seldom."""
        window = self.rule.window_days
        if self.days < window:
            return []
        due = np.full_like(self.logged, len(self.shifts))
        found = missing(self.logged, due, self.rule)
        return [Alarm(one.child, "missing", HOLDS, since=day - window + 1) for one in found]


def _changes(watch: Watch) -> Iterator[Alarm]:
    for one in verdicts(watch):
        yield Alarm(one.child, one.kind, one.odds, one.dimensions, one.since)


def _focus(info: HomeInfo, day: int) -> Bools:
    """Return the dimensions that plans in force are about, shape (children, dimensions)."""
    found = np.zeros((info.n_children, info.n_dims), dtype=bool)
    for plan in info.plans:
        found[plan.child, plan.dim] |= plan.start <= day <= plan.due
    return found


def _stretched(levels: Floats, info: HomeInfo) -> Floats:
    """Return levels on the scale of the engine."""
    low, high = info.scale
    return LOWEST + (levels - low) * (HIGHEST - LOWEST) / (high - low)


def _stretched_plan(plan: Plan, info: HomeInfo) -> Plan:
    low, high = info.scale
    gain = plan.gain * (HIGHEST - LOWEST) / (high - low)
    return Plan(plan.child, plan.dim, plan.start, plan.due, gain)
