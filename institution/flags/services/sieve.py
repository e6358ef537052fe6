"""Whether a new log can bring about a drop, so that most logs need no look at past weeks.

The first look at a child on a day leaves its newest days and what is usual for it in memory; the
levels of each log that follows are added to them, and only where a rule could hold now is the
database asked. What was usual lies weeks back and does not change in the meantime.

Memory may miss something: a log that another process kept, or hold one that was not kept after all.
The next first look and the sweep of the day know better.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

import numpy as np

from institution.content.daily_log import daily_log
from institution.flags.services.trends import RULES
from institution.logs.services import Draft, Kept
from institution.stats.arrays import Floats, Ints
from institution.stats.drops import ROUNDING
from institution.stats.history import History
from institution.stats.ruleset import WindowRule
from institution.stats.usual import usual_on

PRESENT = "present"
DAYS = max(rule.window_days for rule in RULES.drops)
"""Days kept in memory: as many as the rules compare with what is usual."""
MOST = 20_000
"""Children kept in mind; then all are forgotten, which costs each one look."""


class Remembered(NamedTuple):
    """The newest days of one child."""

    day: date
    """The last of them."""
    total: Floats
    """Shape (DAYS, dimensions): sum of the levels of each day."""
    number: Ints
    """Shape (DAYS, dimensions): how many levels there are."""
    limits: tuple[Floats, ...]
    """For each rule, shape (dimensions,): the highest mean at which it holds; NaN for never."""


_memory: dict[UUID, Remembered] = {}


def remember(child_id: UUID, day: date, history: History) -> None:
    """Keep the newest days of a child; `history` holds its days up to `day`."""
    if len(_memory) >= MOST:
        _memory.clear()
    levels = history.levels[0]
    never = np.nan if len(levels) <= history.settled[0] else 0.0
    newest = history.newest(DAYS)
    total = np.zeros(newest.levels.shape[1:])
    number = np.zeros(total.shape, dtype=np.int64)
    cells = newest.ratings.day, newest.ratings.dimension
    np.add.at(total, cells, newest.ratings.level)
    np.add.at(number, cells, 1)
    limits = tuple(_limit(levels, rule) + never for rule in RULES.drops)
    _memory[child_id] = Remembered(day, total, number, limits)


def forget(child_id: UUID) -> None:
    """Look again at a child: its past has changed."""
    _memory.pop(child_id, None)


def changes_past(log: Kept, day: date) -> bool:
    """Tell whether a log changes more than the days kept in memory, or takes something back."""
    return log.draft.corrects_id is not None or (day - log.draft.day).days >= DAYS


def may_cause_drop(log: Kept, day: date) -> bool:
    """Tell whether the days up to `day` need a look because of a log."""
    draft = log.draft
    if (day - draft.day).days >= RULES.days_needed:
        return False
    if changes_past(log, day):
        return True
    if draft.presence != PRESENT or draft.contact_time == daily_log().contact_time.open_mark:
        return False
    known = _memory.get(log.child_id)
    if known is None or known.day != day:
        return True
    _add(known, draft)
    pairs = zip(RULES.drops, known.limits, strict=True)
    return any(_may_hold(known, rule, limit) for rule, limit in pairs)


def _limit(levels: Floats, rule: WindowRule) -> Floats:
    """Return the highest mean of the newest days at which a rule holds, shape (dimensions,)."""
    usual = usual_on(levels, len(levels) - 1, RULES.baseline, window=rule.window_days)
    return np.minimum(usual - rule.drop_at_least, rule.level_at_most) + ROUNDING


def _add(known: Remembered, draft: Draft) -> None:
    """Add the levels of a log to its day."""
    keys = daily_log().dimension_keys
    row = DAYS - 1 - (known.day - draft.day).days
    for dimension, level in draft.levels.items():
        if level is not None and dimension in keys:
            column = keys.index(dimension)
            known.total[row, column] += level
            known.number[row, column] += 1


def _may_hold(known: Remembered, rule: WindowRule, limit: Floats) -> bool:
    """Tell whether a rule holds by the days in memory, whoever rated them."""
    total, number = known.total[-rule.window_days :], known.number[-rule.window_days :]
    seen = number > 0
    days = seen.sum(axis=0)
    mean = (total / np.maximum(number, 1)).sum(axis=0) / np.maximum(days, 1)
    low = (days >= rule.minimum_days) & (mean <= limit)
    return int(low.sum()) >= rule.dimensions_at_least
