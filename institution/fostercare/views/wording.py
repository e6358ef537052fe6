"""Forms, answers and terms in the reader's words."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from institution.content.foster_forms import FosterForms, foster_forms
from institution.content.krith import krith
from institution.content.words import Words
from institution.fostercare.models import SheetState
from institution.fostercare.services.due import CHECKS, PERMIT, Term
from institution.fostercare.services.due_forms import RECORD
from institution.fostercare.services.questions import Question
from institution.web.languages import content_language
from institution.web.words import day, number


def in_reader(words: Words) -> str:
    """Return words of the content in the reader's language."""
    return words.in_(content_language())


def form_name(key: str) -> str:
    """Return the name of a form, with its key."""
    return f"{key} · {in_reader(foster_forms.newest().form(key).name)}"


def state_words(state: SheetState) -> str:
    """Return how far a sheet has come."""
    words = {
        SheetState.DRAFT: _("draft"),
        SheetState.SHARED: _("laid before the family"),
        SheetState.SIGNED: _("signed and locked"),
        SheetState.ADDITION: _("signed and locked"),
    }
    return str(words[state])


def term_words(term: Term, name: str) -> str:
    """Return what is due, and for whom; with its paragraph where it is a rule, not a proposal."""
    week = _("week %(n)s", n=term.number) if term.number else ""
    law = term.rule.reference if term.rule.binds else ""
    return " · ".join(part for part in (_due_words(term.what), week, name, law) if part)


def _due_words(what: str) -> str:
    """Return the name of what is due."""
    if what == PERMIT:
        return str(_("The permit ends"))
    return str(_("Certificates are to be seen again")) if what == CHECKS else form_name(what)


def term_url(term: Term, family_id: UUID) -> str:
    """Return where what is due is done."""
    key = RECORD if term.what in {PERMIT, CHECKS} else term.what
    where = url_for("fostercare.new_sheet", family_id=family_id, form=key)
    return f"{where}?child={term.child_id}" if term.child_id else where


def answer_words(forms: FosterForms, question: Question, answer: Any) -> str:
    """Return an answer as it is read."""
    field = question.field
    match field.kind:
        case "date":
            return day(date.fromisoformat(answer))
        case "number":
            return number(float(answer))
        case "scale":
            return _scale_words(forms, field.scale or "", str(answer))
        case "choice" | "checklist":
            return _option_words(forms, question, answer)
    return str(answer)


def _scale_words(forms: FosterForms, key: str, answer: str) -> str:
    scale = forms.scale(key)
    if words := scale.answers.get(answer):
        told = in_reader(words)
        return told if told.startswith(answer) else f"{answer} · {told}"
    for version in scale.by_age:
        if answer in version.answers:
            return in_reader(version.answers[answer])
    return in_reader(scale.open_answer) if scale.open_answer else answer


def _option_words(forms: FosterForms, question: Question, answer: Any) -> str:
    """Return the words of what was chosen; a code that the edition lacks stands as it is."""
    options = {one.key: in_reader(one.name) for one in question.field.options}
    if question.field.takes_items:
        options = {one.key: in_reader(one.name) for one in forms.domain(question.domain).items}
    chosen = answer if isinstance(answer, list) else [answer]
    return ", ".join(options.get(one, str(one)) for one in chosen)


def need_words(code: str) -> str:
    """Return what a family asks for."""
    for question in krith.newest().own:
        for option in question.options:
            if option.key == code:
                return in_reader(option.name)
        if question.key == code:
            return str(_("The family's own answers call for you"))
    return code
