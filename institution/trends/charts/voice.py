"""The child's own answers as a picture of their own: their own mark and line."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from institution.trends.charts.around import axes, pins_drawn
from institution.trends.charts.frame import BOTTOM, HIGHEST, LOWEST, STRIP, TOP, Frame, heights
from institution.trends.charts.parts import Pin, Told, Words
from institution.trends.charts.paths import diamonds, line, path, short
from institution.trends.charts.picture import opening

DATES = STRIP
HEIGHT = DATES + 5
LARGE, SMALL = 4.0, 2.4
"""From the middle of a child's own mark to its corners, where days are wide and where narrow."""
LEAST_STEP = 1.5
LEAST_WIDTH = 8.0
"""Of the column around an answer that tells its words."""


class Answered(NamedTuple):
    """One answer: its day, and how far up its scale it lies (0 to 1)."""

    day: int
    height: float
    words: str


def voice_picture(
    runs: Sequence[Sequence[Answered]], frame: Frame, words: Words, told: Told, pins: Sequence[Pin]
) -> str:
    """Return the picture of a child's answers as SVG; all words in it are escaped.

    Args:
        runs: answers that a line may join, oldest first.
        frame: the days from edge to edge.
        words: the scale of the child and the dates.
        told: what it says in words; the answers bring their own.
        pins: the dated marks, oldest first.
    """
    lines, marks, hovers = "", "", ""
    reach = LARGE if frame.step >= LEAST_STEP else SMALL
    for run in runs:
        xs = [short(frame.x(one.day)) for one in run]
        ys = heights(LOWEST + one.height * (HIGHEST - LOWEST) for one in run)
        lines += line(xs, ys)
        marks += diamonds(xs, ys, reach)
        hovers += "".join(ask(one, frame) for one in run)
    return "".join(
        [
            opening(told, HEIGHT),
            axes(words, frame, DATES),
            pins_drawn(pins, frame),
            path("voice", lines),
            path("voice-mark", marks),
            hovers,
            "</svg>",
        ]
    )


def ask(one: Answered, frame: Frame) -> str:
    """Return the column around an answer, which tells its words when pointed at."""
    width = max(frame.step, LEAST_WIDTH)
    return (
        f'<rect class="chart__ask" x="{short(frame.x(one.day) - width / 2)}" y="{TOP}" '
        f'width="{short(width)}" height="{BOTTOM - TOP}"><title>{escape(one.words)}</title></rect>'
    )
