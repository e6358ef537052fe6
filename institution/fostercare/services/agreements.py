"""What was agreed, followed until it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.sheets import FOSTER_FORM
from institution.db.sealing import Place
from institution.fostercare.models import Agreement, AgreementDone
from institution.fostercare.services.agreeing import done
from institution.fostercare.services.asked import asked


@dataclass(frozen=True)
class Followed:
    """An agreement and what became of it."""

    id: UUID
    child_id: UUID
    home_id: UUID | None
    """None where it is a step for a child that has never lived in a place."""
    form: str
    what: str
    owner: str
    due_on: date
    done_on: date | None
    """None while it is open."""
    note: str

    def late(self, day: date) -> bool:
        """Tell whether its day is past, and it is open."""
        return self.done_on is None and self.due_on < day


def of_families(work: Work, permission: Permission, home_ids: Sequence[UUID]) -> list[Followed]:
    """Return what is agreed in some families, the nearest day first; two queries."""
    return _found(work, permission, Agreement.home_id.in_(home_ids))


class Late(NamedTuple):
    """An open agreement whose day is past, not yet opened."""

    id: UUID
    child_id: UUID
    home_id: UUID
    what_sealed: bytes
    owner_sealed: bytes
    due_on: date

    def words(self, work: Work) -> str:
        """Return what was agreed, and whose it is; that the child was looked up is noted."""
        work.look_up(self.child_id)
        keyring, table = work.session.info["keyring"], Agreement.__tablename__
        what = keyring.open(self.what_sealed, Place(table, "what_sealed", self.id))
        owner = keyring.open(self.owner_sealed, Place(table, "owner_sealed", self.id))
        return f"{what} · {owner}"


def late(work: Work) -> list[Late]:
    """Return what is open in the families the actor coordinates, and past its day.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    return [Late(*row) for row in asked(work, _late)]


def _late(work: Work) -> Any:
    one, done = Agreement, AgreementDone
    mine = scope.families(work, Permission.FAMILY_COORDINATE)
    kept = select(done.id).where(done.agreement_id == one.id)
    return (
        select(
            one.id,
            one.child_id,
            one.home_id,
            one.what_sealed,
            one.owner_sealed,
            one.due_on,
        )
        # The places again, so that the index leads to them and not through all there are.
        .where(one.home_id.in_(mine))
        .where(scope.within(one, work, Permission.FAMILY_COORDINATE))
        .where(one.due_on < work.today, ~kept.exists())
        .order_by(one.due_on, one.id)
    )


def steps(work: Work, child_id: UUID) -> list[Followed]:
    """Return the steps of the maps of a child, the nearest day first."""
    of_map = ~Agreement.form.startswith(FOSTER_FORM)
    return _found(work, Permission.MAP_READ, and_(Agreement.child_id == child_id, of_map))


def coming(work: Work, until: date) -> list[Followed]:
    """Return what is open by a day for the children whose maps the actor makes; one query more."""
    kept = select(AgreementDone.id).where(AgreementDone.agreement_id == Agreement.id)
    return _found(work, Permission.MAP_WRITE, and_(Agreement.due_on <= until, ~kept.exists()))


def of_child(work: Work, child_id: UUID) -> list[Followed]:
    """Return what is agreed for a child, the nearest day first."""
    return _found(work, Permission.FOSTER_READ, Agreement.child_id == child_id)


def _found(work: Work, permission: Permission, which: ColumnElement[bool]) -> list[Followed]:
    made = work.session.scalars(
        scope.about(Agreement, work, permission)
        .where(which)
        .order_by(Agreement.due_on, Agreement.id)
    ).all()
    ids = [one.id for one in made]
    done = work.session.scalars(
        scope.about(AgreementDone, work, permission).where(AgreementDone.agreement_id.in_(ids))
    )
    by_id = {one.agreement_id: one for one in done}
    return [_followed(one, by_id.get(one.id)) for one in made]


def finish(work: Work, family_id: UUID, agreement_id: UUID, note: str | None) -> None:
    """Note that an agreement is done today, and what came of it; a second time changes nothing.

    Raises:
        NotReachableError: no such agreement, or not of a family of the actor.
    """
    of_family = and_(Agreement.id == agreement_id, Agreement.home_id == family_id)
    _finish(work, Permission.FAMILY_COORDINATE, of_family, note)


def finish_step(work: Work, child_id: UUID, agreement_id: UUID, note: str | None) -> None:
    """Note that a step of a map is done today, and what came of it; again changes nothing.

    Raises:
        NotReachableError: no such step, or not of a child of the actor.
    """
    of_map = ~Agreement.form.startswith(FOSTER_FORM)
    of_child = and_(Agreement.id == agreement_id, Agreement.child_id == child_id, of_map)
    _finish(work, Permission.MAP_WRITE, of_child, note)


def _finish(
    work: Work, permission: Permission, which: ColumnElement[bool], note: str | None
) -> None:
    made = work.session.scalar(scope.about(Agreement, work, permission).where(which))
    if made is None:
        raise NotReachableError
    already = scope.about(AgreementDone, work, permission)
    if work.session.scalar(already.where(AgreementDone.agreement_id == made.id)) is None:
        done(work, made, work.today, note)


def _followed(made: Agreement, done: AgreementDone | None) -> Followed:
    return Followed(
        made.id,
        made.child_id,
        made.home_id,
        made.form,
        made.what,
        made.owner,
        made.due_on,
        done.done_on if done else None,
        (done.note or "") if done else "",
    )
