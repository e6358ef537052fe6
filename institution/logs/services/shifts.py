"""One shift of a unit: which children are written about, and what the shift before hands over."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_
from sqlalchemy.orm import selectinload

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Child, Unit
from institution.content.daily_log import daily_log
from institution.logs.models import Shift, ShiftLog
from institution.logs.services.missing import missing
from institution.logs.services.places import check_begun
from institution.logs.services.when import When
from institution.logs.services.whole import is_whole


@dataclass(frozen=True)
class ChildInShift:
    """A child of the unit, and what is written about it in the shift."""

    child: Child
    logs: tuple[ShiftLog, ...]
    """Whole ones, oldest first, without those that were corrected; empty: nothing written yet."""

    @property
    def here(self) -> bool:
        """Tell whether anyone wrote that the child was here, or nobody wrote yet."""
        return not self.logs or any(log.presence == "present" for log in self.logs)


@dataclass(frozen=True)
class Handed:
    """What one log hands over about one child."""

    child: Child
    log: ShiftLog


@dataclass(frozen=True)
class HandedOver:
    """What an earlier shift hands over."""

    when: When
    lines: tuple[Handed, ...]
    """In the order of the children."""
    missing: int
    """How many of the children nothing was written about."""


@dataclass(frozen=True)
class UnitShift:
    """One shift of a unit."""

    unit: Unit
    when: When
    now: When
    """The shift that is running."""
    children: tuple[ChildInShift, ...]
    """Those within reach, by name."""
    handovers: tuple[HandedOver, ...]
    """From the shift before; before a day shift from the night and the evening."""
    authors: dict[UUID, str]

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the home."""
        return ZoneInfo(self.unit.home.time_zone)

    @property
    def written(self) -> int:
        """Return how many of the children something is written about."""
        return sum(bool(one.logs) for one in self.children)

    @property
    def later(self) -> When | None:
        """Return the shift after, once it has begun."""
        return None if self.when == self.now else self.when.after()

    def next_missing(self, after: UUID | None = None) -> Child | None:
        """Return the next child about whom nothing is written; the list goes round."""
        ids = [one.child.id for one in self.children]
        at = ids.index(after) + 1 if after is not None and after in ids else 0
        turned = [*self.children[at:], *self.children[:at]]
        missing = (one.child for one in turned if not one.logs and one.child.id != after)
        return next(missing, None)


def units(work: Work) -> list[Unit]:
    """Return the units in which the actor works, by name."""
    found = work.session.scalars(scope.units(work, Permission.SHIFT_READ))
    return sorted(found, key=lambda unit: unit.name)


def running(work: Work, unit: Unit) -> When:
    """Return the shift that is running in a unit."""
    day, shift = daily_log().shift_at(work.now, ZoneInfo(unit.home.time_zone))
    return When(day, Shift(shift.key))


def unit_shift(work: Work, unit_id: UUID, when: When) -> UnitShift:
    """Return one shift of a unit in which the actor works.

    Costs the same number of queries however many children and logs there are.

    Raises:
        NotReachableError: no such unit, or not the actor's.
        NotBegunError: the shift lies in the future.
    """
    unit = cases.unit(work, Permission.SHIFT_READ, unit_id)
    check_begun(work, ZoneInfo(unit.home.time_zone), when.day, when.shift)
    children = cases.children_of_unit(work, Permission.SHIFT_READ, unit_id, when.day)
    sources = _sources(when)
    gaps = Counter(one.when for one in missing(work, unit, sources[-1].day, when.day))
    logs = standing_logs(work, unit_id, [when, *sources])
    told = [log for log in logs if is_whole(log)]
    found = [ChildInShift(child, _of(told, child, when)) for child in children]
    return UnitShift(
        unit,
        when,
        running(work, unit),
        tuple(found),
        tuple(_handed_over(logs, children, source, gaps[source]) for source in sources),
        names(work, [log.author_id for log in logs]),
    )


def shift_of(work: Work, unit_id: UUID, when: When) -> UnitShift | None:
    """Return one shift of a unit; None where the actor does not work there (any more)."""
    try:
        return unit_shift(work, unit_id, when)
    except NotReachableError:
        return None


def standing_logs(work: Work, unit_id: UUID, shifts: Iterable[When]) -> Sequence[ShiftLog]:
    """Return the logs of some shifts of a unit that were not corrected, oldest first.

    Raises:
        NotAllowedError: no role of the actor ever reads logs.
    """
    asked = [and_(ShiftLog.day == one.day, ShiftLog.shift == one.shift) for one in shifts]
    found = work.session.scalars(
        scope.about(ShiftLog, work, Permission.LOG_READ)
        .where(ShiftLog.unit_id == unit_id, or_(*asked))
        .order_by(ShiftLog.written_at, ShiftLog.id)
        .options(selectinload(ShiftLog.handover))
    ).all()
    replaced = {log.corrects_id for log in found}
    return [log for log in found if log.id not in replaced]


def _sources(when: When) -> tuple[When, ...]:
    """Return the shifts whose handover is read: a night that says nothing hides no evening."""
    before = when.before()
    return (before, before.before()) if before.shift is Shift.NIGHT else (before,)


def _of(logs: Iterable[ShiftLog], child: Child, when: When) -> tuple[ShiftLog, ...]:
    """Return the logs about a child in a shift."""
    about = (log for log in logs if log.child_id == child.id)
    return tuple(log for log in about if (log.day, log.shift) == (when.day, when.shift))


def _handed_over(
    logs: Sequence[ShiftLog], children: Sequence[Child], when: When, gaps: int
) -> HandedOver:
    """Return what a shift hands over, child by child."""
    return HandedOver(when, tuple(_lines(logs, children, when)), gaps)


def _lines(logs: Sequence[ShiftLog], children: Iterable[Child], when: When) -> Iterator[Handed]:
    """Give each log that says something to the next shift."""
    for child in children:
        for log in _of(logs, child, when):
            if log.handover or log.attention not in {None, "ordinary"}:
                yield Handed(child, log)
