"""What needs a coordinator today, in a number of queries that does not grow with the families."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.fostercare.services import agreements, asking, weeks
from institution.fostercare.services.agreements import Followed
from institution.fostercare.services.asking import Asked
from institution.fostercare.services.briefs import kept
from institution.fostercare.services.due import Kept, Living, Term, terms
from institution.fostercare.services.families import Family, families
from institution.fostercare.services.staying import Lives, living
from institution.fostercare.services.weeks import LOOKED_BACK, Unread

AHEAD = timedelta(days=14)
"""How far ahead terms are shown."""


@dataclass(frozen=True)
class Line:
    """A family and who lives there."""

    family: Family
    children: tuple[Lives, ...]
    room: int | None
    """How many more children may come; None where no permit is noted."""


@dataclass(frozen=True)
class MissingWeek:
    """A child about whom the last week is not written."""

    child: Lives
    family: Family
    weeks: int
    """Whole weeks without a log, up to those looked at."""


@dataclass(frozen=True)
class Desk:
    """What a coordinator's first page says."""

    families: tuple[Line, ...]
    asks: tuple[Asked, ...]
    """Open, the soonest first."""
    terms: tuple[tuple[Family, Term], ...]
    """Due by now or soon."""
    late: tuple[Followed, ...]
    """Agreements whose day is past."""
    missing: tuple[MissingWeek, ...]
    unread: tuple[Unread, ...]
    """Weekly logs nobody has answered, the newest first."""

    @cached_property
    def children(self) -> Mapping[UUID, Lives]:
        """The children in the families."""
        return {child.id: child for line in self.families for child in line.children}

    def name_of(self, child_id: UUID | None) -> str:
        """Return the name of a child; empty for none."""
        found = self.children.get(child_id) if child_id else None
        return found.name if found else ""

    def family_of(self, home_id: UUID) -> Family | None:
        """Return a family by its place."""
        found = (line.family for line in self.families if line.family.id == home_id)
        return next(found, None)


def desk(work: Work) -> Desk:
    """Return what needs the actor.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    mine = families(work, Permission.FAMILY_COORDINATE)
    ids = [one.id for one in mine]
    children, own = living(work), kept(work)
    lines = _lines(mine, children, own)
    return Desk(
        families=lines,
        asks=tuple(asking.waiting(work, ids)),
        terms=tuple(_terms(work, lines, own)),
        late=tuple(agreements.late(work)),
        missing=tuple(_missing(work, mine, children)),
        unread=tuple(weeks.unread(work)),
    )


def room(most: int | None, living: int) -> int | None:
    """Return how many more children may come; None where no permit says it."""
    return None if most is None else max(most - living, 0)


def _lines(
    mine: Sequence[Family], children: Sequence[Lives], own: Mapping[UUID, Kept]
) -> tuple[Line, ...]:
    """Return the families with who lives there."""
    here: dict[UUID, list[Lives]] = defaultdict(list)
    for child in children:
        here[child.unit_id].append(child)
    return tuple(
        Line(one, tuple(here[one.unit_id]), room(own[one.id].most_children, len(here[one.unit_id])))
        for one in mine
    )


def _terms(
    work: Work, lines: Sequence[Line], own: Mapping[UUID, Kept]
) -> list[tuple[Family, Term]]:
    """Return what is due by now or soon, the nearest first."""
    found = []
    for line in lines:
        stays = [Living(one.id, one.begins, one.ends) for one in line.children]
        begun = line.family.registered or work.today
        every = terms(own[line.family.id], stays, begun)
        found += [(line.family, term) for term in every if term.day <= work.today + AHEAD]
    return sorted(found, key=lambda pair: (pair[1].day, pair[0].reference))


def _missing(work: Work, mine: Sequence[Family], children: Sequence[Lives]) -> list[MissingWeek]:
    """Return about whom the last whole week is not written, the longest first."""
    this = weeks.monday(work.today)
    by_unit = {one.unit_id: one for one in mine}
    last = weeks.last_written(work)
    found = []
    for child in children:
        before = weeks.monday(child.begins) - timedelta(weeks=1)
        empty = (this - max(last.get(child.id, before), before)).days // 7 - 1
        if empty > 0:
            missing = MissingWeek(child, by_unit[child.unit_id], min(empty, LOOKED_BACK))
            found.append(missing)
    return sorted(found, key=lambda one: (-one.weeks, one.child.name))
