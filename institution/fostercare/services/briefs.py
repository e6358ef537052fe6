"""What lists and terms need of families and children: counted by the database, nothing unsealed.

A desk asks this of hundreds of sheets at once. Names are opened by who shows them.
"""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from institution.access.work import Work
from institution.cases.models import Child
from institution.content.deadlines import deadlines
from institution.content.foster_forms import foster_forms
from institution.db.sealing import Place
from institution.fostercare.models import FosterFamily
from institution.fostercare.services.counting import families_counted, living_counted
from institution.fostercare.services.due import VISIT, Kept, Living, counted
from institution.fostercare.services.ready import asked


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
    forms, found = counted(about_child=False)[1], []
    for home_id, reference, country, row_id, sealed, at, record, *said in asked(
        work, families_counted, _editions()
    ):
        last = {form: _day(one) for form, one in zip(forms, said, strict=True)}
        known = Kept(country.value, at.date(), record, last)
        found.append(Brief(home_id, reference, row_id, sealed, known))
    return found


def living(work: Work) -> list[Lives]:
    """Return who lives today in the families the actor coordinates; one query.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    often, last = counted(about_child=True)
    found = []
    for child_id, sealed, home_id, begins, ends, country, week, held, agreed, *said in asked(
        work, living_counted, _editions()
    ):
        times = dict(zip(often, said, strict=False))
        days = {form: _day(one) for form, one in zip(last, said[len(often) :], strict=True)}
        if held and days.get(VISIT):
            days[VISIT] = date.fromisoformat(held)
        visit = date.fromisoformat(agreed) if agreed else None
        due = Living(child_id, begins, ends, country.value, times, days, visit)
        found.append(Lives(child_id, sealed, home_id, week, due))
    return found


def _editions() -> tuple[int, int]:
    """Return of which content the statements are made."""
    return foster_forms.newest().version, deadlines.newest().version


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None
