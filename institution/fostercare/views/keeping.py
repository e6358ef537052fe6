"""Fill in a form: as a draft, laid before the family, signed."""

from typing import Any
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.cases.scope import ReachedChild
from institution.content.foster_forms import Form, foster_forms
from institution.fostercare.forms import SheetForm, sheet_form
from institution.fostercare.forms.sheet_form import ADD
from institution.fostercare.models import SheetState
from institution.fostercare.services import families, keeping, sheets
from institution.fostercare.services.errors import MissingAnswersError
from institution.fostercare.services.families import Family
from institution.fostercare.services.keeping import NewRevision
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.views import bp
from institution.fostercare.views.helping import helped, hints
from institution.fostercare.views.wording import form_name, in_reader
from institution.web.guard import requires
from institution.web.languages import content_language

SAID = {
    SheetState.DRAFT: _l("The draft is saved."),
    SheetState.SHARED: _l("The family can read it now, and say what it thinks."),
    SheetState.SIGNED: _l("Signed and locked. What comes later is added to it."),
}


class Opened:
    """What a page fills in: a family, a form, and perhaps a child and a sheet that is kept."""

    def __init__(self, family_id: UUID, key: str, child_id: UUID | None, kept: Sheet | None):
        work = g.work
        self.family: Family = families.family(work, Permission.FAMILY_COORDINATE, family_id)
        self.version = kept.version if kept else foster_forms.newest().version
        self.forms = foster_forms.of(self.version)
        self.form: Form = self.forms.form(key)
        self.kept = kept
        self.child: ReachedChild | None = None
        if self.form.about_child and child_id:
            self.child = keeping.child_for(work, key, child_id)

    @property
    def age(self) -> int | None:
        """Return the age of the child."""
        return self.child.age_on(g.work.today) if self.child else None


@bp.route("/foster-families/<uuid:family_id>/forms/<form:form>/new", methods=["GET", "POST"])
@requires(Permission.FAMILY_COORDINATE)
def new_sheet(family_id: UUID, form: str) -> ResponseReturnValue:
    """Begin a form; one that is begun already is gone on with."""
    child_id = _uuid(request.args.get("child"))
    opened = Opened(family_id, form, child_id, None)
    if opened.form.about_child and opened.child is None:
        flash(_("Choose the child on the page of the family."), "warn")
        return redirect(url_for(".family", family_id=family_id), 303)
    begun = _begun(opened)
    if begun and request.method == "GET":
        where = url_for(".edit_sheet", family_id=family_id, sheet_id=begun.id)
        return redirect(where, 303)
    return _fill_in(opened)


@bp.route("/foster-families/<uuid:family_id>/sheets/<uuid:sheet_id>/edit", methods=["GET", "POST"])
@requires(Permission.FAMILY_COORDINATE)
def edit_sheet(family_id: UUID, sheet_id: UUID) -> ResponseReturnValue:
    """Go on with a sheet that is not signed."""
    kept = sheets.find(g.work, Permission.FAMILY_COORDINATE, family_id, sheet_id)
    if kept.form == "F8" and kept.author_id != g.work.actor.id:
        raise NotReachableError
    if kept.signed:
        flash(_("It is signed: what comes later is added to it."), "warn")
        return redirect(url_for(".sheet", family_id=family_id, sheet_id=sheet_id), 303)
    return _fill_in(Opened(family_id, kept.form, kept.child_id, kept))


def _begun(opened: Opened) -> Sheet | None:
    """Return a draft of the same form about the same child."""
    ids, child = [opened.family.id], opened.child
    if child is None:
        found = sheets.of_family(g.work, Permission.FAMILY_COORDINATE, ids)
    else:
        found = sheets.reachable(g.work, opened.family.id, child.id)
    mine = (s for s in found if s.form != "F8" or s.author_id == g.work.actor.id)
    return next((s for s in mine if s.form == opened.form.key and not s.signed), None)


def _fill_in(opened: Opened) -> ResponseReturnValue:
    """Show the form, or keep what was sent."""
    kept = opened.kept
    says = kept.answers if kept else helped(opened.form.key, opened.family.id, opened.child)
    form = sheet_form(opened.version, opened.form.key, (content_language(), opened.age), says)
    if request.method == "GET":
        form.builds_on.data = str(kept.revision if kept else 0)
        form.sheet.data = str(kept.id) if kept else form.sheet.data
    if ADD in request.form:
        return _page(opened, form)
    if form.submitted_valid():
        return _keep(opened, form)
    return _page(opened, form), form.status


def _keep(opened: Opened, form: SheetForm) -> ResponseReturnValue:
    """Keep what was sent; say what is missing before it can be signed."""
    state = form.state
    if state is None:
        form.form_errors = [_("Choose what to do with it")]
        return _page(opened, form), 422
    new = NewRevision(
        sheet_id=opened.kept.id if opened.kept else form.sheet_id,
        form=opened.form.key,
        version=opened.version,
        state=state,
        answers=form.answers(),
        builds_on=form.revision,
        child_id=opened.child.id if opened.child else None,
    )
    try:
        keeping.keep(g.work, opened.family.id, new)
    except MissingAnswersError as error:
        form.mark(error.paths)
        return _page(opened, form), 422
    except ConflictError:
        form.form_errors = [_("Somebody saved this form in the meantime. Open it again first.")]
        return _page(opened, form), 409
    flash(str(SAID[state]))
    return redirect(url_for(".family", family_id=opened.family.id) + "#sheets", 303)


def _page(opened: Opened, form: SheetForm) -> str:
    wanted: dict[str, Any] = {
        "form": form,
        "name": form_name(opened.form.key),
        "family": opened.family,
        "child": opened.child,
        "purpose": in_reader(opened.form.purpose),
        "due_when": in_reader(opened.form.when),
        "intro": in_reader(opened.form.intro) if opened.form.intro else "",
        "limit": in_reader(opened.form.honest_limit) if opened.form.honest_limit else "",
        "parts": form.parts,
        "words": in_reader,
        "conditions": _conditions(form),
        "hints": hints(opened.form.key, opened.family.id, form),
        "lines": current_app.extensions["week_lines"](opened.child.id)
        if opened.child and opened.form.key in {"F4", "F5", "F6"}
        else "",
        "for_family": not opened.form.about_child,
        "status": in_reader(opened.forms.status),
    }
    return render_template("fostercare/edit_sheet.html", **wanted)


def _conditions(form: SheetForm) -> dict[str, tuple[str, list[str]]]:
    """Return after which answers of which question beside it a question is asked."""
    found = {}
    for part in form.parts:
        for entry in part.entries:
            beside = {one.field.key: one for one in entry.questions}
            for one in entry.questions:
                condition = one.field.condition
                if condition and condition.field in beside:
                    other = form[beside[condition.field].path]
                    offered = list(getattr(other, "choices", None) or [])
                    said = set(condition.answers)
                    found[one.path] = (
                        other.name,
                        [code for code in offered if (code in said) != condition.negated],
                    )
    return found


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
