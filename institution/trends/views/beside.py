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
        language = content_language()
        weeks: list[list[str]] = [[] for _week in range(window.weeks)]
        for one in self.happened:
            day = one.day.toordinal()
            name = incidents().type(one.type).name.in_(language)
            weeks[(day - window.first) // WEEK].append(f"{numbers.day(day)}: {name}")
        return [", ".join(week) for week in weeks]
