"""Respite: some days in another family, agreed by the coordinator of the child's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta as days
from typing import Any
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Child, Home, Placement, RespiteStay, Unit
from institution.fostercare.services.placing import NoSuchFamilyError, unit_of_family


class NoSuchDaysError(RefusedError):
    """A stay lasts from a day that has not passed to one that is not before it."""


@dataclass(frozen=True)
class NewStay:
    """What is agreed."""

    reference: str
    """Number of the family."""
    begins: date
    until: date
    words: str | None


@dataclass(frozen=True)
class Stay:
    """A stay as pages show it."""

    id: UUID
    child_id: UUID
    unit_id: UUID
    reference: str
    begins: date
    until: date
    ends: date | None
    words: str

    @property
    def last_day(self) -> date:
        """Return the last day, as agreed or as called off."""
        return self.until if self.ends is None else min(self.ends, self.until)

    @property
    def called_off(self) -> bool:
        """Tell whether it never happens."""
        return self.last_day < self.begins


def agree(work: Work, child_id: UUID, new: NewStay) -> None:
    """Keep a stay in another family; the same again changes nothing.

    Raises:
        NotReachableError: not a child in a family of the actor.
        NoSuchFamilyError: no other family has the number.
        NoSuchDaysError: the days have passed, or are the wrong way round.
    """
    child = scope.child(work, Permission.RESPITE_AGREE, child_id)
    if new.begins < work.today or new.until < new.begins:
        raise NoSuchDaysError
    unit_id = _other_family(work, child_id, new.reference)
    for one in stays(work, child_id):
        if (one.unit_id, one.begins, one.until, one.ends) == (unit_id, new.begins, new.until, None):
            return
    kept = RespiteStay(
        child_id=child.id,
        municipality_id=child.municipality_id,
        unit_id=unit_id,
        begins=new.begins,
        until=new.until,
        words=new.words,
    )
    save(work, kept, Action.RESPITE_AGREED)


def call_off(work: Work, child_id: UUID, stay_id: UUID) -> None:
    """End a stay: today where it has begun, else before it begins; again changes nothing.

    Raises:
        NotReachableError: no such stay of a child in a family of the actor.
    """
    found = work.session.scalar(
        scope.about(RespiteStay, work, Permission.RESPITE_AGREE).where(
            RespiteStay.child_id == child_id, RespiteStay.id == stay_id
        )
    )
    if found is None:
        raise NotReachableError
    if found.ends is None and found.until >= work.today:
        found.ends = work.today if found.begins <= work.today else found.begins - days(days=1)
        save(work, found, Action.ENDED)


def stays(work: Work, child_id: UUID) -> list[Stay]:
    """Return the stays of a child, the newest first; of a respite carer those with them.

    Raises:
        NotAllowedError: no role of the actor ever reads of respite.
    """
    return _stays(work, RespiteStay.child_id == child_id)


def here_today(work: Work, unit_ids: Sequence[UUID]) -> list[tuple[Stay, str]]:
    """Return who stays today in families of the actor in respite, with the child's name."""
    found = [
        one
        for one in _stays(work, RespiteStay.unit_id.in_(unit_ids))
        if one.begins <= work.today <= one.last_day
    ]
    names = {
        child.id: child.name
        for child in work.session.scalars(
            scope.children(work, Permission.RESPITE_READ).where(
                Child.id.in_([one.child_id for one in found])
            )
        )
    }
    return [(one, names[one.child_id]) for one in found]


def _stays(work: Work, which: Any) -> list[Stay]:
    rows = work.session.execute(
        select(RespiteStay, Home.name)
        .join(Unit, Unit.id == RespiteStay.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(scope.within(RespiteStay, work, Permission.RESPITE_READ), which)
        .order_by(RespiteStay.begins.desc(), RespiteStay.id)
        .execution_options(scope=Permission.RESPITE_READ)
    )
    return [
        Stay(
            one.id,
            one.child_id,
            one.unit_id,
            name,
            one.begins,
            one.until,
            one.ends,
            one.words or "",
        )
        for one, name in rows
    ]


def _other_family(work: Work, child_id: UUID, reference: str) -> UUID:
    """Return the unit of a family with a number, in which the child does not live."""
    unit = unit_of_family(work, reference)
    lives_there = scope.about(Placement, work, Permission.RESPITE_AGREE).where(
        Placement.child_id == child_id,
        Placement.unit_id == unit.id,
        scope.lasts(Placement.begins, Placement.ends, work.today),
    )
    if work.session.scalars(lives_there).first() is not None:
        raise NoSuchFamilyError
    return unit.id
