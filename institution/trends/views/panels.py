"""The small pictures of a child's page, each with its word, its sentence and its numbers."""

import math
from typing import NamedTuple

import numpy as np
from flask_babel import gettext as _

from institution.content.daily_log import Dimension, daily_log
from institution.stats.arrays import Floats
from institution.trends.charts import Aim, Data, Picture, Words, picture
from institution.trends.views import numbers
from institution.trends.views.scene import WEEK, Scene, lines
from institution.trends.views.standings import told

NAMED_LEVELS = (5, 3, 1)


class Table(NamedTuple):
    """The same numbers without the picture."""

    caption: str
    head: list[str]
    rows: list[list[str]]


class Panel(NamedTuple):
    """A picture with all that says the same in words."""

    id: str
    title: str
    words: str
    state: str
    sentence: str
    goal: bool
    picture: Picture
    table: Table


def dimension_panels(scene: Scene) -> list[Panel]:
    """Return a panel for each dimension, in the order of the content."""
    return [_panel(scene, number, one) for number, one in enumerate(daily_log().dimensions)]


def _panel(scene: Scene, number: int, dimension: Dimension) -> Panel:
    """Return the panel of a dimension."""
    days, title = scene.days, dimension.name.in_(scene.language)
    goals = [days.goals[n] for n in scene.goals_of(dimension.key)]
    standing = told(days, number, scene.first_name, goals)
    aims = [Aim(g.starts, g.review, g.low, g.high, g.path) for g in goals]
    table = _table(scene, number, title)
    words = _words(scene, number, title, table)
    drawn = picture(_data(scene, number), scene.frame, words, aims, scene.pins_of(dimension.key))
    return Panel(
        f"days-{dimension.key}",
        title,
        standing.words,
        standing.state,
        standing.sentence,
        bool(goals),
        drawn,
        table,
    )


def _data(scene: Scene, number: int) -> Data:
    """Return the columns of a dimension."""
    course = scene.days.course
    return Data(
        course.window.first,
        course.levels[:, number],
        course.open[:, number],
        course.low[:, number],
        course.high[:, number],
        course.weeks.starts,
        course.weeks.medians[:, number],
        course.weeks.days[:, number],
        course.week_adults[:, number],
    )


def _words(scene: Scene, number: int, title: str, table: Table) -> Words:
    """Return what is written in the picture of a dimension."""
    course, labels = scene.days.course, daily_log().scale.labels
    seen = int((~np.isnan(course.levels[:, number])).sum())
    first, last = numbers.day(course.window.first), numbers.day(course.window.last)
    return Words(
        title=title,
        description=_(
            "%(first)s to %(last)s, %(seen)s days. The line is the middle of each week, the "
            "ground what is usual for %(name)s. The numbers are below the picture.",
            first=first,
            last=last,
            seen=seen,
            name=scene.first_name,
        ),
        levels=[(level, lines(labels[level].in_(scene.language))) for level in NAMED_LEVELS],
        weeks=_week_words(table),
        dates=scene.dates,
        days_behind=_("days"),
        adults_behind=_("adults"),
    )


def _week_words(table: Table) -> list[str]:
    """Return what a week says to those who point at it."""
    template = _("Week of %(week)s: %(level)s; days %(days)s, adults %(adults)s")
    return [
        template % {"week": week, "level": level, "days": days, "adults": adults}
        for week, level, _usual, days, adults, _each in table.rows
    ]


def _table(scene: Scene, number: int, title: str) -> Table:
    """Return the numbers of a dimension, week by week."""
    course, scale = scene.days.course, daily_log().scale
    ends = [f"{level} = {scale.labels[level].in_(scene.language)}" for level in (1, 5)]
    rows = zip(
        scene.weeks,
        _levels(course.weeks.medians[:, number]),
        _usual(course.low[:, number], course.high[:, number]),
        map(str, course.weeks.days[:, number].tolist()),
        map(str, course.week_adults[:, number].tolist()),
        _each_day(course.levels[:, number], course.open[:, number]),
        strict=True,
    )
    return Table(
        _("%(title)s, week by week. %(ends)s.", title=title, ends=", ".join(ends)),
        [
            _("Week of"),
            _("Middle"),
            _("Own usual"),
            _("Days"),
            _("Adults"),
            _("Monday to Sunday (under an hour)"),
        ],
        [list(row) for row in rows],
    )


def _levels(values: Floats) -> list[str]:
    """Return levels in words' digits."""
    return [numbers.level(value) for value in values.tolist()]


def _by_week(values: Floats) -> Floats:
    """Return the days of each week: shape (weeks, 7); NaN after the last day."""
    return np.append(values, np.full(-len(values) % WEEK, np.nan)).reshape(-1, WEEK)


def _usual(lows: Floats, highs: Floats) -> list[str]:
    """Return the usual band of each week."""
    return [
        "–" if math.isnan(low) else f"{numbers.level(low)}–{numbers.level(high)}"
        for low, high in zip(lows.tolist(), highs.tolist(), strict=True)
    ]


def _each_day(levels: Floats, opened: Floats) -> list[str]:
    """Return the seven days of each week; under an hour in parentheses, not seen as a dash."""
    return [
        "  ".join(
            numbers.level(level) if math.isnan(short) else f"({numbers.level(short)})"
            for level, short in zip(week, opens, strict=True)
        )
        for week, opens in zip(_by_week(levels).tolist(), _by_week(opened).tolist(), strict=True)
    ]
