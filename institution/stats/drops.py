"""The rules about a child who has it harder than usual, for all children and days at once.

Each rule compares the mean of the newest days with the usual level from earlier days (`usual`).
Nothing here is worded or decided: a rule says on which days it holds, and for which dimensions.
Inside, a line is one dimension of one child, and arrays have the shape (lines, days).
"""

import numpy as np

from institution.stats.arrays import Bools, Floats, Ints
from institution.stats.history import History
from institution.stats.rolling import Rolling, lately, rolling
from institution.stats.ruleset import RuleSet, WindowRule
from institution.stats.series import adults
from institution.stats.usual import Period, usual_at, usual_on

ROUNDING = 1e-9
"""Scale points within which two levels are equal, whichever order they were added up in."""


def holds(history: History, rules: RuleSet) -> tuple[Bools, ...]:
    """Return for each rule of `rules.drops` where it holds.

    A rule names only what no earlier rule has named in the days it looks at, so that one change
    is told once; and nothing while a child settles in.

    Returns:
        Arrays of shape (children, days, dimensions): the dimensions named on each day.
    """
    children, days, dimensions = history.levels.shape
    lines = history.lines()
    recent = {width: rolling(lines, width) for width in {r.window_days for r in rules.drops}}
    settled = np.arange(days) >= history.settled[:, None, None]
    named = np.zeros((children, dimensions, days), dtype=bool)
    found = []
    for rule in rules.drops:
        dropped = _dropped(lines, recent[rule.window_days], rule, rules.baseline)
        seen = _seen_by_enough(history, dropped.reshape(named.shape), rule)
        low = _enough(seen, rule)
        told = _enough(low & ~lately(named, rule.window_days), rule) & settled
        found.append(np.swapaxes(told, 1, 2))
        named |= low
    return tuple(found)


def may_hold(history: History, rules: RuleSet) -> Ints:
    """Return the children about whom any rule can hold on the last day, and perhaps does not.

    This looks at that day alone and at nothing but the drop, to spare all others the rest.
    """
    lines, last = history.lines(), history.levels.shape[1] - 1
    low = np.zeros(len(lines), dtype=bool)
    for rule in rules.drops:
        now = rolling(lines[:, -rule.window_days :], rule.window_days)
        seen = now.days[:, -1] >= rule.minimum_days
        before = usual_on(lines.T, last, rules.baseline, window=rule.window_days)
        low |= seen & (before - now.mean[:, -1] >= rule.drop_at_least - 2 * ROUNDING)
    children, _, dimensions = history.levels.shape
    return np.flatnonzero(low.reshape(children, dimensions).any(axis=1))


def _dropped(lines: Floats, now: Rolling, rule: WindowRule, period: Period) -> Bools:
    """Return on which days each line lies far enough under its usual level."""
    low = (now.days >= rule.minimum_days) & (now.mean <= rule.level_at_most + ROUNDING)
    chosen = np.flatnonzero(low.any(axis=1))
    lines, means = lines[chosen], now.mean[chosen]
    line, day = np.nonzero(low[chosen] & _may_have_dropped(lines, means, rule, period))
    found = np.zeros_like(low)
    if len(line):
        before = usual_at(lines, line, day, period, window=rule.window_days)
        found[chosen[line], day] = before - means[line, day] >= rule.drop_at_least - ROUNDING
    return found


def _may_have_dropped(lines: Floats, means: Floats, rule: WindowRule, period: Period) -> Bools:
    """Leave out days that cannot meet the rule, to spare them the sorting.

    A median lies a drop above the mean of now only if at least half of the earlier values do.
    """
    needed = means + rule.drop_at_least - ROUNDING
    first = period.gap + rule.window_days - 1
    high = np.zeros(lines.shape, dtype=np.int16)
    for back in range(first, min(first + period.length, lines.shape[1])):
        high[:, back:] += lines[:, :-back] >= needed[:, back:]
    return 2 * high >= period.least_days


def _enough(low: Bools, rule: WindowRule) -> Bools:
    """Keep the days on which as many dimensions are low as the rule asks for.

    `low` has the shape (children, dimensions, days).
    """
    return np.asarray(low & (low.sum(axis=1, keepdims=True) >= rule.dimensions_at_least))


def _seen_by_enough(history: History, low: Bools, rule: WindowRule) -> Bools:
    """Keep the days on which enough adults rated; no more are asked for than there are."""
    if not low.any():
        return low
    rows = history.on_lines(np.asarray(low.any(axis=2)))
    seen = adults(rows, history.levels.shape, window=rule.window_days)
    asked = np.minimum(rule.minimum_adults, history.adults)
    return low & (np.swapaxes(seen, 1, 2) >= asked[:, None, None])
