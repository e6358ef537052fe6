"""What happened beside the days of a picture, drawn below it and told week by week."""

from collections.abc import Sequence
from typing import NamedTuple

from institution.content.incidents import incidents
from institution.incidents.services import Happened
from institution.trends.charts import Happening
from institution.trends.services import Window
from institution.trends.views import numbers
from institution.web.languages import content_language

WEEK = 7


class Beside(NamedTuple):
    """Incidents and good events in the days shown, oldest first."""

    happened: Sequence[Happened]

    @property
    def drawn(self) -> list[Happening]:
        """Return what is drawn."""
        return [Happening(one.day.toordinal(), one.kind) for one in self.happened]

    def by_week(self, window: Window) -> list[str]:
        """Return what happened in each week, in words; empty where nothing did."""
        language, when = content_language(), [one.day.toordinal() for one in self.happened]
        names = {
            kind: incidents().type(kind).name.in_(language)
            for kind in {one.type for one in self.happened}
        }
        weeks: list[list[str]] = [[] for _week in range(window.weeks)]
        for one, day, words in zip(self.happened, when, numbers.days(when), strict=True):
            weeks[(day - window.first) // WEEK].append(f"{words}: {names[one.type]}")
        return [", ".join(week) for week in weeks]
