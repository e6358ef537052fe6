"""What lists and terms need of families and children: counted by the database, nothing unsealed.

A desk asks this of hundreds of sheets at once. Names are opened by who shows them.
"""

import json
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from institution.access.work import Work
from institution.cases.models import Child
from institution.db.sealing import Place
from institution.fostercare.models import FosterFamily
from institution.fostercare.services.asked import asked
from institution.fostercare.services.counting import SPLIT, families_counted, living_counted
from institution.fostercare.services.due import REMEMBERED, Kept, Living, Permit
from institution.fostercare.services.due_forms import VISIT, counted, version
from institution.fostercare.services.permits import MOST_CHILDREN, PERMIT_ENDS, SEEN_ON


class Brief(NamedTuple):
    """A family as the desk needs it."""

    id: UUID
    """Of the place."""
    reference: str
    row_id: UUID
    name_sealed: bytes
    kept: Kept

    def name(self, work: Work) -> str:
        """Return what it is called."""
        place = Place(FosterFamily.__tablename__, "name_sealed", self.row_id)
        return str(work.session.info["keyring"].open(self.name_sealed, place))


class Lives(NamedTuple):
    """A child in a family of the actor today, as the desk needs it."""

    id: UUID
    name_sealed: bytes
    home_id: UUID
    last_week: date | None
    """Monday of the last week before this one that is written; None where none is."""
    due: Living

    def name(self, work: Work) -> str:
        """Return the child's name; that it was looked up is noted."""
        work.look_up(self.id)
        place = Place(Child.__tablename__, "name_sealed", self.id)
        return str(work.session.info["keyring"].open(self.name_sealed, place))


def coordinated(work: Work) -> list[Brief]:
    """Return the families that the actor coordinates, by number; one query.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    found = []
    for home_id, reference, country, row_id, sealed, at, record, *last in asked(
        work, families_counted, version()
    ):
        permit = _permit(record) if record else None
        kept = Kept(country.value, at, permit, tuple(last))
        found.append(Brief(home_id, reference, row_id, sealed, kept))
    return found


def living(work: Work) -> list[Lives]:
    """Return who lives today in the families the actor coordinates; one query.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    holds, found = version(), []
    often, last = counted(True, holds)
    visit = len(often) + last.index(VISIT) if VISIT in last else None
    for child_id, sealed, home_id, begins, ends, country, week, visits, *said in asked(
        work, living_counted, holds
    ):
        held, agreed = _visit_days(visits) if visits else (None, None)
        if held and visit is not None:
            said[visit] = held
        times, days = tuple(said[: len(often)]), tuple(said[len(often) :])
        due = Living(child_id, begins, ends, country.value, times, days, agreed)
        found.append(Lives(child_id, sealed, home_id, week, due))
    return found


def _visit_days(said: str) -> tuple[date | None, date | None]:
    """Return when the last visit was and when the next one is to be, as it says."""
    held, _, agreed = said.partition(SPLIT)
    return date.fromisoformat(held) if held else None, date.fromisoformat(
        agreed
    ) if agreed else None


@lru_cache(REMEMBERED)
def _permit(record: str) -> Permit:
    """Return what the answers of a record say; remembered, since they never change."""
    said = json.loads(record)
    ends, most = said.get(PERMIT_ENDS), said.get(MOST_CHILDREN)
    seen = min((day for path, day in said.items() if path.endswith(SEEN_ON)), default=None)
    return Permit(_day(ends), None if most is None else int(most), _day(seen))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
