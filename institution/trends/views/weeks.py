"""The weekly points of a child in a foster family, against the child's own usual weeks."""

from collections.abc import Sequence
from datetime import timedelta
from math import isnan
from typing import Any
from uuid import UUID

import numpy as np
from flask import g, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.policy import Permission
from institution.content.krith import WeeklyLog as Content
from institution.content.krith import krith
from institution.fostercare.models import WeeklyLog
from institution.fostercare.services import monday, weeks_of_child
from institution.stats.arrays import Floats
from institution.stats.usual import Band, Period, band
from institution.trends.charts import Data, Frame, Ground, Told, Words, lines, picture
from institution.trends.views import numbers
from institution.trends.views.panels import Panel, drawn
from institution.trends.views.scene import NAMED_LEVELS
from institution.trends.views.tables import Table, body, bounds
from institution.web.languages import content_language

SHOWN = 26
"""Weeks in the pictures."""
USUAL = Period(length=13, gap=2, least_days=6)
"""Weeks behind what is usual: a quarter of a year, without the newest two."""
WEEK = 7


def week_panel(child: Any) -> Markup:
    """Return the weeks of a child as a part of its page; empty where nobody writes weekly."""
    if not g.work.actor.may_ever(Permission.WEEK_READ):
        return Markup()
    return _rendered(child.id, heading=True)


def week_lines(child_id: UUID) -> Markup:
    """Return the weeks of a child as pictures; empty where nobody writes weekly."""
    return _rendered(child_id, heading=False)


def week_pictures(child_id: UUID) -> list[tuple[str, str, str]]:
    """Return the weeks of a child for paper: title, words and SVG of each picture."""
    logs = _logs(child_id)
    return [(one.title, one.words, str(one.svg)) for one in _panels(child_id, logs)] if logs else []


def _logs(child_id: UUID) -> Sequence[WeeklyLog]:
    since = monday(g.work.today) - timedelta(weeks=SHOWN + USUAL.reach)
    return weeks_of_child(g.work, Permission.WEEK_READ, child_id, since)


def _rendered(child_id: UUID, *, heading: bool) -> Markup:
    logs = _logs(child_id)
    if not logs:
        return Markup()
    page = render_template("trends/weeks.html", panels=_panels(child_id, logs), heading=heading)
    return Markup(page)  # noqa: S704 (Jinja has escaped its words)


def _panels(child_id: UUID, logs: Sequence[WeeklyLog]) -> list[Panel]:
    """Return a panel for each item, in the order of the content."""
    content = krith.newest()
    levels = _levels(content, logs)
    usual = band(levels, USUAL)
    ground = _ground()
    return [
        _panel(f"week-{child_id.hex[-8:]}-{key}", number, ground, (levels, usual))
        for number, key in enumerate(content.item_keys)
    ]


def _levels(content: Content, logs: Sequence[WeeklyLog]) -> Floats:
    """Return the weekly points, shape (weeks, items), oldest first; NaN where none was written."""
    count = SHOWN + USUAL.reach + 1
    last = monday(g.work.today)
    found = np.full((count, len(content.items)), np.nan)
    for log in reversed(logs):
        row = count - 1 - (last - log.week).days // WEEK
        for column, key in enumerate(content.item_keys):
            if row >= 0 and log.levels.get(key) is not None:
                found[row, column] = log.levels[key]
    return found


def _ground() -> Ground:
    """Return what the pictures share: weeks from left to right."""
    last = monday(g.work.today).toordinal()
    first = last - WEEK * (SHOWN - 1)
    labels, language = krith.newest().level_labels, content_language()
    named = [(float(level), lines(labels[level].in_(language))) for level in NAMED_LEVELS]
    middle = first + WEEK * (SHOWN // 2)
    dates = [(day, numbers.day(day)) for day in (first, middle, last)]
    return Ground(Frame(first, last + WEEK - 1), last + WEEK - 1, Words(named, dates))


def _panel(name: str, number: int, ground: Ground, found: tuple[Floats, Band]) -> Panel:
    """Return the panel of an item."""
    content, language = krith.newest(), content_language()
    item = content.items[number]
    title = content.area(item.area).name.in_(language)
    levels = found[0][-SHOWN:, number].tolist()
    low, high = (edge[-SHOWN:, number].tolist() for edge in (found[1].low, found[1].high))
    words, state = _standing(levels, low, high)
    told = Told(name, title, item.question.in_(language), _hovers(levels))
    days, none = [np.nan] * (SHOWN * WEEK), [0] * SHOWN
    svg = picture(Data(days, days, low, high, levels, none, none), ground, told, (), ())
    sentence = item.rates.in_(language) if item.rates else ""
    return Panel(title, words, state, sentence, False, drawn(svg), _table(title, levels, low, high))


def _standing(levels: list[float], low: list[float], high: list[float]) -> tuple[str, str]:
    """Return the word of the newest week that was written, and its shape."""
    seen = [n for n, level in enumerate(levels) if not isnan(level)]
    if not seen or isnan(low[seen[-1]]):
        return _("too few weeks"), "few"
    newest = seen[-1]
    if levels[newest] < low[newest]:
        return _("below own usual"), "below"
    if levels[newest] > high[newest]:
        return _("above own usual"), "above"
    return _("as usual"), "usual"


def _hovers(levels: list[float]) -> list[str]:
    """Return the words of each week."""
    return [
        f"{starts}: {level}"
        for starts, level in zip(_mondays(), numbers.levels(levels), strict=True)
    ]


def _mondays() -> list[str]:
    last = monday(g.work.today).toordinal()
    return numbers.days(range(last - WEEK * (SHOWN - 1), last + 1, WEEK))


def _table(title: str, levels: list[float], low: list[float], high: list[float]) -> Table:
    """Return the same numbers without the picture."""
    rows = zip(_mondays(), numbers.levels(levels), bounds(low, high), strict=True)
    head = [_("Week from"), _("Level"), _("Own usual")]
    return Table(_("%(title)s, week by week", title=title), head, body(list(rows)))
