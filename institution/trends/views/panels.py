"""The small pictures of a child's page, each with its word, its sentence and its numbers."""

from typing import NamedTuple

from markupsafe import Markup

from institution.content.daily_log import Dimension, daily_log
from institution.stats.arrays import Floats, Ints
from institution.trends.charts import Aim, Data, Told, picture
from institution.trends.services import Course
from institution.trends.views.beside import Beside
from institution.trends.views.scene import Scene
from institution.trends.views.standings import told
from institution.trends.views.tables import Table, WeekRows, week_rows, week_table


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
    each = zip(daily_log().dimensions, columns(scene.days.course), strict=True)
    return [_panel(scene, number, *one) for number, one in enumerate(each)]


def dimension_panel(scene: Scene, key: str, beside: Beside | None = None) -> Panel:
    """Return the panel of one dimension, with what happened in its weeks where that is given."""
    course = scene.days.course
    number, dimension = course.keys.index(key), daily_log().dimension_keys.index(key)
    arrays = (one[:, number : number + 1] for one in _arrays(course))
    data = Data(*(one.T.tolist()[0] for one in arrays))
    shown = data._replace(levels=[], open=[]) if course.by_weeks else data
    if beside is not None:
        shown = shown._replace(happened=beside.drawn)
    return _panel(scene, number, daily_log().dimensions[dimension], shown, beside)


def drawn(svg: str) -> Markup:
    """Return a picture as part of a page."""
    return Markup(svg)  # noqa: S704 (its words are escaped where it is drawn)


def columns(course: Course) -> list[Data]:
    """Return the numbers of each dimension, in the order of the content."""
    arrays = _arrays(course)
    return [Data(*columns) for columns in zip(*(one.T.tolist() for one in arrays), strict=True)]


def _arrays(course: Course) -> tuple[Floats | Ints, ...]:
    """Return what is drawn, each of shape (days or weeks, dimensions)."""
    return (
        course.levels,
        course.open,
        course.low,
        course.high,
        course.weeks.medians,
        course.weeks.days,
        course.week_adults,
    )


def _panel(
    scene: Scene, number: int, dimension: Dimension, data: Data, beside: Beside | None = None
) -> Panel:
    """Return the panel of a dimension."""
    days, title = scene.days, dimension.name.in_(scene.language)
    goals = [goal for goal in days.goals if goal.dimension == dimension.key]
    aims = [Aim(goal.starts, goal.review, goal.low, goal.high, goal.path) for goal in goals]
    weeks = beside.by_week(scene.days.course.window) if beside is not None else None
    standing, rows = told(days, number, scene.first_name, goals), week_rows(data, weeks)
    said = _said(scene, dimension.key, title, data, rows)
    return Panel(
        title=title,
        words=standing.words,
        state=standing.state,
        sentence=standing.sentence,
        goal=bool(goals),
        svg=drawn(picture(data, scene.ground, said, aims, scene.pins_of(dimension.key))),
        table=week_table(scene, rows, title),
    )


def _said(scene: Scene, key: str, title: str, data: Data, rows: WeekRows) -> Told:
    """Return what the picture of a dimension says in words."""
    about = scene.phrases.about % {
        "first": scene.dates[0][1],
        "last": scene.dates[-1][1],
        "seen": sum(data.days),
        "name": scene.first_name,
    }
    template = scene.phrases.week
    weeks = zip(scene.weeks, rows.middles, rows.days, rows.adults, strict=True)
    hovers = [
        template % {"week": week, "level": level, "days": days, "adults": adults}
        for week, level, days, adults in weeks
    ]
    if rows.happened is not None:
        hovers = [" · ".join(filter(None, one)) for one in zip(hovers, rows.happened, strict=True)]
    return Told(f"days-{key}", title, about, hovers)
