"""The small pictures of a child's page, each with its word, its sentence and its numbers."""

from typing import NamedTuple

import numpy as np
from flask_babel import gettext as _
from markupsafe import Markup

from institution.content.daily_log import Dimension, daily_log
from institution.trends.charts import Aim, Data, Picture, Words, picture, svg
from institution.trends.views import numbers
from institution.trends.views.scene import Scene, lines
from institution.trends.views.standings import told
from institution.trends.views.tables import Table, WeekRows, week_rows, week_table

NAMED_LEVELS = (5, 3, 1)


class Panel(NamedTuple):
    """A picture with all that says the same in words."""

    title: str
    words: str
    state: str
    sentence: str
    goal: bool
    svg: Markup
    table: Table


def dimension_panels(scene: Scene) -> list[Panel]:
    """Return a panel for each dimension, in the order of the content."""
    return [_panel(scene, number, one) for number, one in enumerate(daily_log().dimensions)]


def drawn(picture: Picture, name: str) -> Markup:
    """Return a picture as part of a page."""
    return Markup(svg(picture, name))  # noqa: S704 (its words are escaped there)


def _panel(scene: Scene, number: int, dimension: Dimension) -> Panel:
    """Return the panel of a dimension."""
    days, title = scene.days, dimension.name.in_(scene.language)
    goals = [goal for goal in days.goals if goal.dimension == dimension.key]
    standing, rows = told(days, number, scene.first_name, goals), week_rows(scene, number)
    shown = picture(
        _data(scene, number),
        scene.frame,
        _words(scene, number, title, rows),
        [Aim(goal.starts, goal.review, goal.low, goal.high, goal.path) for goal in goals],
        scene.pins_of(dimension.key),
    )
    return Panel(
        title=title,
        words=standing.words,
        state=standing.state,
        sentence=standing.sentence,
        goal=bool(goals),
        svg=drawn(shown, f"days-{dimension.key}"),
        table=week_table(scene, rows, title),
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


def _words(scene: Scene, number: int, title: str, rows: WeekRows) -> Words:
    """Return what is written in the picture of a dimension."""
    window = scene.days.course.window
    about = _(
        "%(first)s to %(last)s, %(seen)s days. The line is the middle of each week, the ground "
        "what is usual for %(name)s. The numbers are below the picture.",
        first=numbers.day(window.first),
        last=numbers.day(window.last),
        seen=int((~np.isnan(scene.days.course.levels[:, number])).sum()),
        name=scene.first_name,
    )
    labels = daily_log().scale.labels
    return Words(
        title=title,
        description=about,
        levels=[(level, lines(labels[level].in_(scene.language))) for level in NAMED_LEVELS],
        weeks=_week_words(scene, rows),
        dates=scene.dates,
        days_behind=_("days"),
        adults_behind=_("adults"),
    )


def _week_words(scene: Scene, rows: WeekRows) -> list[str]:
    """Return what a week says to those who point at it."""
    template = str(_("Week of %(week)s: %(level)s; days %(days)s, adults %(adults)s"))
    return [
        template % {"week": week, "level": level, "days": days, "adults": adults}
        for week, level, days, adults in zip(
            scene.weeks, rows.middles, rows.days, rows.adults, strict=True
        )
    ]
