"""Goals of the plan in force whose days fit better with no change than with the agreed path."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.daily_log import daily_log
from institution.content.flags import flags as content
from institution.flags.services.findings import Finding
from institution.flags.services.residence import Residence
from institution.flags.services.trends import Seen, behind
from institution.flags.services.watching import Path
from institution.plans.models import Goal
from institution.plans.services import goals_of
from institution.stats import goals as stats
from institution.stats.arrays import Bools

KIND = "goal_off_track"
NEWEST = 14
"""Days whose mean is told as where things are now."""
MOST = 3
"""Dimensions at most of which a change is more to be expected, since a plan is about them."""


def agreed(work: Work, children: Sequence[Residence]) -> list[Goal]:
    """Return the goals of the plans that hold for some children; costs one query."""
    return goals_of(work, Permission.FLAG_RAISE, [one.child_id for one in children])


def followed(goals: Iterable[Goal], children: Sequence[Residence]) -> dict[Path, Goal]:
    """Return the goals that have a path to follow."""
    number = {one.child_id: place for place, one in enumerate(children)}
    pairs = ((as_path(goal, number[goal.child_id]), goal) for goal in goals)
    return {path: goal for path, goal in pairs if path is not None}


def focus(goals: Iterable[Goal], children: Sequence[Residence]) -> Bools:
    """Return the dimensions that each child's plan is about, shape (children, dimensions).

    Of a plan that names more than `MOST` the first ones, since with all none stands out.
    """
    keys = daily_log().dimension_keys
    named: dict[UUID, dict[int, None]] = {one.child_id: {} for one in children}
    for goal in goals:
        if goal.dimension in keys:
            named[goal.child_id][keys.index(goal.dimension)] = None
    found = np.zeros((len(children), len(keys)), dtype=bool)
    for place, one in enumerate(children):
        found[place, list(named[one.child_id])[:MOST]] = True
    return found


def find(seen: Seen, goals: dict[Path, Goal]) -> list[Finding]:
    """Return the goals that are behind; `goals` are those that the engine follows.

    A child who is where the plan expects it, without having moved, is not behind.
    """
    found = (_finding(seen, path, goals[path]) for path in off_track(seen))
    return [one for one in found if _is_behind(one.evidence)]


def _is_behind(evidence: dict[str, Any]) -> bool:
    return "now" not in evidence or bool(evidence["now"] < evidence.get("expected", np.inf))


def off_track(seen: Seen) -> Iterator[Path]:
    """Yield the paths that are missed on the last day."""
    watch = seen.watching.watch
    for path, odds in zip(seen.watching.paths, watch.paths.odds.tolist(), strict=True):
        if odds + watch.settings.path_odds >= seen.thresholds[path.child]:
            yield path


def path(goal: Goal) -> stats.Goal | None:
    """Return where a goal sets out from and leads to; None where that is not agreed.

    A child who is inside the band already is to stay there: the lower end is the path. Without a
    lower end there is nothing to stay above.
    """
    low, high, start = goal.target_low, goal.target_high, goal.baseline
    if start is None or goal.review_on <= goal.starts_on:
        return None
    days = goal.starts_on.toordinal(), goal.review_on.toordinal()
    if high is not None and start > high:
        return stats.Goal(*days, start, high)
    return None if low is None else stats.Goal(*days, min(start, low), low)


def as_path(goal: Goal, child: int) -> Path | None:
    """Return a goal as the engine follows it; None where nothing is to be reached."""
    way, keys = path(goal), daily_log().dimension_keys
    if way is None or goal.dimension not in keys or way.target == way.baseline:
        return None
    gain = way.target - way.baseline
    return Path(child, keys.index(goal.dimension), way.start, way.review, gain, goal.id)


def _finding(seen: Seen, missed: Path, row: Goal) -> Finding:
    days = seen.days
    return Finding(
        kind=content().of_verdict("off_track").key,
        child=days.children[missed.child],
        day=days.period.last,
        since=row.starts_on,
        about=str(row.lineage_id),
        goal_id=row.id,
        evidence=_evidence(seen, missed, row),
    )


def _evidence(seen: Seen, missed: Path, row: Goal) -> dict[str, Any]:
    """Keep where the child is, where the plan expects it, and the entries behind it."""
    days, way = seen.days, path(row)
    levels = seen.watching.levels(seen.rows, missed.child)[-NEWEST:, missed.dim]
    known = levels[~np.isnan(levels)]
    today = np.array([days.period.last.toordinal()])
    since = max(row.starts_on, days.period.first)
    return {
        "dimensions": [{"key": daily_log().dimension_keys[missed.dim]}],
        **({"now": round(float(known.mean()), 2)} if len(known) else {}),
        **({"expected": round(float(stats.expected(way, today)[0]), 2)} if way else {}),
        **behind(days, missed.child, (missed.dim,), since),
        "first_day": date.isoformat(since),
    }
