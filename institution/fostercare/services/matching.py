"""Families to think of for a child: a list by number, never an order of who is best."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Child
from institution.db.sealing import Place
from institution.fostercare.services import sheets
from institution.fostercare.services.asked import asked
from institution.fostercare.services.desk import room
from institution.fostercare.services.due_forms import RECORD
from institution.fostercare.services.families import Family, families
from institution.fostercare.services.permits import most_children, newest
from institution.fostercare.services.profile import Profile, profiles
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.staying import children_in


@dataclass(frozen=True)
class Wanted:
    """What a family is sought by; empty: everything."""

    kind: str = ""
    town: str = ""
    language: str = ""


@dataclass(frozen=True)
class Candidate:
    """A family with room, and what stands beside the child's need."""

    family: Family
    room: int
    kind: str
    town: str
    languages: tuple[str, ...]
    profile: Profile | None


class Sought(NamedTuple):
    """A child for whom a family is sought, not yet opened."""

    id: UUID
    name_sealed: bytes

    def name(self, work: Work) -> str:
        """Return the child's name; that it was looked up is noted."""
        work.look_up(self.id)
        place = Place(Child.__tablename__, "name_sealed", self.id)
        return str(work.session.info["keyring"].open(self.name_sealed, place))


def sought(work: Work) -> Sequence[Sought]:
    """Return the children for whom the actor is asked to find a family, by reference."""
    if not work.actor.may_ever(Permission.FOSTER_MATCH):
        return []
    return [Sought(*row) for row in asked(work, _sought)]


def _sought(work: Work) -> Any:
    found = scope.children(work, Permission.FOSTER_MATCH)
    return found.with_only_columns(Child.id, Child.name_sealed).order_by(Child.reference)


def candidates(work: Work, wanted: Wanted) -> list[Candidate]:
    """Return the families of the actor with room, by number.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    mine = families(work, Permission.FAMILY_COORDINATE)
    ids: list[UUID] = [one.id for one in mine]
    kept = sheets.of_family(work, Permission.FAMILY_COORDINATE, ids)
    living = children_in(work, Permission.FAMILY_COORDINATE, ids)
    found = []
    for one in mine:
        own = [sheet for sheet in kept if sheet.home_id == one.id]
        here = sum(stay.unit_id == one.unit_id for stay, _ in living)
        record, free = newest(own, RECORD), room(most_children(own), here)
        if record is not None and free:
            found.append(_candidate(one, free, own, record))
    return [one for one in found if _fits(one, wanted)]


def _candidate(one: Family, free: int, own: Sequence[Sheet], record: Sheet) -> Candidate:
    said, known = record.answers, profiles(own)
    return Candidate(
        one,
        free,
        said.get("family__kind", ""),
        said.get("family__town", ""),
        tuple(said.get("family__languages", ())),
        known[-1] if known else None,
    )


def _fits(one: Candidate, wanted: Wanted) -> bool:
    """Tell whether a family is as sought."""
    return (
        wanted.kind in {"", one.kind}
        and wanted.town.casefold() in one.town.casefold()
        and (not wanted.language or wanted.language in one.languages)
    )
