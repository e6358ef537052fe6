"""What happened, below the plot: a square for a hard event, a diamond for a good one, a ring else.

The shape tells them apart, so that they are the same in grey.
"""

from collections.abc import Sequence

from institution.trends.charts.frame import BOTTOM, Frame
from institution.trends.charts.parts import Happening
from institution.trends.charts.paths import path, short

FOOT = BOTTOM + 9
"""Middle of the row."""
SHAPES = {
    "hard": "m-2.5-2.5h5v5h-5z",
    "good": "m0-3.4l3.4 3.4-3.4 3.4-3.4-3.4z",
    "story": "m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0",
}


def happenings_drawn(happened: Sequence[Happening], frame: Frame) -> str:
    """Return the marks of what happened on the days in sight, one path for each kind."""
    return "".join(
        path(
            kind,
            "".join(
                f"M{short(frame.x(one.day))} {FOOT}{shape}"
                for one in happened
                if one.kind == kind and frame.holds(one.day)
            ),
        )
        for kind, shape in SHAPES.items()
    )
