"""Shifts without a log, while the child is in the home."""

from datetime import timedelta

import numpy as np

from institution.content.daily_log import daily_log
from institution.flags.services.days import Days
from institution.flags.services.findings import Finding
from institution.stats.arrays import Bools, Ints
from institution.stats.coverage import Missing, coverage, missing
from institution.stats.ruleset import CoverageRule

KIND = "log_gap"
RULE = CoverageRule()
HABIT_DAYS = 28
"""Days in which a unit shows which shifts it writes about."""
HABIT_SHARE = 0.5
"""Share of these days on which a shift is written about, to be expected; less is a trial."""


def find(days: Days) -> list[Finding]:
    """Return of whom too many shifts are missing in the week before the last day.

    The last day itself is not over and does not count.

    Args:
        days: whole units, so that their habits are seen.
    """
    return [_finding(days, one) for one in missing(*_week(days), RULE)]


def filled(days: Days) -> Bools:
    """Return about whom enough is written again, shape (children,); not where none is expected."""
    logged, due = _week(days)
    share = coverage(logged, due, window=RULE.window_days, least=RULE.minimum_shifts)[:, -1]
    return np.asarray(share >= RULE.below)


def _week(days: Days) -> tuple[Ints, Ints]:
    """Return logged and expected shifts, each of shape (children, days of the rule)."""
    week = slice(-1 - RULE.window_days, -1)
    written = _written(days)
    expected = _expected(days, written).sum(axis=1)
    due = np.where(_here(days) & _lived_here(days), expected[:, None], 0)
    return written.sum(axis=2)[:, week], due[:, week]


def _written(days: Days) -> Ints:
    """Return which shifts have a log, shape (children, days, shifts): 0 or 1."""
    logs = days.logs
    found = np.zeros((*days.shape[:2], len(daily_log().shifts)), dtype=np.int64)
    found[logs.child, logs.day, logs.shift] = 1
    return found


def _expected(days: Days, written: Ints) -> Bools:
    """Return which shifts are usually written about, shape (children, shifts).

    About the child itself, or about most children of its unit: a child whom nobody ever writes
    about is missed as well.
    """
    units = [one.unit_id for one in days.children]
    number = {unit: place for place, unit in enumerate(dict.fromkeys(units))}
    of_unit = np.array([number[unit] for unit in units], dtype=np.int64)
    own = written[:, -1 - HABIT_DAYS :].mean(axis=1)
    total = np.zeros((len(number), own.shape[1]))
    np.add.at(total, of_unit, own)
    of_all = total / np.bincount(of_unit, minlength=len(number))[:, None]
    return np.asarray(np.maximum(own, of_all[of_unit]) >= HABIT_SHARE)


def _here(days: Days) -> Bools:
    """Return on which days each child was in the home, shape (children, days).

    Where nothing is written, it is where it was last; before the first log it counts as here.
    """
    logs, shape = days.logs, days.shape[:2]
    told = np.zeros(shape, dtype=np.bool_)
    here = np.zeros(shape, dtype=np.bool_)
    told[logs.child, logs.day] = True
    np.logical_or.at(here, (logs.child, logs.day), logs.present)
    newest = np.maximum.accumulate(np.where(told, np.arange(shape[1]), -1), axis=1)
    last = np.take_along_axis(here, np.maximum(newest, 0), axis=1)
    return np.asarray((newest < 0) | last)


def _lived_here(days: Days) -> Bools:
    """Return on which days each child lived where it lives now, shape (children, days)."""
    begun = np.array([(one.begins - days.period.first).days for one in days.children])
    return np.asarray(np.arange(days.shape[1]) >= begun[:, None])


def _finding(days: Days, gap: Missing) -> Finding:
    """Keep the counts."""
    first = days.period.last - timedelta(days=RULE.window_days)
    return Finding(
        kind=KIND,
        child=days.children[gap.child],
        day=days.period.last,
        since=first,
        evidence={"n": gap.missing, "total": gap.total, "logs": []},
    )
