"""Drops against the child's own usual level: the rules of `institution.stats`, and their evidence.

A better engine takes the place of this one by giving the same `Decline`s.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from institution.content.daily_log import daily_log
from institution.flags.services.days import Days, log_ids
from institution.flags.services.findings import Finding
from institution.stats.arrays import Bools
from institution.stats.history import History, history
from institution.stats.rules import Decline, behind, holding
from institution.stats.ruleset import RuleSet

RULES = RuleSet()


def find(days: Days, adults: Sequence[int]) -> list[Finding]:
    """Return the drops that hold on the last day, the broadest first.

    Args:
        days: `RULES.days_needed` of them.
        adults: how many adults work with each of the children.
    """
    here = present(days)
    return [
        _finding(days, decline)
        for decline in holding(as_history(days, adults), RULES)
        if here[decline.child]
    ]


def as_history(days: Days, adults: Sequence[int]) -> History:
    """Return the days as the rules look at them."""
    first = days.period.first
    moved_in = [(one.begins - first).days for one in days.children]
    return history(
        days.ratings,
        days.shape,
        RULES,
        moved_in=np.array(moved_in, dtype=np.int64),
        adults=np.array(adults, dtype=np.int64),
    )


def present(days: Days) -> Bools:
    """Return whether each child was in the home when it was last written about, shape (children,).

    A child about whom nothing is written counts as there.
    """
    logs = days.logs
    last = np.full(len(days.children), -1, dtype=np.int64)
    np.maximum.at(last, logs.child, logs.day)
    newest = logs.day == last[logs.child]
    here = last < 0
    np.logical_or.at(here, logs.child[newest], logs.here[newest])
    return np.asarray(here)


def _finding(days: Days, decline: Decline) -> Finding:
    """Word nothing; keep the numbers and the entries behind them."""
    keys = [daily_log().dimension_keys[column] for column in decline.dimensions]
    levels = zip(keys, decline.usual, decline.now, strict=True)
    return Finding(
        kind=decline.kind,
        child=days.children[decline.child],
        day=_on(days, decline.day),
        since=_on(days, decline.since),
        dimensions=frozenset(keys),
        evidence={
            "dimensions": [
                {"key": key, "usual": round(usual, 2), "now": round(now, 2)}
                for key, usual, now in levels
            ],
            "first_day": _on(days, decline.first_day).isoformat(),
            "n_days": decline.n_days,
            "n_adults": decline.n_adults,
            "logs": log_ids(days, behind(days.ratings, decline)),
        },
    )


def _on(days: Days, number: int) -> date:
    return days.period.first + timedelta(days=number)
