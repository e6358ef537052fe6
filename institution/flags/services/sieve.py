"""Whether a new log can have caused a drop, so that most logs need no look at past weeks.

A drop means days that lie a whole level under the usual one. A log in which nothing lies that low
does not cause it. What such a log may still complete, such as the number of days or adults, is
found by the next one that is low, and by the sweep of the day.

What was usual lies weeks back, so it is kept in memory for the rest of the day it was looked up on.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

import numpy as np

from institution.content.daily_log import daily_log
from institution.flags.services.days import PRESENT
from institution.flags.services.trends import RULES, usual_now
from institution.logs.models import ShiftLog
from institution.stats.drops import ROUNDING
from institution.stats.history import History

MOST = 20_000
"""Children kept in mind; then all are forgotten, which costs each one look."""


class Remembered(NamedTuple):
    """Under which level a drop begins, for one child on one day."""

    day: date
    limits: dict[str, float]
    """Scale points by dimension; NaN where no usual level is known yet."""


_memory: dict[UUID, Remembered] = {}


def remember(child_id: UUID, day: date, history: History) -> None:
    """Keep what is usual for a child; `history` holds its days up to `day`."""
    if len(_memory) >= MOST:
        _memory.clear()
    usual = np.fmax.reduce(usual_now(history))
    least = min(rule.drop_at_least for rule in RULES.drops) - ROUNDING
    limits = zip(daily_log().dimension_keys, (usual - least).tolist(), strict=True)
    _memory[child_id] = Remembered(day, dict(limits))


def forget(child_id: UUID) -> None:
    """Look again at what is usual for a child: its past has changed."""
    _memory.pop(child_id, None)


def changes_past(log: ShiftLog, day: date) -> bool:
    """Tell whether a log changes what is usual on a day, or what was written before."""
    shortest = min(rule.window_days for rule in RULES.drops)
    newest_usual = shortest + RULES.baseline.gap - 1
    return log.corrects_id is not None or (day - log.day).days >= newest_usual


def may_cause_drop(log: ShiftLog, day: date) -> bool:
    """Tell whether the days up to `day` need a look because of a log."""
    if (day - log.day).days >= RULES.days_needed:
        return False
    if changes_past(log, day):
        return True
    if log.presence != PRESENT or log.contact_time is None:
        return False
    if not daily_log().contact_time.counts(log.contact_time):
        return False
    known = _memory.get(log.child_id)
    if known is None or known.day != day:
        return True
    return any(
        rating.level is not None and rating.level <= known.limits.get(rating.dimension, 0.0)
        for rating in log.ratings
    )
