"""How often the flag of a house is wrong: the same rule, on invented homes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

import numpy as np

from institution.content.daily_log import daily_log
from institution.flags.models import HouseFlag, HouseFlagAnswer
from institution.flags.services.days import Days, within
from institution.flags.services.houses import House, houses, is_new, is_over
from institution.flags.services.keeping import Keeper
from institution.flags.services.period import Period
from institution.flags.services.residence import Residence
from institution.flags.services.trends import Seen
from institution.flags.services.watching import period, rows
from institution.logs.services.entries import Entries, LogRows
from institution.logs.services.entries.arrays import KeptIds
from institution.stats.evaluation import entries as invented
from institution.stats.evaluation.entries import NOBODY
from institution.stats.evaluation.happenings import Happening
from institution.stats.evaluation.homes import homes

FIRST = date(2001, 1, 1)
DAYS = 365
YEAR = 365.25


class Tried(NamedTuple):
    """What became of some invented homes."""

    flags: int
    years: float
    """Years of a house in which enough was known of its children."""

    @property
    def per_year(self) -> float:
        """Return so many flags as flags in a year of a house."""
        return self.flags / self.years if self.years else 0.0


def tried(happening: Happening, number: int, seed: int) -> Tried:
    """Return how many flags of the house are raised in homes of six children, within a year."""
    whole = _written(homes(happening, number, seed, DAYS).entries)
    keeper, standing = Keeper(), dict[UUID, HouseFlag]()
    raised = known = 0
    for day in (FIRST + timedelta(days=one) for one in range(DAYS)):
        days = within(whole, period(day))
        told = rows(days)
        none = np.full(len(days.children), np.inf)
        for house in houses(Seen(days, told, keeper(days, told, ()), none)):
            known += house.known > 0
            raised += go_on(house, standing, day)
    return Tried(raised, known / YEAR)


def go_on(house: House, standing: dict[UUID, HouseFlag], day: date) -> bool:
    """Raise or close the flag of a house in memory; tell whether one was raised."""
    flag = standing.get(house.home_id)
    if is_new(house, flag, day):
        standing[house.home_id] = HouseFlag(home_id=house.home_id, day=day)
        return True
    if flag is not None and is_over(house, flag, day):
        then = datetime.combine(day, time(), UTC)
        flag.answers.append(HouseFlagAnswer(closes=True, answered_at=then))
    return False


def _written(entries: invented.Entries) -> Days:
    """Return what was written in invented homes as if it had been read."""
    day, child, place = np.nonzero(entries.adult != NOBODY)
    who = np.column_stack((entries.home[child], entries.adult[day, child, place]))
    adults, rater = np.unique(who, axis=0, return_inverse=True)
    yes = np.ones(len(day), dtype=bool)
    shift, levels = (
        entries.shift[place],
        np.full((len(day), len(daily_log().dimension_keys)), np.nan),
    )
    levels[:, : entries.dimensions] = entries.ratings[day, child, place]
    logs = LogRows(child, day, shift, rater.ravel(), yes, yes, np.arange(len(day)), levels)
    children = tuple(_child(number, home) for number, home in enumerate(entries.home.tolist()))
    ids = tuple(UUID(int=number) for number in range(len(adults)))
    read = Entries(tuple(one.child_id for one in children), ids, logs, KeptIds())
    return Days(children, Period.until(FIRST + timedelta(days=DAYS - 1), DAYS), logs, read)


def _child(number: int, home: int) -> Residence:
    place = UUID(int=home)
    return Residence(UUID(int=number), place, place, place, FIRST, FIRST)
