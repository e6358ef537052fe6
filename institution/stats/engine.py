"""The flag engine behind one interface: told of a home, then day by day, it raises alarms.

`detector(home)` is called once per home and returns `step`, which is called once a day, in order,
with all entries of that day. The rules are the ones the application runs as well, those of `rules`,
`goals` and `coverage`; here they are only fed day by day.

The score is 1 when a rule holds, and there is no alarm otherwise: these rules have their thresholds
in them. The rule about the least number of adults asks for no more adults than have ever written in
the home, so that a home with one adult is not silent for good. What is not known here is taken from
the logs: a child moves in on the day of its first log, and each shift that was ever logged in the
home is expected every day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from institution.stats.arrays import Floats, Ints
from institution.stats.course import Course
from institution.stats.coverage import missing
from institution.stats.memory import Memory
from institution.stats.rules import holding
from institution.stats.ruleset import RuleSet


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
    """Shape (children,): how many that day; the plain rules do not use them."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A rule that holds today."""

    child: int
    kind: str
    """`down`, `off_track` or `missing`."""
    score: float
    dims: tuple[int, ...] = ()
    since: int | None = None


Step: TypeAlias = Callable[[DayLog], Sequence[Alarm]]

HOLDS = 1.0
"""The only score these rules give."""


def detector(info: HomeInfo, rules: RuleSet | None = None) -> Step:
    """Return the engine of one home.

    Args:
        info: size of the home and its plans; anything with the same attributes.
        rules: the numbers of the rules.

    >>> step = detector(HomeInfo(1, 1))
    >>> def day(number: int, level: float) -> DayLog:
    ...     one = np.array([0])
    ...     return DayLog(number, number % 7, one, one, one, np.array([[level]]), one)
    >>> alarms = [step(day(number, 4.0 if number < 60 else 2.0)) for number in range(67)]
    >>> [number for number, found in enumerate(alarms) if found], alarms[66]
    ([66], [Alarm(child=0, kind='down', score=1.0, dims=(0,), since=60)])
    """
    chosen = rules or RuleSet()
    memory = Memory(info.n_children, info.n_dims, chosen)
    courses: list[tuple[Plan, Course]] = []

    def step(log: DayLog) -> list[Alarm]:
        offset = _offset(log)
        if not courses:
            courses.extend((plan, _course(plan, offset, chosen)) for plan in info.plans)
        memory.add(log.day, log.child, log.shift, log.rater, log.ratings)
        return [*_down(memory), *_missing(memory), *_off_track(courses, log, offset)]

    return step


def _offset(log: DayLog) -> int:
    """Return what to add to a day so that it counts weekdays as ordinals do."""
    return (log.weekday + 1 - log.day) % 7


def _course(plan: Plan, offset: int, rules: RuleSet) -> Course:
    return Course(plan.start + offset, plan.due + offset, plan.gain, rules)


def _down(memory: Memory) -> list[Alarm]:
    return [
        Alarm(one.child, "down", HOLDS, one.dimensions, one.since + memory.first_day)
        for one in holding(memory.history(), memory.rules)
    ]


def _missing(memory: Memory) -> list[Alarm]:
    window = memory.rules.coverage.window_days
    if memory.today + 1 < window:
        return []
    due = np.full_like(memory.logged, len(memory.shifts))
    return [
        Alarm(one.child, "missing", HOLDS, since=memory.today - window + 1)
        for one in missing(memory.logged, due, memory.rules.coverage)
    ]


def _off_track(courses: list[tuple[Plan, Course]], log: DayLog, offset: int) -> list[Alarm]:
    found = []
    for plan, course in courses:
        seen = log.ratings[log.child == plan.child, plan.dim]
        seen = seen[~np.isnan(seen)]
        behind = course.add(log.day + offset, float(seen.mean()) if len(seen) else np.nan)
        if behind:
            since = behind.since - offset
            found.append(Alarm(plan.child, "off_track", HOLDS, (plan.dim,), since))
    return found
