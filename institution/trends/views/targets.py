"""The goals of the plan, each with where it began, where it is, and where it was to be today."""

from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _

from institution.trends.services import ChildDays, Progress
from institution.trends.views import numbers


class GoalRow(NamedTuple):
    """One goal in words."""

    lineage: UUID
    wording: str
    seen_by: str
    began: str
    now: str
    expected: str
    now_share: float | None
    """Percent of the way, for the bar; None where there is no way."""
    expected_share: float | None
    bar_words: str
    by: str
    drawn: bool
    """Whether a picture follows it."""


def goal_rows(days: ChildDays) -> list[GoalRow]:
    """Return the goals in the order of the plan."""
    return [_row(goal) for goal in days.goals]


def _row(goal: Progress) -> GoalRow:
    """Return one goal."""
    now, expected = goal.share(goal.now), goal.share(goal.expected)
    return GoalRow(
        lineage=goal.lineage,
        wording=goal.wording,
        seen_by=goal.measure or "",
        began=_number(goal.baseline),
        now=_number(goal.now) if goal.dimension else _("not counted in the daily log"),
        expected=_number(goal.expected),
        now_share=now,
        expected_share=expected,
        bar_words=_bar_words(now, expected),
        by=numbers.day_of_year(goal.review),
        drawn=goal.dimension is not None,
    )


def _number(value: float | None) -> str:
    """Return a number; words where there is none."""
    return _("not known") if value is None else numbers.level(value)


def _bar_words(now: float | None, expected: float | None) -> str:
    """Return what the bar shows."""
    if now is None or expected is None:
        return ""
    told = _(
        "%(now)s percent of the way; %(expected)s were expected today",
        now=round(max(now, 0)),
        expected=round(expected),
    )
    return str(told)
