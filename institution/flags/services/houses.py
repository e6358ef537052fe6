"""Several children of a house who have a hard week at once: one flag to the house."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.content.flags import flags as content
from institution.flags.models import HouseFlag, HouseFlagAnswer
from institution.flags.services import trends
from institution.flags.services.findings import Finding
from institution.flags.services.trends import Seen
from institution.stats.arrays import Bools, Floats
from institution.stats.house import chance, weeks

KIND = "whole_home_strain"
RECOVERED = "recovered"
BEFORE = timedelta(days=7)
"""A child whose change began longer before the house's week has one of its own."""


class House(NamedTuple):
    """How the children of a house fare in the week that ends today."""

    home_id: UUID
    low: int
    known: int
    holds: bool
    """Whether it is more than chance."""


def look(work: Work, seen: Seen) -> tuple[int, int]:
    """Raise and close flags of some whole houses; return how many of each."""
    last = seen.days.period.last
    found = list(houses(seen))
    kept = {one.home_id: _of(flags) for one, flags in _with_flags(work, found)}
    new = [one for one in found if is_new(one, kept.get(one.home_id), last)]
    raised = sum(_raise(work, one, last) for one in new)
    return raised, sum(_close(work, one, kept.get(one.home_id), last) for one in found)


def explained(work: Work, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that a flag of the house does not tell already; at most one query."""
    told = content().kind(KIND).suppresses
    homes = {one.child.home_id for one in findings if one.kind in told}
    if not homes:
        return list(findings)
    standing = {one.home_id: one.since for one in _flags(work, homes) if closed_on(one) is None}
    return [one for one in findings if not (one.kind in told and _is_of_house(one, standing))]


def closed_on(flag: HouseFlag) -> date | None:
    """Return the day on which a flag was closed; None while it is open."""
    return min((one.answered_at.date() for one in flag.answers if one.closes), default=None)


def least(total: int) -> int:
    """Return how many children of so many are needed at least."""
    rule: Any = content().kind(KIND).rule
    return max(int(rule["minimum_children"]), ceil(float(rule["share_of_children"]) * total))


def _is_of_house(one: Finding, standing: dict[UUID, date]) -> bool:
    since = standing.get(one.child.home_id)
    return since is not None and one.since is not None and one.since >= since - BEFORE


def houses(seen: Seen) -> Iterator[House]:
    """Give each house with how many have a low week.

    The adults' differences are only taken out where it matters, which saves most of the work.
    """
    at_first = weeks(_plain_days(seen))
    places = enumerate(seen.days.children)
    for home_id, group in groupby(places, key=lambda one: one[1].home_id):
        children = [place for place, one in group if trends.settled(seen.days, place)]
        house = _house(home_id, at_first.low[children], at_first.known[children])
        if house.holds:
            days = np.array([_adjusted_days(seen, place) for place in children])
            found = weeks(days)
            house = _house(home_id, found.low, found.known)
        yield house


def _house(home_id: UUID, low: Bools, known: Bools) -> House:
    """Weigh how many have a low week."""
    number, total = int(low.sum()), int(known.sum())
    most: Any = content().kind(KIND).rule["chance_at_most"]
    holds = number >= least(total) and chance(number, total) <= most
    return House(home_id, number, total, holds)


def _plain_days(seen: Seen) -> Floats:
    """Return how far each day lies from a child's mean, shape (children, days)."""
    rows, shape = seen.rows, seen.days.shape
    rated = ~np.isnan(rows.ratings)
    levels = np.where(rated, rows.ratings, 0.0)
    total = np.zeros((shape[0], shape[2]))
    number = np.zeros_like(total)
    for dimension in range(shape[2]):
        total[:, dimension] = np.bincount(rows.child, levels[:, dimension], shape[0])
        number[:, dimension] = np.bincount(rows.child, rated[:, dimension], shape[0])
    away = np.where(rated, levels - (total / np.maximum(number, 1))[rows.child], 0.0)
    entry = away.sum(1) / np.maximum(rated.sum(1), 1)
    cell = rows.child * shape[1] + rows.day - seen.days.period.first.toordinal()
    entries = np.bincount(cell, minlength=shape[0] * shape[1])
    sums = np.bincount(cell, entry, shape[0] * shape[1])
    return np.where(entries > 0, sums / np.maximum(entries, 1), np.nan).reshape(shape[:2])


def _adjusted_days(seen: Seen, place: int) -> Floats:
    """Return the same for one child, without the differences between adults and shifts."""
    levels = seen.watching.levels(seen.rows, place)
    known = ~np.isnan(levels)
    filled = np.where(known, levels, 0.0)
    usual = filled.sum(0) / np.maximum(known.sum(0), 1)
    away = np.where(known, levels - usual, 0.0).sum(1)
    return np.where(known.any(1), away / np.maximum(known.sum(1), 1), np.nan)


def _flags(work: Work, home_ids: Collection[UUID]) -> Sequence[HouseFlag]:
    """Return all flags of some houses, the newest last."""
    return work.session.scalars(
        select(HouseFlag)
        .where(HouseFlag.home_id.in_(home_ids))
        .order_by(HouseFlag.day)
        .options(selectinload(HouseFlag.answers))
        .execution_options(populate_existing=True)
    ).all()


def _with_flags(work: Work, houses: Sequence[House]) -> list[tuple[House, list[HouseFlag]]]:
    found = _flags(work, [one.home_id for one in houses])
    return [(one, [flag for flag in found if flag.home_id == one.home_id]) for one in houses]


def _of(flags: Sequence[HouseFlag]) -> HouseFlag | None:
    return flags[-1] if flags else None


def is_new(house: House, flag: HouseFlag | None, day: date) -> bool:
    """Tell whether a flag is to be raised: none is open, and none was closed a short while ago.

    Args:
        house: as it fares on the day.
        flag: the newest one of the house.
        day: the last day that was looked at.
    """
    if not house.holds or flag is None:
        return house.holds
    closed, pause = closed_on(flag), content().limits.refractory_days_same_flag
    return flag.day < day and closed is not None and (day - closed).days >= pause


def is_over(house: House, flag: HouseFlag, day: date) -> bool:
    """Tell whether an open flag may close: fewer children than are needed have a low week again."""
    window = content().limits.auto_close_if_recovered_days
    if closed_on(flag) is not None or (day - flag.day).days < window:
        return False
    return house.known > 0 and house.low < least(house.known)


def _raise(work: Work, house: House, day: date) -> int:
    kind = content().kind(KIND)
    flag = HouseFlag(
        home_id=house.home_id,
        kind=KIND,
        raised_at=work.now,
        day=day,
        since=day - timedelta(days=6),
        respond_by=kind.respond_within.after(work.now),
        content_version=content().version,
        evidence={
            "n": house.low,
            "total": house.known,
            "chance": chance(house.low, house.known),
        },
    )
    save(work, flag, Action.FLAG_RAISED)
    work.session.flush()
    return 1


def _close(work: Work, house: House, flag: HouseFlag | None, day: date) -> int:
    if flag is None or not is_over(house, flag, day):
        return 0
    answer = HouseFlagAnswer(flag_id=flag.id, kind=RECOVERED, closes=True, answered_at=work.now)
    save(work, answer, Action.FLAG_ANSWERED)
    return 1
