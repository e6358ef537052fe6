"""Small pictures of counts, each with title, description and the same numbers as a table."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from types import SimpleNamespace as Shown

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from institution.incidents.services import Before
from institution.incidents.views import wording

WIDTH, HEIGHT, FOOT = 320, 96, 16
"""Of the drawing, and room for the words below the bars."""
LINE, NAME = 22, 150
"""Height of a lying bar with its words, and room for them."""
MOST_LINES = 6
MONDAY = date(2024, 1, 1)
"""Some Monday, for the names of weekdays."""


def panels(counted: Before) -> list[Shown]:
    """Return the pictures of what happens before and what helped, where something was counted."""
    hours = [(f"{hour:02}", number) for hour, number in enumerate(counted.by_hour)]
    days = list(zip(_weekdays(), counted.by_weekday, strict=True))
    return [
        _standing("hours", _("Time of day"), hours, every=6),
        _standing("weekdays", _("Weekday"), days),
        *_lying("places", _("Place"), "place", counted.by_place),
        *_lying("before", _("What was there before"), "before_kinds", counted.before),
        *_lying("helped", _("What helped"), "helped_kinds", counted.helped),
    ]


def _weekdays() -> list[str]:
    """Return the short names of the weekdays, Monday first."""
    return [str(format_date(MONDAY + timedelta(days=n), "EEE")) for n in range(7)]


def _standing(name: str, title: str, counts: Sequence[tuple[str, int]], every: int = 1) -> Shown:
    """Return a picture of standing bars.

    Args:
        name: begins the ids; unique on the page.
        title: what is counted.
        counts: words and number of each bar, from left to right.
        every: which of the words are written below.
    """
    most = max(number for _, number in counts) or 1
    step = WIDTH / len(counts)
    room = HEIGHT - FOOT - 12
    parts = []
    for place, (words, number) in enumerate(counts):
        x, high = place * step, room * number / most
        if number:
            parts.append(
                f'<path class="chart__behind" d="M{x + step * 0.15:.1f} {HEIGHT - FOOT}'
                f'v{-high:.1f}h{step * 0.7:.1f}v{high:.1f}z"/>'
            )
        if number and (every == 1 or number == most):
            foot = HEIGHT - FOOT - high - 3
            parts.append(_text(x + step / 2, foot, str(number), "middle", strong=True))
        if place % every == 0:
            parts.append(_text(x + step / 2, HEIGHT - 3, words, "middle"))
    axis = f'<path class="chart__axis" d="M0 {HEIGHT - FOOT}h{WIDTH}"/>'
    return _panel(name, title, counts, _svg(name, title, counts, HEIGHT, axis + "".join(parts)))


def _lying(name: str, title: str, key: str, counts: Sequence[tuple[str, int]]) -> list[Shown]:
    """Return a picture of lying bars with their words; nothing where nothing was counted."""
    asked = wording.question(key)
    if not counts or asked is None:
        return []
    told = [(wording.word(asked.options, code), number) for code, number in counts[:MOST_LINES]]
    most = max(number for _, number in told)
    parts = []
    for place, (words, number) in enumerate(told):
        top, long = place * LINE, (WIDTH - NAME - 24) * number / most
        parts.append(_text(0, top + 15, words))
        bar = f"M{NAME} {top + 4}h{long:.1f}v14h{-long:.1f}z"
        parts.append(f'<path class="chart__behind" d="{bar}"/>')
        parts.append(_text(NAME + long + 6, top + 15, str(number), strong=True))
    drawing = _svg(name, title, told, LINE * len(told), "".join(parts))
    return [_panel(name, title, told, drawing)]


def _svg(
    name: str, title: str, counts: Sequence[tuple[str, int]], height: int, drawn: str
) -> Markup:
    """Return a drawing that says in words what it shows."""
    said = ", ".join(f"{words}: {number}" for words, number in counts if number)
    return Markup(  # noqa: S704 (its words are escaped here and where they are drawn)
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="{name}-title {name}-said">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-said">{escape(said)}</desc>{drawn}</svg>'
    )


def _text(x: float, foot: float, words: str, anchor: str = "", *, strong: bool = False) -> str:
    """Return words at a place."""
    at = f' text-anchor="{anchor}"' if anchor else ""
    named = ' class="chart__strong"' if strong else ""
    return f'<text x="{x:.1f}" y="{foot:.1f}"{at}{named}>{escape(words)}</text>'


def _panel(name: str, title: str, counts: Sequence[tuple[str, int]], drawing: Markup) -> Shown:
    """Return a picture with its table."""
    table = {
        "caption": title,
        "head": [title, _("Number")],
        "rows": [[words, number] for words, number in counts if number],
    }
    return Shown(name=name, title=title, svg=drawing, table=table)
