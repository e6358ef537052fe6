"""The eight lines of the days, each with its picture and who is behind it."""

from collections.abc import Sequence
from math import isnan
from statistics import median

import numpy as np

from institution.content.daily_log import daily_log
from institution.logs.models import ShiftLog
from institution.reports.services.gathering.figures import Canvas, columns_of
from institution.reports.services.gathering.material import Material, of_logs
from institution.reports.services.gathering.telling import Figure, Section, Teller, Told

WEEKS_COMPARED = 4
"""At each end of the period."""


def section(found: Material, teller: Teller) -> Section:
    """Return a sentence and a picture for each dimension that was seen, and the numbers below."""
    canvas = Canvas(found, teller)
    told = [
        _told(found, teller, number, figure)
        for number, figure in enumerate(canvas.figures())
        if not np.isnan(_levels(found)[:, number]).all()
    ]
    if not told:
        return Section([])
    legend = teller.say("days_legend", name=found.first_name)
    return Section([legend, *told], canvas.table())


def _levels(found: Material) -> np.ndarray:
    """Return the days of the period: shape (days, dimensions)."""
    return found.course.levels[found.first.toordinal() - found.course.window.first :]


def _told(found: Material, teller: Teller, number: int, figure: Figure) -> Told:
    """Tell of one dimension."""
    dimension = daily_log().dimensions[number]
    medians = [m for m in columns_of(found.course)[number].medians if not isnan(m)]
    told = teller.say(
        "dimension",
        of_logs(_rated(found.logs, dimension.key)),
        of=dimension.key,
        dimension=dimension.name.in_(teller.language),
        n=int((~np.isnan(_levels(found)[:, number])).sum()),
        adults=int(found.adults[number]),
        first=_middle(medians[:WEEKS_COMPARED], teller),
        last=_middle(medians[-WEEKS_COMPARED:], teller),
        state=teller.state(found.course.standings[number].word, name=found.first_name),
    )
    return told._replace(figure=figure)


def _rated(logs: Sequence[ShiftLog], key: str) -> list[ShiftLog]:
    """Return the logs in which the dimension has a level."""
    return [log for log in logs if any(r.dimension == key and r.level for r in log.ratings)]


def _middle(weeks: Sequence[float], teller: Teller) -> str:
    """Return the middle of some weeks."""
    return teller.number(median(weeks) if weeks else None)
