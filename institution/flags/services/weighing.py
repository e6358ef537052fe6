"""What the engine sees of a child today, whether or not it is enough for a flag."""

from dataclasses import replace
from enum import Enum
from itertools import compress
from typing import NamedTuple
from uuid import UUID

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.daily_log import daily_log
from institution.content.flags import flags as content
from institution.flags.services import goals, trends, watching
from institution.flags.services.choosing import thresholds
from institution.flags.services.days import read
from institution.flags.services.findings import Finding
from institution.flags.services.looking import only_of
from institution.flags.services.residence import residences
from institution.flags.services.trends import Seen
from institution.stats.change.starts import Start
from institution.stats.change.verdict import Verdict, verdicts
from institution.stats.ruleset import SETTLING_IN_DAYS

KINDS = ("down", "volatile", "up")


class Weight(Enum):
    """How much speaks for a change."""

    NOTHING = 0
    """A change is no more likely than none."""
    LITTLE = 1
    SOMETHING = 2
    """More than half of what is needed."""
    ENOUGH = 3


class Weighed(NamedTuple):
    """A kind of change, and how much speaks for it."""

    weight: Weight
    finding: Finding
    """What would be told; it names no dimension where nothing speaks for a change."""


class Weighing(NamedTuple):
    """What the engine sees of a child."""

    changes: tuple[Weighed, ...]
    settles_in: int
    """Days that are left before a trend is told; 0 where none are."""
    here: bool
    """Whether the child was in the home when it was last written about."""
    days: int
    """Days that count, of those the engine looks at."""
    focus: tuple[str, ...] = ()
    """Keys of the dimensions that the child's plan is about, so that little is needed there."""
    start: Start | None = None
    """On what the child's usual rests while its own days are few."""


def weigh(work: Work, child_id: UUID) -> Weighing | None:
    """Return what the engine sees of a child up to today; None where it lives in no home.

    The other children of the home only help to compare adults.

    Raises:
        NotAllowedError: no role of the actor ever reads flags.
        NotReachableError: no such child, or not within reach.
    """
    child = scope.child(work, Permission.FLAG_READ, child_id)
    job = replace(work, actor=NIGHTLY)
    with only_of(work, child.id):
        living = residences(job, work.today)
        home_id = next((one.home_id for one in living if one.child_id == child_id), None)
        children = [one for one in living if one.home_id == home_id]
        number = {one.child_id: place for place, one in enumerate(children)}
        if child_id not in number:
            return None
        days = read(job, children, watching.period(work.today))
        rows = watching.rows(days)
        known = watching.begin(children, days.period.first)
        known.go_on(rows, work.today)
        known.watch.focus = goals.focus(goals.agreed(job, children), children)
    seen = Seen(days, rows, known, thresholds(job, children))
    return _weighing(seen, number[child_id])


def _weighing(seen: Seen, child: int) -> Weighing:
    """Return what was found about one child."""
    found = {one.kind: one for one in verdicts(seen.watching.watch) if one.child == child}
    lived = (seen.days.period.last - seen.days.children[child].begins).days
    return Weighing(
        tuple(_weighed(seen, found[kind]) for kind in KINDS),
        max(SETTLING_IN_DAYS - lived, 0),
        bool(trends.present(seen.days)[child]),
        len({*seen.rows.day[seen.rows.child == child].tolist()}),
        tuple(compress(daily_log().dimension_keys, seen.watching.watch.focus[child])),
        seen.watching.watch.start(child),
    )


def _weighed(seen: Seen, verdict: Verdict) -> Weighed:
    """Return how much speaks for a change, and what it would be."""
    weight = _weight(verdict.odds, float(seen.thresholds[verdict.child]))
    if weight is not Weight.NOTHING and verdict.kind != "volatile":
        sign = 1.0 if verdict.kind == "up" else -1.0
        change = seen.watching.watch.change(verdict.child, sign)
        verdict = verdict._replace(dimensions=change.dimensions, since=change.since)
    return Weighed(weight, trends.finding(seen, verdict))


def _weight(odds: float, needed: float) -> Weight:
    if odds <= 0:
        return Weight.NOTHING
    if odds >= needed:
        return Weight.ENOUGH
    return Weight.SOMETHING if odds > needed / 2 else Weight.LITTLE


def kind_of(weighed: Weighed) -> str:
    """Return what the engine calls the change."""
    return content().kind(weighed.finding.kind).verdict or ""
