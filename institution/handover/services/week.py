"""What the logs of a unit showed in seven days, child by child, each against its own usual."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Child, Placement, Unit
from institution.content.daily_log import daily_log
from institution.handover.services.receipts import unread
from institution.logs.services import MissingLog, When, missing_in_week
from institution.logs.services.entries import Entries, entries
from institution.stats.raters import Spread, spreads
from institution.stats.series import day_levels
from institution.stats.standing import standing
from institution.stats.usual import Period, band

WEEK = 7
RATERS_DAYS = 28
"""Days whose ratings are compared between adults: every duty of a rota comes in them."""


@dataclass(frozen=True)
class ChildWeek:
    """The seven days of a child. Dimensions are keys, in the order of the content."""

    child: Child
    below: tuple[str, ...]
    """Where more than half of the days lie below what is usual for the child."""
    above: tuple[str, ...]
    usual: int
    """In how many dimensions the days are as usual."""
    settling: bool
    """Whether the child is so new in the home that nothing is compared yet."""
    days: int
    """With a level."""
    adults: int
    """Who gave one."""
    missing: int
    """Logs."""

    @property
    def known(self) -> bool:
        """Tell whether enough is known to compare."""
        return bool(self.below or self.above or self.usual)


@dataclass(frozen=True)
class TeamWeek:
    """Seven days of a unit."""

    unit: Unit
    first: date
    last: date
    children: tuple[ChildWeek, ...]
    """By name."""
    missing: tuple[tuple[Child, tuple[When, ...]], ...]
    """By name, each with the shifts without a log, oldest first."""
    missing_count: int
    unread: tuple[When, ...]
    spreads: tuple[Spread, ...] | None
    """None for a reader whom the differences between adults do not concern."""

    @property
    def below(self) -> int:
        """Return of how many children something lies below their usual."""
        return sum(bool(one.below) for one in self.children)


def team_week(work: Work, unit_id: UUID, last: date | None = None) -> TeamWeek:
    """Return the seven days of a unit up to a day.

    Raises:
        NotReachableError: no such unit, or not the actor's.
    """
    unit = cases.unit(work, Permission.TEAM_READ, unit_id)
    until = min(last or work.today, work.today)
    children = cases.children_of_unit(work, Permission.TEAM_READ, unit.id, until)
    ids = [child.id for child in children]
    reach = WEEK + Period().reach
    read = entries(work, Permission.TEAM_READ, ids, until - timedelta(days=reach), until)
    gaps = missing_in_week(work, unit, until)
    counted = Counter(one.child_id for one in gaps)
    new = _settling(work, unit, ids, until)
    weeks = _weeks(children, read, until, counted, new)
    return TeamWeek(
        unit,
        until - timedelta(days=WEEK - 1),
        until,
        tuple(weeks),
        _by_child(work, gaps, children),
        len(gaps),
        unread(work, unit, until),
        _spreads(read, until) if _reads_raters(work, unit) else None,
    )


def _weeks(
    children: list[Child], read: Entries, last: date, gaps: Counter[UUID], new: Collection[UUID]
) -> list[ChildWeek]:
    """Return the days of each child."""
    first = last.toordinal() - WEEK - Period().reach
    keys = daily_log().dimension_keys
    shape = (len(children), last.toordinal() - first + 1, len(keys))
    ratings = read.ratings(first)
    levels = day_levels(ratings, shape)
    recent = ratings.counted()
    recent = recent.rows(recent.day >= shape[1] - WEEK)
    found = []
    for number, child in enumerate(children):
        mine = recent.rows(recent.child == number)
        words = [one.word for one in standing(levels[number], band(levels[number]), window=WEEK)]
        if child.id in new:
            words = ["unknown"] * len(keys)
        found.append(
            ChildWeek(
                child,
                tuple(key for key, word in zip(keys, words, strict=True) if word == "below"),
                tuple(key for key, word in zip(keys, words, strict=True) if word == "above"),
                words.count("usual"),
                child.id in new,
                len(np.unique(mine.day)),
                len(np.unique(mine.rater)),
                gaps[child.id],
            )
        )
    return found


def _settling(work: Work, unit: Unit, ids: list[UUID], day: date) -> frozenset[UUID]:
    """Return the children who came to the home so lately that nothing is usual there yet."""
    units = select(Unit.id).where(Unit.home_id == unit.home_id)
    stays = work.session.scalars(
        scope.about(Placement, work, Permission.TEAM_READ)
        .where(Placement.child_id.in_(ids), Placement.unit_id.in_(units), Placement.begins <= day)
        .order_by(Placement.begins)
    )
    came: dict[UUID, date] = {}
    left: dict[UUID, date | None] = {}
    for stay in stays:
        until = left.get(stay.child_id)
        if stay.child_id not in came or (until and (stay.begins - until).days > 1):
            came[stay.child_id] = stay.begins
        left[stay.child_id] = stay.ends
    days = daily_log().aggregation.settling_in_days
    return frozenset(id_ for id_, begun in came.items() if (day - begun).days < days)


def _by_child(
    work: Work, gaps: tuple[MissingLog, ...], children: list[Child]
) -> tuple[tuple[Child, tuple[When, ...]], ...]:
    """Return the missing logs of each child, also of one who has moved since."""
    shifts: defaultdict[UUID, list[When]] = defaultdict(list)
    for one in gaps:
        shifts[one.child_id].append(one.when)
    known = {child.id: child for child in children}
    if moved := shifts.keys() - known.keys():
        found = scope.children(work, Permission.TEAM_READ).where(Child.id.in_(moved))
        known |= {child.id: child for child in work.session.scalars(found)}
    named = [(known[id_], tuple(whens)) for id_, whens in shifts.items() if id_ in known]
    return tuple(sorted(named, key=lambda pair: pair[0].name))


def _reads_raters(work: Work, unit: Unit) -> bool:
    """Tell whether the differences between the unit's adults concern the actor."""
    if not work.actor.may_ever(Permission.RATERS_READ):
        return False
    found = scope.units(work, Permission.RATERS_READ).where(Unit.id == unit.id)
    return work.session.scalar(found) is not None


def _spreads(read: Entries, last: date) -> tuple[Spread, ...]:
    """Return how differently the adults rated in the last weeks."""
    logs = read.logs
    logs = logs.rows((logs.day > last.toordinal() - RATERS_DAYS) & logs.used)
    log, dimension = np.nonzero(~np.isnan(logs.levels))
    same = logs.child * len(daily_log().shifts) + logs.shift
    levels = logs.levels[log, dimension]
    comparable = same[log] * len(daily_log().dimension_keys) + dimension
    return tuple(spreads(comparable, dimension, logs.rater[log], levels))
