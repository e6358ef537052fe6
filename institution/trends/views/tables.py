"""The same numbers as in the pictures, in tables."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from institution.content.daily_log import daily_log
from institution.trends.charts import Data
from institution.trends.views import numbers
from institution.trends.views.scene import WEEK, Scene

CELL, ROW = "\0", "\1"
"""Between cells and rows until all of them are escaped; no text of ours holds them."""


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
    each_day: list[str] | None
    """None where the days are too many to be read."""
    happened: list[str] | None = None
    """Incidents and good events; None where they are not shown."""


def week_rows(data: Data, happened: list[str] | None = None) -> WeekRows:
    """Return the numbers of a dimension, week by week, in words; with what happened, if given."""
    return WeekRows(
        numbers.levels(data.medians),
        bounds(data.low, data.high),
        [str(days) for days in data.days],
        [str(adults) for adults in data.adults],
        _each_day(data) if data.levels else None,
        happened,
    )


def bounds(low: Iterable[float], high: Iterable[float]) -> list[str]:
    """Return what is usual from edge to edge, of each week; a dash where it is not known."""
    edges = zip(numbers.levels(low), numbers.levels(high), strict=True)
    return [one if one == numbers.NONE else f"{one}–{other}" for one, other in edges]


def week_table(scene: Scene, rows: WeekRows, title: str) -> Table:
    """Return the table of a dimension."""
    labels = daily_log().scale.labels
    ends = ", ".join(f"{level} = {labels[level].in_(scene.language)}" for level in (1, 5))
    caption = scene.phrases.caption % {"title": title, "ends": ends}
    columns = [(scene.phrases.head[0], scene.weeks)]
    columns += [
        (head, one)
        for head, one in zip(scene.phrases.head[1:], rows, strict=True)
        if one is not None
    ]
    return Table(
        caption,
        [head for head, _cells in columns],
        body(zip(*(cells for _head, cells in columns), strict=True)),
    )


def body(rows: Iterable[Sequence[str]]) -> Markup:
    """Return rows as HTML, the first cell of each as its head.

    All cells are escaped here, and all at once: a page has a thousand of them.
    """
    text = escape(ROW.join([CELL.join(row) for row in rows]))
    first, other = "</th><td>", "</td><td>"
    cells = [row.replace(CELL, first, 1).replace(CELL, other) for row in text.split(ROW)]
    written = [f'<tr><th scope="row">{row}</td></tr>' for row in cells]
    return Markup("".join(written))  # noqa: S704 (escaped above)


def _each_day(data: Data) -> list[str]:
    """Return the seven days of each week; under an hour in brackets, not seen as a dash."""
    known = [
        level if short == numbers.NONE else f"({short})"
        for level, short in zip(numbers.levels(data.levels), numbers.levels(data.open), strict=True)
    ]
    return ["  ".join(known[at : at + WEEK]) for at in range(0, len(known), WEEK)]
