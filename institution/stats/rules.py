"""Which drops hold for which child, since when and on what they rest.

This is what an engine gives: evidence. How it is worded and who is told stands elsewhere, and a
better engine can take the place of this one by giving the same evidence.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.drops import holds, may_hold
from institution.stats.history import History
from institution.stats.onset import onset
from institution.stats.ruleset import RuleSet, WindowRule
from institution.stats.series import Ratings
from institution.stats.usual import usual_on


class Decline(NamedTuple):
    """One rule that holds for one child on one day, and what it rests on."""

    kind: str
    """Key of the flag."""
    child: int
    day: int
    """Day on which the rule holds; all that follows is as known on that day."""
    first_day: int
    """First of the days compared; they end on `day`."""
    since: int
    """Day on which the change is likely to have begun."""
    dimensions: tuple[int, ...]
    usual: tuple[float, ...]
    """Usual level of each of the dimensions, in scale points."""
    now: tuple[float, ...]
    """Mean level of each of the dimensions in the days compared, in scale points."""
    n_days: int
    """Days compared on which any of the dimensions has a value."""
    n_adults: int
    """Different adults who rated any of the dimensions in the days compared."""
    until: int
    """Last day of the episode, from `sweep`; equal to `day` from `holding`."""


def holding(history: History, rules: RuleSet) -> list[Decline]:
    """Return what holds on the last day, at most one per child and rule.

    Args:
        history: days up to today; `rules.days_needed` of them decide, more change nothing.
        rules: the numbers of the rules.

    Returns:
        By child, then rule.
    """
    newest = history.newest(rules.days_needed)
    dropped = history.levels.shape[1] - newest.levels.shape[1]
    today = newest.levels.shape[1] - 1
    return [
        _later(decline, dropped)._replace(child=child)
        for child in may_hold(newest, rules).tolist()
        for decline in sweep(newest.of_children(child, child + 1), rules, first_day=today)
    ]


def sweep(history: History, rules: RuleSet, *, first_day: int = 0) -> list[Decline]:
    """Return every episode from `first_day` on, each as known on the day it began.

    Days on which a rule holds for a child belong to one episode while they are no more than
    `rules.episode_gap_days` apart.

    Args:
        history: days of any number of children; the earliest only serve to know what is usual.
        rules: the numbers of the rules.
        first_day: number of the first day on which an episode can begin.

    Returns:
        By child, then rule, then day.
    """
    return [
        decline._replace(child=decline.child + first)
        for first, block in history.blocks()
        for decline in _of_block(block, rules, first_day)
    ]


def episodes(days: Ints, gap: int) -> list[tuple[int, int]]:
    """Join days into episodes, given as first and last day.

    Args:
        days: shape (n,), rising.
        gap: days at most from one day to the next of the same episode.

    >>> episodes(np.array([3, 4, 9, 30]), gap=14)
    [(3, 9), (30, 30)]
    """
    breaks = np.flatnonzero(np.diff(days) > gap)
    first = np.concatenate((days[:1], days[breaks + 1]))
    last = np.concatenate((days[breaks], days[-1:]))
    return list(zip(first.tolist(), last.tolist(), strict=True))


def behind(ratings: Ratings, decline: Decline) -> Bools:
    """Return which ratings a decline rests on, shape (rows,)."""
    return np.asarray(
        ratings.used
        & ~np.isnan(ratings.level)
        & (ratings.child == decline.child)
        & (ratings.day >= decline.first_day)
        & (ratings.day <= decline.day)
        & np.logical_or.reduce([ratings.dimension == one for one in decline.dimensions])
    )


def _of_block(history: History, rules: RuleSet, first_day: int) -> Iterator[Decline]:
    """Yield the episodes of a few children."""
    named = holds(history, rules)
    for child in np.flatnonzero(np.any(named, axis=(0, 2, 3))).tolist():
        only = history.of_children(child, child + 1)
        for rule, where in zip(rules.drops, named, strict=True):
            days = first_day + np.flatnonzero(where[child, first_day:].any(axis=1))
            for day, until in episodes(days, rules.episode_gap_days):
                found = _decline(only, rules, rule, (day, where[child, day]))
                yield found._replace(child=child, until=until)


def _decline(
    history: History, rules: RuleSet, rule: WindowRule, place: tuple[int, Bools]
) -> Decline:
    """Put together what a rule rests on, for a history of one child.

    `place` is the day and the dimensions named, shape (dimensions,).
    """
    day, named = place
    lines = history.levels[0][:, named]
    before = usual_on(lines, day, rules.baseline, window=rule.window_days)
    first = day - rule.window_days + 1
    seen = ~np.isnan(lines[first : day + 1])
    bare = Decline(
        kind=rule.kind,
        child=0,
        day=day,
        first_day=first,
        since=_since(lines, before, max(first - rules.baseline.gap + 1, 0), day),
        dimensions=tuple(np.flatnonzero(named).tolist()),
        usual=tuple(before.tolist()),
        now=tuple(np.nanmean(lines[first : day + 1], axis=0).tolist()),
        n_days=int(seen.any(axis=1).sum()),
        n_adults=0,
        until=day,
    )
    raters = history.ratings.rater[behind(history.ratings, bare)]
    return bare._replace(n_adults=len(set(raters.tolist())))


def _since(lines: Floats, before: Floats, earliest: int, day: int) -> int:
    """Return when the drop began, no earlier than just after what is usual was taken."""
    below = before - lines[earliest : day + 1]
    count = (~np.isnan(below)).sum(axis=1)
    mean = np.full(len(below), np.nan)
    np.divide(np.nansum(below, axis=1), count, out=mean, where=count > 0)
    return earliest + onset(mean)


def _later(decline: Decline, days: int) -> Decline:
    """Number the days from an earlier day 0."""
    return decline._replace(
        day=decline.day + days,
        first_day=decline.first_day + days,
        since=decline.since + days,
        until=decline.until + days,
    )
