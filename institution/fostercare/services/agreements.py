"""What was agreed, followed until it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.content.foster_forms import foster_forms
from institution.db.sealing import Place
from institution.fostercare.models import Agreement, AgreementDone, ChildSheet
from institution.fostercare.services.questions import APART, rows_of
from institution.fostercare.services.ready import asked


@dataclass(frozen=True)
class Followed:
    """An agreement and what became of it."""

    id: UUID
    child_id: UUID
    home_id: UUID
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


def make(work: Work, sheet: ChildSheet, answers: Mapping[str, Any]) -> None:
    """Keep what a sheet that is being signed agrees."""
    form = foster_forms.of(sheet.content_version).form(sheet.form)
    rows = rows_of(form, answers)
    for section in form.sections:
        if not section.agreements:
            continue
        for number in range(1, rows.get(section.key, 0) + 1):
            said = {
                key: answers.get(f"{section.key}{APART}{number}{APART}{key}")
                for key in ("what", "owner", "due_on", "done_on")
            }
            if said["what"] and said["owner"] and said["due_on"]:
                _make(work, sheet, said)


def _make(work: Work, sheet: ChildSheet, said: Mapping[str, Any]) -> None:
    made = Agreement(
        child_id=sheet.child_id,
        municipality_id=sheet.municipality_id,
        home_id=sheet.home_id,
        sheet_id=sheet.sheet_id,
        form=sheet.form,
        what=said["what"],
        owner=said["owner"],
        due_on=date.fromisoformat(said["due_on"]),
        made_at=work.now,
    )
    save(work, made, Action.AGREEMENT_MADE)
    if said["done_on"]:
        work.session.flush()
        _done(work, made, date.fromisoformat(said["done_on"]), None)


def of_families(work: Work, permission: Permission, home_ids: Sequence[UUID]) -> list[Followed]:
    """Return what is agreed in some families, the nearest day first; two queries."""
    return _found(work, permission, Agreement.home_id.in_(home_ids))


def late(work: Work) -> list[Followed]:
    """Return what is open in the families the actor coordinates, and past its day."""
    keyring, found = work.session.info["keyring"], []
    for row_id, child_id, home_id, form, what, owner, due_on in asked(work, _late):
        words = [
            keyring.open(sealed, Place(Agreement.__tablename__, column, row_id))
            for column, sealed in (("what_sealed", what), ("owner_sealed", owner))
        ]
        told = (words[0], words[1], due_on, None, "")
        found.append(Followed(row_id, child_id, home_id, form, *told))
        work.look_up(child_id)
    return found


def _late(work: Work) -> Any:
    one, done = Agreement, AgreementDone
    kept = select(done.id).where(done.agreement_id == one.id)
    return (
        select(
            one.id,
            one.child_id,
            one.home_id,
            one.form,
            one.what_sealed,
            one.owner_sealed,
            one.due_on,
        )
        .where(scope.within(one, work, Permission.FAMILY_COORDINATE))
        .where(one.due_on < work.today, ~kept.exists())
        .order_by(one.due_on, one.id)
    )


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
    made = work.session.scalar(
        scope.about(Agreement, work, Permission.FAMILY_COORDINATE).where(
            Agreement.id == agreement_id, Agreement.home_id == family_id
        )
    )
    if made is None:
        raise NotReachableError
    already = scope.about(AgreementDone, work, Permission.FAMILY_COORDINATE)
    if work.session.scalar(already.where(AgreementDone.agreement_id == made.id)) is None:
        _done(work, made, work.today, note)


def _done(work: Work, made: Agreement, day: date, note: str | None) -> None:
    done = AgreementDone(
        child_id=made.child_id,
        municipality_id=made.municipality_id,
        home_id=made.home_id,
        agreement_id=made.id,
        done_on=day,
        note=note,
        author_id=work.actor.id,
        written_at=work.now,
    )
    save(work, done, Action.AGREEMENT_DONE)


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
