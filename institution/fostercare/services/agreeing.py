"""Keep what a sheet agrees, and that it was done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.content.sheets import contents_of
from institution.fostercare.models import Agreement, AgreementDone, ChildSheet
from institution.fostercare.services.questions import APART, rows_of


def make(work: Work, sheet: ChildSheet, answers: Mapping[str, Any]) -> None:
    """Keep what a sheet that is being signed agrees."""
    form = contents_of(sheet.form).of(sheet.content_version).form(sheet.form)
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
        done(work, made, date.fromisoformat(said["done_on"]), None)


def done(work: Work, made: Agreement, day: date, note: str | None) -> None:
    """Keep that an agreement is done, and what came of it."""
    kept = AgreementDone(
        child_id=made.child_id,
        municipality_id=made.municipality_id,
        home_id=made.home_id,
        agreement_id=made.id,
        done_on=day,
        note=note,
        author_id=work.actor.id,
        written_at=work.now,
    )
    save(work, kept, Action.AGREEMENT_DONE)
