"""The pictures of a page: what they share is made once, then each dimension is drawn on it."""

from collections.abc import Sequence
from html import escape

import numpy as np

from institution.trends.charts.around import LETTER_FOOT, aims_drawn, axes, pins_drawn, text
from institution.trends.charts.frame import (
    BAR,
    BOTTOM,
    COUNTS,
    DATES,
    HEIGHT,
    STRIP,
    TOP,
    WIDTH,
    Frame,
    heights,
)
from institution.trends.charts.happened import happenings_drawn
from institution.trends.charts.parts import Aim, Data, Pin, Told, Words
from institution.trends.charts.paths import area, bars, dots, line, path, rings, runs, short

WEEK = 7
ROOM_FOR_COUNT = 11
"""Width of a week that still holds the number of adults."""
SHARE_FOR_WORDS = 0.6
"""From there on to the right, words about a day are written to its left."""
MIDDLE = 3
"""From the Monday of a week to its middle day."""


class Ground:
    """What the pictures of a page share: where the days and the weeks lie.

    Args:
        frame: the days from edge to edge.
        last: ordinal of the last day with numbers; `frame` may reach further.
        words: what is written in all of them.
        by_weeks: whether days are left out.
    """

    def __init__(self, frame: Frame, last: int, words: Words, *, by_weeks: bool = False) -> None:
        starts = range(frame.first, last + 1, WEEK)
        self.frame = frame
        days = 0 if by_weeks else last + 1 - frame.first
        self.days = list(map(short, (frame.x(frame.first) + frame.step * np.arange(days)).tolist()))
        self.middles = [short(frame.x(min(start + MIDDLE, last))) for start in starts]
        self.edges = [short(frame.left_of(day)) for day in (*starts, last + 1)]
        self.lefts = [short(frame.left_of(start + 1)) for start in starts]
        self.bar = frame.step * (WEEK - 2)
        self.roomy = frame.step * WEEK >= ROOM_FOR_COUNT
        self.counts = [
            f'<text x="{short(frame.left_of(start + WEEK / 2))}" y="{COUNTS}" text-anchor="middle">'
            for start in starts
        ]
        self.asks = [self._ask(start, last) for start in starts]
        self.around = "".join(
            [
                axes(words, frame, DATES),
                text(0, STRIP, words.days_behind),
                text(0, COUNTS, words.adults_behind),
            ]
        )

    def _ask(self, start: int, last: int) -> str:
        """Return the column of a week, which tells its words when pointed at; not yet closed."""
        left, right = self.frame.left_of(start), self.frame.left_of(min(start + WEEK, last + 1))
        return (
            f'<rect class="chart__ask" x="{short(left)}" y="{TOP}" width="{short(right - left)}" '
            f'height="{COUNTS - TOP}"><title>'
        )


def picture(
    data: Data, ground: Ground, told: Told, aims: Sequence[Aim], pins: Sequence[Pin]
) -> str:
    """Return the picture of one dimension as SVG; all words in it are escaped.

    Args:
        data: the numbers.
        ground: what the pictures of the page share.
        told: what it says in words.
        aims: the goals that follow the dimension.
        pins: the dated marks that belong in it, oldest first.
    """
    return "".join(
        [
            opening(told, HEIGHT),
            path("band", area(ground.edges, heights(data.low), heights(data.high))),
            ground.around,
            aims_drawn(aims, ground.frame),
            pins_drawn(pins, ground.frame),
            *_change(data, ground),
            *_marks(data, ground),
            happenings_drawn(data.happened, ground.frame),
            *_behind(data, ground),
            *_hovers(ground, told),
            "</svg>",
        ]
    )


def opening(told: Told, height: int) -> str:
    """Return the beginning of a picture, with its title and description."""
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{told.name}-title {told.name}-about">'
        f'<title id="{told.name}-title">{escape(told.title)}</title>'
        f'<desc id="{told.name}-about">{escape(told.description)}</desc>'
    )


def _marks(data: Data, ground: Ground) -> list[str]:
    """Return days and weeks; where they are many, finer, and with dots for lone weeks only."""
    many = "" if ground.roomy else " chart--many"
    medians = heights(data.medians)
    lone = {run[0] for run in runs(medians) if len(run) == 1}
    shown = medians if ground.roomy else [m if i in lone else "" for i, m in enumerate(medians)]
    return [
        path("days" + many, dots(ground.days, heights(data.levels))),
        path("open" + many, rings(ground.days, heights(data.open))),
        path("line" + many, line(ground.middles, medians)),
        path("points" + many, dots(ground.middles, shown)),
    ]


def _change(data: Data, ground: Ground) -> list[str]:
    """Return where a change begins, and the weeks as they were compared."""
    if data.change is None:
        return []
    x = ground.frame.left_of(data.change.begins)
    right = x > WIDTH * SHARE_FOR_WORDS
    return [
        path("begin", f"M{short(x)} {LETTER_FOOT + 3}V{BOTTOM}"),
        text(x, LETTER_FOOT, data.change.words, "end" if right else "", "strong"),
        path("compared", line(ground.middles, heights(data.change.compared))),
    ]


def _behind(data: Data, ground: Ground) -> list[str]:
    """Return bars of the days behind each week, and the adults as numbers where there is room."""
    share = BAR / WEEK
    days = path("behind", bars(ground.lefts, ground.bar, STRIP, [n * share for n in data.days]))
    if ground.roomy:
        counts = zip(ground.counts, data.adults, data.days, strict=True)
        return [days, *(f"{at}{adults}</text>" for at, adults, seen in counts if seen)]
    heights = [min(n, WEEK) * share for n in data.adults]
    return [days, path("behind", bars(ground.lefts, ground.bar, COUNTS, heights))]


def _hovers(ground: Ground, told: Told) -> list[str]:
    """Return a column for each week."""
    words = escape("\0".join(told.hovers)).split("\0")
    return [f"{ask}{said}</title></rect>" for ask, said in zip(ground.asks, words, strict=True)]
