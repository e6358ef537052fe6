"""What lies around the days: levels, dates, goals and dated marks."""

from collections.abc import Sequence

import numpy as np

from institution.stats.goals import expected
from institution.trends.charts.frame import (
    BOTTOM,
    DATES,
    HIGHEST,
    LEFT,
    LOWEST,
    PLOT_WIDTH,
    Frame,
    y,
)
from institution.trends.charts.parts import Aim, Label, Path, Pin, Words

ROOM_FOR_LETTER = 11
"""Between two dated marks; nearer ones share one place."""
LETTER_FOOT = 12


def grid(words: Words) -> str:
    """Return the lines on which the named levels lie."""
    return "".join(f"M{LEFT} {y(level):g}h{PLOT_WIDTH}" for level, _ in words.levels)


def axis_labels(words: Words, frame: Frame) -> list[Label]:
    """Return the names of the levels and the dates."""
    found = [
        Label(0, y(level) + 4 + 12 * (number - (len(lines) - 1) / 2), line)
        for level, lines in words.levels
        for number, line in enumerate(lines)
    ]
    last = len(words.dates) - 1
    for number, (day, text) in enumerate(words.dates):
        anchor = "start" if number == 0 else "end" if number == last else "middle"
        at = frame.left_of(day) if number == 0 else frame.x(day)
        found.append(Label(round(at, 1), DATES, text, anchor))
    return found


def aim_paths(aims: Sequence[Aim], frame: Frame) -> list[Path]:
    """Return the ways of the goals and the bands they are to reach, as far as they are in sight."""
    found = []
    for aim in aims:
        first, last = max(aim.starts, frame.first), min(aim.review, frame.last)
        if first > last:
            continue
        left, right = frame.left_of(first), frame.left_of(last + 1)
        if aim.low is not None or aim.high is not None:
            high, low = y(aim.high or HIGHEST), y(aim.low or LOWEST)
            found.append(
                Path("target", f"M{left:.1f} {high:.1f}H{right:.1f}V{low:.1f}H{left:.1f}z")
            )
        if aim.path is not None:
            at = y(expected(aim.path, np.array([first, last])))
            found.append(Path("goal", f"M{left:.1f} {at[0]:.1f}L{right:.1f} {at[1]:.1f}"))
    return found


def pin_paths(pins: Sequence[Pin], frame: Frame) -> list[Path]:
    """Return the upright lines of the dated marks."""
    kinds = {"event": False, "flag": True}
    return [
        Path(
            kind,
            "".join(
                f"M{frame.left_of(pin.day):.1f} {LETTER_FOOT + 3}V{BOTTOM}"
                for pin in pins
                if pin.flag is flag
            ),
        )
        for kind, flag in kinds.items()
    ]


def pin_labels(pins: Sequence[Pin], frame: Frame) -> list[Label]:
    """Return the letters above the lines; those too near each other are written together."""
    found: list[Label] = []
    for pin in pins:
        x = round(float(frame.left_of(pin.day)), 1)
        if found and x - found[-1].x < ROOM_FOR_LETTER:
            found[-1] = found[-1]._replace(text=found[-1].text + pin.letter)
        else:
            found.append(Label(x, LETTER_FOOT, pin.letter, "middle", "strong"))
    return found
