"""What all pictures of a page share."""

from collections.abc import Sequence
from typing import NamedTuple

from institution.cases.models import Child
from institution.trends.charts import Frame, Pin
from institution.trends.services import ChildDays
from institution.trends.views import numbers
from institution.trends.views.pins import Dated, dated, frame
from institution.web.languages import content_language

NARROW = 11
"""Characters of a name that fit beside a picture."""
WEEK = 7


class Scene(NamedTuple):
    """One child, one time."""

    days: ChildDays
    first_name: str
    frame: Frame
    pins: Sequence[Dated]
    dates: list[tuple[int, str]]
    """Ordinal and words, under the pictures."""
    weeks: list[str]
    """The Monday of each week in words."""
    language: str
    """Of the content."""

    def pins_of(self, dimension: str | None) -> list[Pin]:
        """Return the dated marks of a picture; None: of the child's own answers."""
        return [one.pin for one in self.pins if one.belongs(dimension)]


def scene(child: Child, days: ChildDays) -> Scene:
    """Return what the pictures of a child share."""
    shown, course = frame(days), days.course
    return Scene(
        days=days,
        first_name=child.name.split()[0],
        frame=shown,
        pins=dated(child, days),
        dates=_dates(shown, course.window.last),
        weeks=[numbers.day(start) for start in course.weeks.starts.tolist()],
        language=content_language(),
    )


def lines(name: str) -> list[str]:
    """Return a name in one or two lines, broken at a space where it is long."""
    if len(name) <= NARROW or " " not in name:
        return [name]
    cut = name.rfind(" ", 0, NARROW + 1)
    cut = cut if cut > 0 else name.index(" ")
    return [name[:cut], name[cut + 1 :]]


def _dates(shown: Frame, today: int) -> list[tuple[int, str]]:
    """Return three days to read the picture by: the first, a Monday between, and the last."""
    word = numbers.month if today - shown.first > 2 * 366 else numbers.day
    between = shown.first + (shown.last - shown.first) // 2 // WEEK * WEEK
    return [(day, word(day)) for day in (shown.first, between, shown.last)]
