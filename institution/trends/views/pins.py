"""Dated marks: the letters in the pictures, and the list that says what they mean."""

from collections.abc import Iterable
from string import ascii_lowercase
from typing import NamedTuple

from flask import current_app
from flask_babel import lazy_gettext as _l

from institution.cases.models import Child
from institution.cases.scope import ReachedChild
from institution.trends.charts import Frame, Pin
from institution.trends.services import ChildDays, Happened, Mark
from institution.trends.views import numbers

AHEAD = 6
"""A review within a sixth of the time shown is drawn to the right of today."""


SAID = {
    Happened.MOVED: _l("Moved to %(what)s"),
    Happened.LEFT: _l("Moved out of %(what)s"),
    Happened.PLAN: _l("Version %(what)s of the plan begins"),
    Happened.SUPPORT: _l("Begun: %(what)s"),
    Happened.SUPPORT_ENDED: _l("Ended: %(what)s"),
    Happened.REVIEW: _l("The goal is looked at again: %(what)s"),
    Happened.REVIEWED: _l("The goal was gone through"),
    Happened.FLAG: "%(what)s",
}


class Dated(NamedTuple):
    """A mark with its letter."""

    pin: Pin
    when: str
    dimensions: frozenset[str] | None
    """The pictures it belongs in; None: all of them."""

    def belongs(self, dimension: str | None) -> bool:
        """Tell whether it is drawn in the picture of a dimension (None: of the child's answers)."""
        return self.dimensions is None or dimension in self.dimensions


def frame(days: ChildDays) -> Frame:
    """Return the days from edge to edge: to today, or to a review that is near."""
    window = days.course.window
    furthest = window.last + window.days // AHEAD
    reviews = [goal.review for goal in days.goals if goal.dimension]
    return Frame(window.first, max([window.last, *(r for r in reviews if r <= furthest)]))


def dated(child: ReachedChild | Child, days: ChildDays) -> list[Dated]:
    """Return the marks that are in sight, with letters, oldest first."""
    shown = frame(days)
    seen = [
        mark
        for mark in sorted([*days.marks, *_from_others(child)], key=lambda mark: mark.day)
        if shown.holds(mark.day.toordinal()) and mark.dimensions != frozenset()
    ]
    return [_dated(mark, _letter(number)) for number, mark in enumerate(seen)]


def _from_others(child: ReachedChild | Child) -> Iterable[Mark]:
    """Return what other features want to be seen in the pictures."""
    for marks in current_app.extensions.get("child_marks", ()):
        for day, dimensions, words in marks(child):
            yield Mark(day, Happened.FLAG, words, dimensions)


def _letter(number: int) -> str:
    """Return a, b, c and so on; after z the numbers."""
    return ascii_lowercase[number] if number < len(ascii_lowercase) else str(number + 1)


def _dated(mark: Mark, letter: str) -> Dated:
    """Return a mark as it is shown."""
    ordinal = mark.day.toordinal()
    pin = Pin(ordinal, letter, _words(mark), mark.what is Happened.FLAG)
    return Dated(pin, numbers.day(ordinal), mark.dimensions)


def _words(mark: Mark) -> str:
    """Return what happened."""
    return str(SAID[mark.what]) % {"what": mark.words}
