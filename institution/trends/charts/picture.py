"""One dimension of the daily log as a picture."""

from collections.abc import Sequence

import numpy as np

from institution.stats.weekly import WEEK
from institution.trends.charts import paths
from institution.trends.charts.around import (
    aim_paths,
    axis_labels,
    grid,
    pin_labels,
    pin_paths,
)
from institution.trends.charts.frame import (
    BAR,
    COUNTS,
    HEIGHT,
    STRIP,
    TOP,
    WIDTH,
    Frame,
    y,
)
from institution.trends.charts.parts import (
    Aim,
    Data,
    Hover,
    Label,
    Path,
    Picture,
    Pin,
    Words,
)

ROOM_FOR_COUNT = 11
"""Width of a week that still holds the number of adults."""
SHIFT = 3.5
"""From the Monday of a week to its middle, in days."""


def picture(
    data: Data, frame: Frame, words: Words, aims: Sequence[Aim], pins: Sequence[Pin]
) -> Picture:
    """Return the picture of one dimension.

    Args:
        data: the numbers.
        frame: the days from edge to edge.
        words: what is written in it.
        aims: the goals that follow this dimension.
        pins: the dated marks that belong in it, oldest first.
    """
    days = np.arange(data.first, data.first + len(data.levels))
    xs, middles = frame.x(days), frame.x(data.starts + SHIFT - 0.5)
    middles = np.minimum(middles, frame.x(days[-1]))
    edges = frame.left_of(np.append(data.starts, days[-1] + 1))
    drawn = [
        Path("band", paths.area(edges, y(data.low), y(data.high))),
        *aim_paths(aims, frame),
        *pin_paths(pins, frame),
        Path("days", paths.dots(xs, y(data.levels))),
        Path("open", paths.rings(xs, y(data.open))),
        Path("line", paths.line(middles, y(data.medians))),
        Path("points", paths.dots(middles, y(data.medians))),
        *_behind(data, frame),
    ]
    labels = [*axis_labels(words, frame), *pin_labels(pins, frame), *_behind_labels(data, frame)]
    labels += [Label(0, STRIP, words.days_behind), Label(0, COUNTS, words.adults_behind)]
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        title=words.title,
        description=words.description,
        grid=grid(words),
        paths=[path for path in drawn if path.d],
        labels=labels,
        hovers=_hovers(data, frame, words),
        top=TOP,
        foot=COUNTS,
    )


def _behind(data: Data, frame: Frame) -> list[Path]:
    """Return the bars of days, and of adults where a week has no room for a number."""
    lefts, width = frame.left_of(data.starts) + frame.step, frame.step * (WEEK - 2)
    found = [Path("behind", paths.bars(lefts, width, STRIP, data.days * np.float64(BAR / WEEK)))]
    if frame.step * WEEK < ROOM_FOR_COUNT:
        heights = np.minimum(data.adults, WEEK) * np.float64(BAR / WEEK)
        found.append(Path("behind", paths.bars(lefts, width, COUNTS, heights)))
    return found


def _behind_labels(data: Data, frame: Frame) -> list[Label]:
    """Return the numbers of adults, where there is room for them."""
    if frame.step * WEEK < ROOM_FOR_COUNT:
        return []
    middles = frame.left_of(data.starts + SHIFT)
    return [
        Label(round(float(x), 1), COUNTS, str(adults), "middle")
        for x, adults, days in zip(middles, data.adults, data.days, strict=True)
        if days
    ]


def _hovers(data: Data, frame: Frame, words: Words) -> list[Hover]:
    """Return a column for each week."""
    lefts = frame.left_of(data.starts)
    rights = np.minimum(lefts + frame.step * WEEK, WIDTH)
    return [
        Hover(round(left, 1), round(right - left, 1), text)
        for left, right, text in zip(lefts.tolist(), rights.tolist(), words.weeks, strict=True)
    ]
