"""The child's own answers as a picture of their own: their own mark and line."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from institution.trends.charts import paths
from institution.trends.charts.around import axis_labels, grid, pin_labels, pin_paths
from institution.trends.charts.frame import (
    BOTTOM,
    DATES,
    HIGHEST,
    LOWEST,
    STRIP,
    TOP,
    WIDTH,
    Frame,
    y,
)
from institution.trends.charts.parts import Hover, Path, Picture, Pin, Words

LEAST_WIDTH = 8.0
"""Of the column around an answer that tells its words."""


class Answered(NamedTuple):
    """One answer: its day, and how far up its scale it lies (0 to 1)."""

    day: int
    height: float
    words: str


def voice_picture(
    runs: Sequence[Sequence[Answered]], frame: Frame, words: Words, pins: Sequence[Pin]
) -> Picture:
    """Return the picture of a child's answers.

    Args:
        runs: answers that a line may join, oldest first.
        frame: the days from edge to edge.
        words: what is written in it; nothing for weeks.
        pins: the dated marks, oldest first.
    """
    lines, marks, hovers = "", "", []
    for run in runs:
        xs = np.array([frame.x(one.day) for one in run])
        ys = y(np.array([LOWEST + one.height * (HIGHEST - LOWEST) for one in run]))
        lines += paths.line(xs, ys)
        marks += paths.diamonds(xs, ys)
        width = max(frame.step, LEAST_WIDTH)
        hovers += [
            Hover(round(x - width / 2, 1), round(width, 1), one.words)
            for x, one in zip(xs.tolist(), run, strict=True)
        ]
    drawn = [*pin_paths(pins, frame), Path("voice", lines), Path("voice-mark", marks)]
    up = DATES - STRIP
    labels = [
        label._replace(y=label.y - up) if label.y == DATES else label
        for label in [*axis_labels(words, frame), *pin_labels(pins, frame)]
    ]
    return Picture(
        width=WIDTH,
        height=STRIP + 5,
        title=words.title,
        description=words.description,
        grid=grid(words),
        paths=[path for path in drawn if path.d],
        labels=labels,
        hovers=hovers,
        top=TOP,
        foot=BOTTOM,
    )
