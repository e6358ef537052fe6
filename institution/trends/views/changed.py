"""The pictures beside a change: the days, what is usual, the begin, and what was compared."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import nan
from typing import Any

from flask import g, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.policy import Permission
from institution.cases.models import Child
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.trends import services
from institution.trends.charts import Change, Data, Told, picture
from institution.trends.services import ChildDays
from institution.trends.views import numbers
from institution.trends.views.panels import Panel, columns, drawn
from institution.trends.views.scene import WEEK, Scene, scene
from institution.trends.views.tables import Table, body, bounds

MOST = 4
"""Dimensions drawn; the others are on the child's page."""


def change_pictures(child: ReachedChild | Child, since: date, weeks: Mapping[str, Any]) -> Markup:
    """Return the pictures of the dimensions that changed, for a reader who sees the child's days.

    Args:
        child: whose days they are.
        since: about when the change began.
        weeks: `first`, an ISO day, and `levels`, a list of weekly levels (None where unknown) by
            dimension, with the differences between adults taken out.
    """
    if not weeks.get("levels") or not g.work.actor.may_ever(Permission.TREND_READ):
        return Markup()
    days = services.days_since(g.work, child.id, since)
    shown = scene(child, days)
    keys = [key for key in daily_log().dimension_keys if key in weeks["levels"]][:MOST]
    page = render_template(
        "trends/changed.html", panels=[_panel(shown, key, since, weeks) for key in keys]
    )
    return Markup(page)  # noqa: S704 (a template of ours)


def _panel(shown: Scene, key: str, since: date, weeks: Mapping[str, Any]) -> Panel:
    """Return the picture of a dimension."""
    number = daily_log().dimension_keys.index(key)
    compared = _placed(shown.days, date.fromisoformat(weeks["first"]), weeks["levels"][key])
    begins = since.toordinal()
    change = Change(begins, numbers.day(begins), compared)
    data = columns(shown.days.course)[number]._replace(change=change)
    title = daily_log().dimensions[number].name.in_(shown.language)
    about = _(
        "The line is the middle of each week, the ground what is usual. The dashed line is what "
        "was compared: the weeks with the adults' different ways of rating taken out. The upright "
        "line is about when it began, %(day)s. The numbers are below the picture.",
        day=numbers.day_of_year(begins),
    )
    table = _table(shown, data, title)
    weekly = zip(shown.weeks, numbers.levels(data.medians), strict=True)
    hovers = [f"{week}: {middle}" for week, middle in weekly]
    svg = drawn(picture(data, shown.ground, Told(f"change-{key}", title, about, hovers), (), ()))
    return Panel(title, "", "", "", False, svg, table)


def _placed(days: ChildDays, first: date, levels: Sequence[float | None]) -> list[float]:
    """Return the weekly levels in the weeks that are shown; NaN in the others."""
    window = days.course.window
    known = {
        first.toordinal() + WEEK * number: level
        for number, level in enumerate(levels)
        if level is not None
    }
    return [known.get(start, nan) for start in range(window.first, window.last + 1, WEEK)]


def _table(shown: Scene, data: Data, title: str) -> Table:
    """Return the same numbers without the picture."""
    change = data.change
    compared = numbers.levels(change.compared) if change else []
    usual = bounds(data.low, data.high)
    rows = zip(shown.weeks, numbers.levels(data.medians), usual, compared, strict=True)
    head = [_("Week of"), _("Middle"), _("Own usual"), _("Compared")]
    return Table(_("%(title)s, week by week", title=title), head, body(list(rows)))
