"""Changes against the child's own usual level, as the engine weighs them, and their evidence."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from institution.content.daily_log import daily_log
from institution.content.flags import FlagKind
from institution.content.flags import flags as content
from institution.flags.services.days import Days, log_ids
from institution.flags.services.findings import Finding
from institution.flags.services.watching import Rows, Watching
from institution.stats.arrays import Bools, Floats
from institution.stats.change.verdict import Verdict, verdicts
from institution.stats.ruleset import SETTLING_IN_DAYS
from institution.stats.weekly import WEEK, monday

WEEKS_SHOWN = 13 * WEEK
"""Days of which the picture beside a flag shows what was compared."""
STEADY = 0.25
"""Scale points within which a dimension lies as usual."""


class Seen(NamedTuple):
    """Some days, and what the engine knows as of the last of them."""

    days: Days
    rows: Rows
    watching: Watching
    thresholds: Floats
    """Shape (children,): the odds from which a change is told, as each child's home chose."""


def find(seen: Seen, only: int | None = None) -> list[Finding]:
    """Return the changes that hold on the last day, of all children or of one."""
    here = present(seen.days)
    return [
        finding(seen, verdict)
        for verdict in verdicts(seen.watching.watch)
        if verdict.kind != "off_track"
        and verdict.odds >= seen.thresholds[verdict.child]
        and only in (None, verdict.child)
        and here[verdict.child]
        and settled(seen.days, verdict.child)
    ]


def holds(watching: Watching, child: int, threshold: float) -> bool:
    """Tell whether the engine sees a change of a child, whatever else speaks against a flag."""
    odds = watching.watch.odds()
    return bool(max(one[child] for one in odds) >= threshold)


def settled(days: Days, child: int) -> bool:
    """Tell whether a child has lived where it lives long enough for a trend to be told."""
    return (days.period.last - days.children[child].begins).days >= SETTLING_IN_DAYS


def present(days: Days) -> Bools:
    """Return whether each child was in the home when it was last written about, shape (children,).

    A child about whom nothing is written counts as there.
    """
    logs = days.logs
    last = np.full(len(days.children), -1, dtype=np.int64)
    np.maximum.at(last, logs.child, logs.day)
    newest = logs.day == last[logs.child]
    here = last < 0
    np.logical_or.at(here, logs.child[newest], logs.present[newest])
    return np.asarray(here)


def finding(seen: Seen, verdict: Verdict) -> Finding:
    """Word nothing; keep the numbers and the entries behind them."""
    days, child = seen.days, verdict.child
    kind = content().of_verdict(verdict.kind)
    since = date.fromordinal(max(verdict.since or 0, days.period.first.toordinal()))
    since = max(since, days.children[child].came)
    levels = _levels(seen, verdict, kind, since)
    keys = [one["key"] for one in levels["dimensions"]]
    columns = tuple(daily_log().dimension_keys.index(key) for key in keys)
    return Finding(
        kind=kind.key,
        child=days.children[child],
        day=days.period.last,
        since=since,
        dimensions=frozenset(keys),
        evidence={
            **levels,
            **behind(days, child, columns, since),
            "first_day": since.isoformat(),
            **_start(seen, child),
        },
    )


def _start(seen: Seen, child: int) -> dict[str, Any]:
    """Return on what a child's usual rests while its own days are few; nothing once they carry."""
    start = seen.watching.watch.start(child)
    return {"start": start._asdict()} if start else {}


def behind(days: Days, child: int, columns: tuple[int, ...], since: date) -> dict[str, Any]:
    """Return days, adults and entries since a day; of all dimensions where none is named."""
    logs = days.logs
    chosen = list(columns) or slice(None)
    used = logs.used & (logs.child == child) & (logs.day >= (since - days.period.first).days)
    used[used] = ~np.isnan(logs.levels[used][:, chosen]).all(1)
    return {
        "n_days": len(np.unique(logs.day[used])),
        "n_adults": len(np.unique(logs.rater[used])),
        "logs": log_ids(days, used),
    }


def _levels(seen: Seen, verdict: Verdict, kind: FlagKind, since: date) -> dict[str, Any]:
    """Return the usual level and the level now of what changed, and what is as usual."""
    levels = seen.watching.levels(seen.rows, verdict.child)
    split = (since - seen.days.period.first).days
    usual, now = _mean(levels[:split]), _mean(levels[split:])
    sign = 1 if kind.verdict == "up" else -1
    moved = sign * (now - usual)
    keys = daily_log().dimension_keys
    rated = [one for one in verdict.dimensions if not np.isnan(moved[one])]
    named = [one for one in rated if moved[one] > 0] or rated
    first = seen.days.period.first
    steady = np.flatnonzero(np.abs(moved) < STEADY).tolist()
    return {
        "dimensions": [
            {"key": keys[one], "usual": _round(usual[one]), "now": _round(now[one])}
            for one in named
        ],
        "steady": [keys[one] for one in steady if one not in named],
        "weeks": _weeks(first, levels, {keys[one]: one for one in named}),
    }


def _weeks(first: date, levels: Floats, named: Mapping[str, int]) -> dict[str, Any]:
    """Return the mean of each newest week, from its Monday on; None where nobody saw the child."""
    monday_ = max(monday(first.toordinal()), monday(first.toordinal() + len(levels)) - WEEKS_SHOWN)
    gap = monday_ - first.toordinal()
    filled = np.vstack((np.full((max(-gap, 0), levels.shape[1]), np.nan), levels[max(gap, 0) :]))
    means = np.array([_mean(filled[at : at + WEEK]) for at in range(0, len(filled), WEEK)])
    return {
        "first": date.fromordinal(monday_).isoformat(),
        "levels": {
            key: [None if np.isnan(one) else _round(one) for one in means[:, column]]
            for key, column in named.items()
        },
    }


def _mean(levels: Floats) -> Floats:
    """Return the mean of the days of each dimension; NaN where there is none."""
    number = (~np.isnan(levels)).sum(0)
    total = np.nansum(levels, axis=0)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


def _round(level: float) -> float:
    return round(float(level), 2)
