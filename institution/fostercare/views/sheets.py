"""Read a sheet as far as it is open to the reader; comment on it, and add to it."""

from types import SimpleNamespace as Shown
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import NotReachableError
from institution.access.policy import Permission, Role
from institution.accounts.services import names
from institution.fostercare.forms import AnswerForm
from institution.fostercare.models import SheetState
from institution.fostercare.services import comments, families, keeping, reading, sheets
from institution.fostercare.services.keeping import NewRevision
from institution.fostercare.services.reading import Seen
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.views import bp
from institution.fostercare.views.showing import sheet_shown
from institution.fostercare.views.signing import signatures_shown
from institution.fostercare.views.visits import letter_url
from institution.fostercare.views.wording import form_name, in_reader, state_words
from institution.web.guard import requires


@bp.route("/foster-families/<uuid:family_id>/sheets/<uuid:sheet_id>")
@requires(Permission.FAMILY_READ)
def sheet(family_id: UUID, sheet_id: UUID) -> ResponseReturnValue:
    """One sheet, for its coordinator whole, for the family its own part."""
    return _page(_seen(family_id, sheet_id), AnswerForm.from_request())


@bp.route("/foster-families/<uuid:family_id>/sheets/<uuid:sheet_id>/comment", methods=["POST"])
@requires(Permission.FAMILY_OWN)
def comment(family_id: UUID, sheet_id: UUID) -> ResponseReturnValue:
    """Say something to a sheet about one's own family."""
    form = AnswerForm.from_request()
    if not form.submitted_valid():
        return _page(_seen(family_id, sheet_id), form), 422
    comments.comment(g.work, family_id, sheet_id, form.text.data or "")
    flash(_("Saved. Your coordinator reads it before the form is signed."))
    return redirect(url_for(".sheet", family_id=family_id, sheet_id=sheet_id), 303)


@bp.route("/foster-families/<uuid:family_id>/sheets/<uuid:sheet_id>/add", methods=["POST"])
@requires(Permission.FAMILY_COORDINATE)
def add_to_sheet(family_id: UUID, sheet_id: UUID) -> ResponseReturnValue:
    """Add to a sheet that is signed; what was signed stays as it is. Twice changes nothing."""
    kept = _seen(family_id, sheet_id).sheet
    form = AnswerForm.from_request()
    if not form.submitted_valid():
        return _page(_seen(family_id, sheet_id), form), 422
    added = NewRevision(
        kept.id,
        kept.form,
        kept.version,
        SheetState.ADDITION,
        {"added": form.text.data},
        kept.revision,
        kept.child_id,
    )
    if not any((a.author_id, a.text) == (g.work.actor.id, form.text.data) for a in kept.additions):
        keeping.keep(g.work, family_id, added)
    flash(_("Added. What was signed stays as it is."))
    return redirect(url_for(".sheet", family_id=family_id, sheet_id=sheet_id), 303)


def _seen(family_id: UUID, sheet_id: UUID) -> Seen:
    """Return the sheet as far as the reader may see it."""
    found = sheets.find(g.work, Permission.FAMILY_READ, family_id, sheet_id)
    seen = reading.seen(reading.role_in(g.work, family_id), found, g.work.actor.id)
    if seen is None:
        raise NotReachableError
    return seen


def _page(seen: Seen, form: AnswerForm) -> str:
    one = seen.sheet
    family = families.family(g.work, Permission.FAMILY_READ, one.family_id)
    role = reading.role_in(g.work, one.family_id)
    said = [] if one.child_id else comments.comments(g.work, Permission.FAMILY_READ, [one.id])
    return render_template(
        "fostercare/sheet.html",
        family=family,
        coordinator=role is Role.FOSTER_COORDINATOR,
        may_comment=role is Role.FOSTER_PARENT
        and one.state is SheetState.SHARED
        and not one.child_id,
        letter=letter_url(one) if role is Role.FOSTER_COORDINATOR else "",
        signatures=signatures_shown(one, role),
        form=form,
        **shown(seen, [c.author_id for c in said]),
        comments=[(c.author_id, c.written_at, c.text) for c in said],
    )


def shown(seen: Seen, others: list[UUID]) -> dict[str, object]:
    """Return what a page says of a sheet."""
    one: Sheet = seen.sheet
    who = names(g.work, [one.author_id, *(a.author_id for a in one.additions), *others])
    return {
        "sheet": one,
        "name": form_name(one.form),
        "state": state_words(one.state),
        "who": who,
        "sections": sheet_shown(seen),
        "additions": [
            Shown(who=who.get(a.author_id, ""), at=a.at, text=a.text) for a in one.additions
        ],
        "status": in_reader(one.forms.status),
    }
