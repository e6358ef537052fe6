"""Keep sheets: as drafts, signed, and added to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.scope import ReachedChild
from institution.content.foster_forms import Form, FosterForms
from institution.content.sheets import contents_of
from institution.fostercare.models import ChildSheet, FamilySheet, SheetState
from institution.fostercare.services import agreeing, families
from institution.fostercare.services.errors import (
    LockedError,
    MissingAnswersError,
    NewerRevisionError,
)
from institution.fostercare.services.questions import (
    WRITTEN,
    laid_out,
    missing,
    questions,
    rows_of,
)
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.sheets import BEFORE_PLACING, find


@dataclass(frozen=True)
class NewRevision:
    """What is to be kept."""

    sheet_id: UUID
    form: str
    version: int
    state: SheetState
    answers: Mapping[str, Any]
    builds_on: int = 0
    """Revision it was made from; 0 for the first."""
    child_id: UUID | None = None


def keep(work: Work, family_id: UUID, new: NewRevision) -> None:
    """Keep a state of a sheet; sending the same again changes nothing.

    Raises:
        NotReachableError: not a family of the actor, or not a child in it.
        NewerRevisionError: somebody kept it in the meantime.
        LockedError: it is signed.
        MissingAnswersError: it is to be signed, and something is missing.
    """
    families.family(work, Permission.FAMILY_COORDINATE, family_id)
    before = _before(work, family_id, new.sheet_id)
    if not follows(before, new):
        return
    kept = _row(work, family_id, new)
    signing = new.state is SheetState.SIGNED
    save(work, kept, Action.SHEET_SIGNED if signing else Action.SHEET_WRITTEN)
    if signing and isinstance(kept, ChildSheet):
        agreeing.make(work, kept, new.answers)


def follows(before: Sheet | None, new: NewRevision) -> bool:
    """Tell whether a revision is to be kept; it is not where it is kept already.

    Raises:
        NewerRevisionError, LockedError, MissingAnswersError: it does not follow from what is kept.
    """
    if before and _says_the_same(before, new):
        return False
    _check(before, new)
    return True


def _before(work: Work, family_id: UUID, sheet_id: UUID) -> Sheet | None:
    try:
        return find(work, Permission.FAMILY_COORDINATE, family_id, sheet_id)
    except NotReachableError:
        return None


def _says_the_same(before: Sheet, new: NewRevision) -> bool:
    return (before.revision, before.state, dict(before.answers)) == (
        new.builds_on + 1,
        new.state,
        dict(new.answers),
    )


def _check(before: Sheet | None, new: NewRevision) -> None:
    """Refuse what does not follow from what is kept."""
    if (before.revision if before else 0) != new.builds_on:
        raise NewerRevisionError
    adding = new.state is SheetState.ADDITION
    if before and (before.form, before.version) != (new.form, new.version):
        raise NotReachableError
    if adding != bool(before and before.signed):
        raise LockedError
    if new.state is SheetState.SIGNED:
        forms = contents_of(new.form).of(new.version)
        form = forms.form(new.form)
        parts = laid_out(forms, form, rows_of(form, new.answers))
        if paths := [one.path for one in missing(parts, new.answers)]:
            raise MissingAnswersError(paths)


def _row(work: Work, family_id: UUID, new: NewRevision) -> FamilySheet | ChildSheet:
    """Return the row of a state, with what is written apart from what is chosen."""
    form = contents_of(new.form).of(new.version).form(new.form)
    values = values_of(work, family_id, new)
    if not form.about_child:
        return FamilySheet(**values)
    if new.child_id is None:
        raise NotReachableError
    child = child_for(work, new.form, new.child_id)
    return ChildSheet(child_id=child.id, municipality_id=child.municipality_id, **values)


def values_of(work: Work, home_id: UUID | None, new: NewRevision) -> dict[str, Any]:
    """Return what every revision has."""
    forms = contents_of(new.form).of(new.version)
    codes, texts = _apart(forms, forms.form(new.form), new)
    return {
        "sheet_id": new.sheet_id,
        "revision": new.builds_on + 1,
        "form": new.form,
        "content_version": new.version,
        "state": new.state,
        "answers": codes,
        "texts": texts,
        "author_id": work.actor.id,
        "written_at": work.now,
        "home_id": home_id,
    }


def _apart(forms: FosterForms, form: Form, new: NewRevision) -> tuple[dict[str, Any], str | None]:
    """Return codes, and written words as JSON; of an addition its words alone."""
    if new.state is SheetState.ADDITION:
        return {}, json.dumps(dict(new.answers))
    asked = questions(laid_out(forms, form, rows_of(form, new.answers)))
    written = {one.path for one in asked if one.field.kind in WRITTEN}
    codes = {path: said for path, said in new.answers.items() if path not in written}
    words = {path: said for path, said in new.answers.items() if path in written}
    return codes, json.dumps(words) if words else None


def child_for(work: Work, form: str, child_id: UUID) -> ReachedChild:
    """Return the child a form can be written about.

    Raises:
        NotReachableError: it lives in no family of the actor, and none is sought for it.
    """
    try:
        return scope.child(work, Permission.FOSTER_READ, child_id)
    except NotReachableError:
        if form not in BEFORE_PLACING:
            raise
        return scope.child(work, Permission.FOSTER_MATCH, child_id)
