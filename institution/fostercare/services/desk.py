"""What needs a coordinator today, in a number of queries that does not grow with the families.

Everything is counted; names and words are opened only of what is shown, and only that is noted as
looked up.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from institution.access.work import Work
from institution.content.deadlines import Rule, deadlines
from institution.fostercare.services import agreements, weeks
from institution.fostercare.services.agreements import Late
from institution.fostercare.services.briefs import Brief, Lives, coordinated, living
from institution.fostercare.services.due import Term, terms
from institution.fostercare.services.due_forms import version
from institution.fostercare.services.waiting import Waiting, waiting
from institution.fostercare.services.weeks import Unread

WEEKLY = "foster_week_log"
DAYS = 7


class Line(NamedTuple):
    """A family and who lives there."""

    family: Brief
    children: tuple[Lives, ...]
    room: int | None
    """How many more children may come; None where no permit is noted."""


class MissingWeek(NamedTuple):
    """A child about whom the last week is not written."""

    child: Lives
    family: Brief
    weeks: int
    """Whole weeks without a log, up to those after which the family is called."""
    call: bool
    """Whether it is time to call."""


@dataclass(frozen=True)
class Desk:
    """What a coordinator's first page says."""

    work: Work
    families: tuple[Line, ...]
    asks: Sequence[Waiting]
    """Open, the soonest first."""
    terms: Sequence[tuple[Brief, Term]]
    """Due by now or soon."""
    late: Sequence[Late]
    """Agreements whose day is past."""
    missing: Sequence[MissingWeek]
    unread: Sequence[Unread]
    """Weekly logs nobody has answered, the newest first."""

    @cached_property
    def children(self) -> Mapping[UUID, Lives]:
        """The children in the families."""
        return {child.id: child for line in self.families for child in line.children}

    @cached_property
    def _families(self) -> Mapping[UUID, Brief]:
        return {line.family.id: line.family for line in self.families}

    def name_of(self, child_id: UUID | None) -> str:
        """Return the name of a child; empty for none."""
        found = self.children.get(child_id) if child_id else None
        return found.name(self.work) if found else ""

    def family_of(self, home_id: UUID) -> Brief | None:
        """Return a family by its place."""
        return self._families.get(home_id)


def desk(work: Work) -> Desk:
    """Return what needs the actor.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    lines = _lines(coordinated(work), living(work))
    return Desk(
        work=work,
        families=lines,
        asks=waiting(work),
        terms=_terms(work, lines),
        late=agreements.late(work),
        missing=_missing(work, lines),
        unread=weeks.unread(work),
    )


def room(most: int | None, living: int) -> int | None:
    """Return how many more children may come; None where no permit says it."""
    return None if most is None else max(most - living, 0)


def _lines(mine: Sequence[Brief], children: Sequence[Lives]) -> tuple[Line, ...]:
    """Return the families with who lives there."""
    here: dict[UUID, list[Lives]] = defaultdict(list)
    for child in children:
        here[child.home_id].append(child)
    return tuple(
        Line(one, tuple(here[one.id]), room(one.kept.most_children, len(here[one.id])))
        for one in mine
    )


def _terms(work: Work, lines: Sequence[Line]) -> list[tuple[Brief, Term]]:
    """Return what is due by now or soon, the nearest first."""
    today, holds, found = work.today, version(), []
    for line in lines:
        every = terms(line.family.kept, [one.due for one in line.children], today, holds)
        found += [(line.family, term) for term in every]
    return sorted(found, key=lambda pair: (pair[1].day, pair[0].reference))


def _missing(work: Work, lines: Sequence[Line]) -> list[MissingWeek]:
    """Return about whom the last whole week is not written, the longest first."""
    this, most = weeks.monday(work.today), _weeks_until_call()
    found = []
    for line in lines:
        for child in line.children:
            before = weeks.monday(child.due.begins) - timedelta(weeks=1)
            empty = (this - max(child.last_week or before, before)).days // DAYS - 1
            if empty > 0:
                missing = MissingWeek(child, line.family, min(empty, most), empty >= most)
                found.append(missing)
    return sorted(found, key=lambda one: (-one.weeks, one.family.reference))


def _weeks_until_call() -> int:
    """Return after how many weeks without a log the family is called."""
    rule: Rule = deadlines.newest().rule(WEEKLY)
    waited = rule.escalates.days if rule.escalates else 0
    return (rule.span.days + waited) // DAYS
