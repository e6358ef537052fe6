"""The same numbers as in the pictures, in tables."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import numpy as np
from flask_babel import gettext as _
from markupsafe import Markup

from institution.content.daily_log import daily_log
from institution.stats.arrays import Floats
from institution.trends.views import numbers
from institution.trends.views.scene import WEEK, Scene


class Table(NamedTuple):
    """The same numbers without the picture."""

    caption: str
    head: list[str]
    body: Markup


class WeekRows(NamedTuple):
    """The words of a dimension, one of each for every week."""

    middles: list[str]
    usual: list[str]
    days: list[str]
    adults: list[str]
    each_day: list[str]


def week_rows(scene: Scene, number: int) -> WeekRows:
    """Return the numbers of a dimension, week by week, in words."""
    course = scene.days.course
    bounds = zip(
        numbers.levels(course.low[:, number].tolist()),
        numbers.levels(course.high[:, number].tolist()),
        strict=True,
    )
    return WeekRows(
        numbers.levels(course.weeks.medians[:, number].tolist()),
        [low if low == numbers.NONE else f"{low}–{high}" for low, high in bounds],
        [str(days) for days in course.weeks.days[:, number].tolist()],
        [str(adults) for adults in course.week_adults[:, number].tolist()],
        _each_day(course.levels[:, number], course.open[:, number]),
    )


def week_table(scene: Scene, rows: WeekRows, title: str) -> Table:
    """Return the table of a dimension."""
    labels = daily_log().scale.labels
    ends = ", ".join(f"{level} = {labels[level].in_(scene.language)}" for level in (1, 5))
    head = [
        _("Week of"),
        _("Middle"),
        _("Own usual"),
        _("Days"),
        _("Adults"),
        _("Monday to Sunday; under an hour in brackets"),
    ]
    caption = _("%(title)s, week by week. %(ends)s.", title=title, ends=ends)
    return Table(caption, head, body(zip(scene.weeks, *rows, strict=True)))


def body(rows: Iterable[Sequence[str]]) -> Markup:
    """Return rows as HTML, the first cell of each as its head; every cell is escaped here."""
    written = []
    for first, *rest in rows:
        cells = "</td><td>".join(map(escape, rest))
        written.append(f'<tr><th scope="row">{escape(first)}</th><td>{cells}</td></tr>')
    return Markup("".join(written))  # noqa: S704 (escaped above)


def _each_day(levels: Floats, opened: Floats) -> list[str]:
    """Return the seven days of each week; under an hour in brackets, not seen as a dash."""
    known = numbers.levels(levels.tolist())
    for at in np.flatnonzero(~np.isnan(opened)).tolist():
        known[at] = f"({numbers.level(float(opened[at]))})"
    return ["  ".join(known[at : at + WEEK]) for at in range(0, len(known), WEEK)]
