"""One word and one sentence for how a dimension stands."""

from typing import NamedTuple

import numpy as np
from flask_babel import gettext as _

from institution.content.daily_log import daily_log
from institution.stats.arrays import Floats
from institution.stats.standing import STANDING_DAYS, STANDING_LEAST, Standing
from institution.trends.services import ChildDays, Progress


class Told(NamedTuple):
    """How a dimension stands."""

    words: str
    state: str
    """Shape in front of the words: below, usual, above, goal or few."""
    sentence: str


def told(days: ChildDays, number: int, first_name: str, goals: list[Progress]) -> Told:
    """Return how a dimension stands in the last two weeks.

    Args:
        days: the child's days.
        number: of the dimension.
        first_name: of the child.
        goals: those that follow the dimension.
    """
    course = days.course
    one, adults = course.standings[number], int(course.adults[number])
    if days.settling:
        told = _("The first six weeks in a new place are not compared: nothing is usual yet.")
        return Told(_("settling in"), "few", told)
    if one.word == "unknown":
        return Told(_("too few days"), "few", _too_few(course.levels[-STANDING_DAYS:, number]))
    return Told(*_word(one, goals), _sentence(one, adults, first_name))


def _word(one: Standing, goals: list[Progress]) -> tuple[str, str]:
    """Return the word and its shape; a drop is never hidden by a goal."""
    if one.word == "below":
        return _("below own usual"), "below"
    if one.word == "above":
        return _("above own usual"), "above"
    if any(goal.on_the_way is False for goal in goals):
        return _("as usual, behind the goal"), "usual"
    if any(goal.on_the_way for goal in goals):
        return _("on the way to the goal"), "goal"
    return _("as usual"), "usual"


def _too_few(recent: Floats) -> str:
    """Say what is missing before anything can be said."""
    seen = int((~np.isnan(recent)).sum())
    if seen >= STANDING_LEAST:
        least = daily_log().aggregation.baseline_minimum_days
        told = _("What is usual is known after %(n)s days in the four weeks before.", n=least)
    elif seen == 1:
        told = _("Seen on one of the last 14 days: too few to compare.")
    else:
        told = _("Seen on %(n)s of the last 14 days: too few to compare.", n=seen)
    return str(told)


def _sentence(one: Standing, adults: int, name: str) -> str:
    """Return the counts behind the word."""
    by = _("written by one adult") if adults == 1 else _("written by %(n)s adults", n=adults)
    if one.word == "below":
        told = _(
            "%(some)s of %(days)s days seen in the last two weeks lie below what is usual for "
            "%(name)s; %(by)s."
        )
    elif one.word == "above":
        told = _(
            "%(some)s of %(days)s days seen in the last two weeks lie above what is usual for "
            "%(name)s; %(by)s."
        )
    else:
        told = _(
            "Of %(days)s days seen in the last two weeks %(same)s are as usual for %(name)s, "
            "%(below)s below and %(above)s above; %(by)s."
        )
    return str(told) % {
        "some": one.below if one.word == "below" else one.above,
        "same": one.days - one.below - one.above,
        "below": one.below,
        "above": one.above,
        "days": one.days,
        "name": name,
        "by": by,
    }
