"""What lies around the days: levels, dates, goals and dated marks."""

from collections.abc import Sequence
from html import escape

import numpy as np

from institution.stats.goals import expected
from institution.trends.charts.frame import (
    BOTTOM,
    HIGHEST,
    LEFT,
    LOWEST,
    PLOT_WIDTH,
    Frame,
    y,
)
from institution.trends.charts.parts import Aim, Pin, Words
from institution.trends.charts.paths import path, short

ROOM_FOR_LETTER = 11
"""Between two dated marks; nearer ones share one place."""
LETTER_FOOT = 12
LINE = 12
"""From one line of a level's name to the next."""


def text(x: float, foot: float, words: str, anchor: str = "", kind: str = "") -> str:
    """Return words at a place."""
    at = f' text-anchor="{anchor}"' if anchor else ""
    named = f' class="chart__{kind}"' if kind else ""
    return f'<text x="{short(x)}" y="{short(foot)}"{at}{named}>{escape(words)}</text>'


def axes(words: Words, frame: Frame, dates_foot: float) -> str:
    """Return the lines of the named levels, their names, and the dates."""
    grid = "".join(f"M{LEFT} {short(y(level))}h{PLOT_WIDTH}" for level, _ in words.levels)
    names = [
        text(0, foot, line)
        for level, lines in words.levels
        for foot, line in zip(_feet(level, len(lines)), lines, strict=True)
    ]
    anchors = ["", *["middle"] * (len(words.dates) - 2), "end"]
    dates = [
        text(frame.x(day) if anchor else LEFT, dates_foot, told, anchor)
        for (day, told), anchor in zip(words.dates, anchors, strict=True)
    ]
    return "".join([path("axis", grid), *names, *dates])


def _feet(level: float, lines: int) -> list[float]:
    """Return where the lines of a level's name stand: inside the picture at its top and bottom."""
    share = {HIGHEST: 0.0, LOWEST: 1.0}.get(level, 0.5)
    return [y(level) + 4 + LINE * (number - (lines - 1) * share) for number in range(lines)]


def aims_drawn(aims: Sequence[Aim], frame: Frame) -> str:
    """Return the ways of the goals and the bands they are to reach, as far as they are in sight."""
    found = []
    for aim in aims:
        first, last = max(aim.starts, frame.first), min(aim.review, frame.last)
        if first > last:
            continue
        left, right = short(frame.left_of(first)), short(frame.left_of(last + 1))
        if aim.low is not None or aim.high is not None:
            high = short(y(HIGHEST if aim.high is None else aim.high))
            low = short(y(LOWEST if aim.low is None else aim.low))
            found.append(path("target", f"M{left} {high}H{right}V{low}H{left}z"))
        if aim.path is not None:
            begins, ends = expected(aim.path, np.array([first, last])).tolist()
            way = f"M{left} {short(y(begins))}L{right} {short(y(ends))}"
            found.append(path("goal", way))
    return "".join(found)


def pins_drawn(pins: Sequence[Pin], frame: Frame) -> str:
    """Return the upright lines of the dated marks, and their letters above them.

    The letters of marks too near each other are written together.
    """
    lines = {False: "", True: ""}
    letters: list[tuple[float, str]] = []
    for pin in pins:
        x = frame.left_of(pin.day)
        lines[pin.flag] += f"M{short(x)} {LETTER_FOOT + 3}V{BOTTOM}"
        if letters and x - letters[-1][0] < ROOM_FOR_LETTER:
            letters[-1] = (letters[-1][0], letters[-1][1] + pin.letter)
        else:
            letters.append((x, pin.letter))
    written = [text(x, LETTER_FOOT, word, "middle", "strong") for x, word in letters]
    return "".join([path("event", lines[False]), path("flag", lines[True]), *written])
