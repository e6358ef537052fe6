"""What people said at reviews as a picture: the child's own marks and line, the adults' dots."""

from collections.abc import Sequence

from institution.trends.charts.around import aims_drawn, axes, pins_drawn
from institution.trends.charts.frame import HIGHEST, LOWEST, Frame, heights
from institution.trends.charts.parts import Aim, Pin, Told, Words
from institution.trends.charts.paths import diamonds, dots, line, path, short
from institution.trends.charts.picture import opening
from institution.trends.charts.voice import DATES, HEIGHT, LARGE, Answered, ask


def review_picture(
    child: Sequence[Answered],
    adults: Sequence[Answered],
    around: tuple[Frame, Words, Told],
    aims: Sequence[Aim],
    pins: Sequence[Pin],
) -> str:
    """Return the picture as SVG; all words in it are escaped.

    Args:
        child: what the child said, oldest first; joined by the child's own line.
        adults: what each adult said, oldest first; never joined, never averaged.
        around: the days from edge to edge, the scale with the dates, and what it says in words.
        aims: the way and the band, on the places of the levels 1 to 5.
        pins: the dated marks, oldest first.
    """
    frame, words, told = around
    own, theirs = ([short(frame.x(one.day)) for one in said] for said in (child, adults))
    up, other = ([_level(one) for one in said] for said in (child, adults))
    return "".join(
        [
            opening(told, HEIGHT),
            axes(words, frame, DATES),
            aims_drawn(aims, frame),
            pins_drawn(pins, frame),
            path("points", dots(theirs, heights(other))),
            path("voice", line(own, heights(up))),
            path("voice-mark", diamonds(own, heights(up), LARGE)),
            *(ask(one, frame) for one in (*adults, *child)),
            "</svg>",
        ]
    )


def _level(one: Answered) -> float:
    """Return the place of an answer among the levels 1 to 5."""
    return LOWEST + one.height * (HIGHEST - LOWEST)
