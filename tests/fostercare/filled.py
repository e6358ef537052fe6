"""Filled-in forms and weeks, as tests need them."""

from datetime import date, timedelta
from uuid import uuid4

from institution.content.foster_forms import foster_forms
from institution.fostercare.models import SheetState
from institution.fostercare.services import NewRevision, WeekDraft
from institution.fostercare.services.questions import laid_out, questions
from tests.world import NOW, TODAY

MONDAY = TODAY - timedelta(days=TODAY.weekday())
LEVELS = {"k_learning": 4, "r_relations": 4, "i_say": 3, "t_safety": 4, "h_everyday": 4}


def whole(form: str, **answers) -> dict:
    """Return an answer to everything a form asks; what is given here counts first."""
    forms = foster_forms.newest()
    parts = laid_out(forms, forms.form(form), {"help": 0})
    found = {one.path: any_answer(one) for one in questions(parts) if one.field.required}
    kept = {k: v for k, v in {**found, **answers}.items() if v is not None}
    return {k: v for k, v in kept.items() if not k.endswith("done_on") or k in answers}


def any_answer(question):
    """Return something that fits the question."""
    one = question.field
    if one.kind == "scale":
        return "3"
    if one.kind == "choice":
        return one.options[0].key
    if one.kind == "checklist":
        items = [i.key for d in foster_forms.newest().domains for i in d.items]
        mine = [i for i in items if i.startswith(question.domain.lower() or "-")]
        return mine[:2] if one.takes_items else [one.options[0].key]
    if one.kind == "date":
        return TODAY.isoformat()
    return 2 if one.kind == "number" else f"Noget om {one.key}"


def revision(form: str, state=SheetState.SIGNED, child=None, **more) -> NewRevision:
    """Return a sheet to keep."""
    answers = more.pop("answers", None) or whole(form)
    new = {"sheet_id": uuid4(), "version": foster_forms.newest().version, **more}
    return NewRevision(form=form, state=state, answers=answers, child_id=child, **new)


def week(monday: date = MONDAY, **more) -> WeekDraft:
    """Return a week to keep."""
    said = {
        "id": uuid4(),
        "written_at": NOW,
        "levels": LEVELS,
        "good_moment": "Vi bagte, og det lykkedes.",
    }
    return WeekDraft(week=monday, **{**said, **more})
