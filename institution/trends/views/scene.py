"""What all pictures of a page share."""

from collections.abc import Sequence
from typing import NamedTuple

from institution.cases.models import Child
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.trends.charts import Ground, Pin, Words, lines
from institution.trends.services import ChildDays, Window
from institution.trends.views import numbers
from institution.trends.views.phrases import Phrases, phrases
from institution.trends.views.pins import Dated, dated, frame
from institution.web.languages import content_language

WEEK = 7
SAME_YEAR = 300
"""Days in which a day needs no year to be known."""
NAMED_LEVELS = (5, 3, 1)


class Scene(NamedTuple):
    """One child, one time."""

    days: ChildDays
    first_name: str
    ground: Ground
    pins: Sequence[Dated]
    dates: list[tuple[int, str]]
    """Ordinal and words, under the pictures."""
    weeks: list[str]
    """The Monday of each week in words."""
    phrases: Phrases
    language: str
    """Of the content."""

    def pins_of(self, dimension: str | None) -> list[Pin]:
        """Return the dated marks of a picture; None: of the child's own answers."""
        return [one.pin for one in self.pins if one.belongs(dimension)]


def scene(child: ReachedChild | Child, days: ChildDays) -> Scene:
    """Return what the pictures of a child share."""
    shown, window = frame(days), days.course.window
    dates, said, language = _dates(window), phrases(), content_language()
    labels = daily_log().scale.labels
    named = [(level, lines(labels[level].in_(language))) for level in NAMED_LEVELS]
    return Scene(
        days=days,
        first_name=child.name.split()[0],
        ground=Ground(
            shown,
            window.last,
            Words(named, dates, said.days, said.adults),
            by_weeks=days.course.by_weeks,
        ),
        pins=dated(child, days),
        dates=dates,
        weeks=numbers.days(range(window.first, window.last + 1, WEEK)),
        phrases=said,
        language=language,
    )


def _dates(window: Window) -> list[tuple[int, str]]:
    """Return three days to read the picture by: the first, a Monday between, and today."""
    word = numbers.day_of_year if window.days > SAME_YEAR else numbers.day
    between = window.first + window.days // 2 // WEEK * WEEK
    return [
        (window.first, word(window.first)),
        (between, word(between) if window.days > 2 * SAME_YEAR else numbers.day(between)),
        (window.last, word(window.last)),
    ]
