"""Pictures of a period, drawn as on the child's page; words come in the language of the report."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isnan
from typing import Any

from institution.content.daily_log import daily_log
from institution.reports.services.gathering.material import Material
from institution.reports.services.gathering.telling import Figure, Table, Teller
from institution.stats.weekly import WEEK
from institution.trends.charts import Aim, Data, Frame, Ground, Told, Words, lines, picture
from institution.trends.services import Course

NAMED_LEVELS = (5, 3, 1)
NONE = "–"


class Canvas:
    """What the pictures of a report share."""

    def __init__(self, found: Material, teller: Teller) -> None:
        self.found, self.teller = found, teller
        window = found.course.window
        self.frame = Frame(window.first, window.last)
        between = window.first + window.days // 2 // WEEK * WEEK
        ends = dict.fromkeys((window.first, between, window.last))
        self.dates = [(day, teller.short_day(date.fromordinal(day))) for day in ends]
        self._weeks = [
            teller.short_day(date.fromordinal(day))
            for day in range(window.first, window.last + 1, 7)
        ]

    def told(self, name: str, title: str, about: str, hovers: Sequence[str] = ()) -> Told:
        """Return what a picture says in words."""
        return Told(name, title, about, hovers)

    def figures(self) -> list[Figure]:
        """Return the picture of each dimension, in the order of the content."""
        words = Words(
            self._levels(),
            self.dates,
            self.teller.phrase("days_behind"),
            self.teller.phrase("adults_behind"),
        )
        ground = Ground(self.frame, self.found.course.window.last, words)
        columns = zip(daily_log().dimensions, columns_of(self.found.course), strict=True)
        return [
            self._figure(dimension.key, dimension.name.in_(self.teller.language), data, ground)
            for dimension, data in columns
        ]

    def table(self) -> Table:
        """Return the middles of the weeks with what is behind them."""
        teller = self.teller
        names = [one.name.in_(teller.language) for one in daily_log().dimensions]
        columns = [
            [
                NONE if isnan(middle) else f"{teller.number(middle)} ({days}/{adults})"
                for middle, days, adults in zip(data.medians, data.days, data.adults, strict=True)
            ]
            for data in columns_of(self.found.course)
        ]
        rows = [[week, *cells] for week, *cells in zip(self._weeks, *columns, strict=True)]
        head = [teller.phrase("week"), *names]
        title, about = teller.phrase("numbers"), teller.phrase("numbers_about")
        return Table(title, about, head, rows, list(self._numbers()))

    def _numbers(self) -> Iterator[dict[str, Any]]:
        """Give the numbers of each week and dimension."""
        window = self.found.course.window
        weeks = [date.fromordinal(day) for day in range(window.first, window.last + 1, WEEK)]
        columns = zip(daily_log().dimension_keys, columns_of(self.found.course), strict=True)
        for key, data in columns:
            for week, middle, days, adults in zip(
                weeks, data.medians, data.days, data.adults, strict=True
            ):
                told = None if isnan(middle) else round(middle, 2)
                yield {
                    "week": week.isoformat(),
                    "dimension": key,
                    "middle": told,
                    "days": days,
                    "adults": adults,
                }

    def _levels(self) -> list[tuple[float, list[str]]]:
        """Return the named levels of the scale."""
        labels = daily_log().scale.labels
        return [(level, lines(labels[level].in_(self.teller.language))) for level in NAMED_LEVELS]

    def _figure(self, key: str, title: str, data: Data, ground: Ground) -> Figure:
        """Return the picture of a dimension."""
        about = self._about(title, data)
        weeks = zip(self._weeks, data.medians, data.days, data.adults, strict=True)
        hovers = [
            self.teller.phrase(
                "week_words", week=week, level=self.teller.number(level), days=days, adults=adults
            )
            for week, level, days, adults in weeks
        ]
        goals = [goal for goal in self.found.goals if goal.dimension == key]
        aims = [Aim(goal.starts, goal.review, goal.low, goal.high, goal.path) for goal in goals]
        told = self.told(f"days-{key}", title, about, hovers)
        return Figure(title, picture(data, ground, told, aims, ()), about)

    def _about(self, title: str, data: Data) -> str:
        """Return what a picture shows, for those who do not see it."""
        known = [middle for middle in data.medians if not isnan(middle)]
        teller, number = self.teller, self.teller.number
        middles = teller.phrase("no_middles")
        if known:
            middles = teller.phrase(
                "middles",
                low=number(min(known)),
                high=number(max(known)),
                first=number(known[0]),
                last=number(known[-1]),
            )
        return teller.phrase(
            "picture",
            title=title,
            first=teller.day(self.found.first),
            last=teller.day(self.found.last),
            n=sum(not isnan(level) for level in data.levels),
            middles=middles,
            name=self.found.first_name,
        )


def columns_of(course: Course) -> list[Data]:
    """Return what is drawn of each dimension."""
    arrays = (
        course.levels,
        course.open,
        course.low,
        course.high,
        course.weeks.medians,
        course.weeks.days,
        course.week_adults,
    )
    return [Data(*columns) for columns in zip(*(one.T.tolist() for one in arrays), strict=True)]
