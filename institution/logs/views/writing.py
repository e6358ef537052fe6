"""Write about a child in a shift, and correct what was written."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError
from institution.access.policy import Permission
from institution.db.base import new_id
from institution.drafts.views import finish
from institution.logs import services
from institution.logs.forms import ShiftForm, filled, form_class
from institution.logs.models import Shift
from institution.logs.services import Kept, When
from institution.logs.views import bp
from institution.logs.views.form_page import page
from institution.logs.views.opening import Opened, asked_of, comes_too_late, draft_of, opened_for
from institution.logs.views.shifts import address
from institution.logs.views.showing import written_when
from institution.web.guard import requires
from institution.web.words import clock


@bp.route("/children/<uuid:child_id>/logs/<day:day>/<shift:shift>/new", methods=["GET", "POST"])
@requires(Permission.LOG_WRITE)
def new(child_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Write about a child in a shift; afterwards comes the next child nobody wrote about."""
    opened = opened_for(g.work, child_id, When(day, shift))
    return _keep_or_show(opened, form_class(asked_of(opened, g.child)).from_request())


@bp.route("/children/<uuid:child_id>/logs/<uuid:log_id>/correct", methods=["GET", "POST"])
@requires(Permission.LOG_WRITE)
def correct(child_id: UUID, log_id: UUID) -> ResponseReturnValue:
    """Write a log that replaces another, with the reason; the other stays readable."""
    entry = services.log_with_corrections(g.work, child_id, log_id)[0]
    opened = opened_for(g.work, child_id, When(entry.log.day, entry.log.shift), entry)
    says = filled(services.as_draft(entry.log)) if request.method == "GET" else {}
    return _keep_or_show(opened, form_class(asked_of(opened, g.child)).from_request(data=says))


def _keep_or_show(opened: Opened, form: ShiftForm) -> ResponseReturnValue:
    """Keep what was sent; show the form where it was not sent, or something is to be put right."""
    if comes_too_late(opened, request.form):
        form.form_errors.append(_too_late(opened))
    elif form.submitted_valid():
        try:
            return _go_on(form, services.record(g.work, g.child.id, draft_of(g.work, opened, form)))
        except ConflictError as conflict:
            return _ask_again(opened, form, conflict)
    return page(opened, form), form.status


def _too_late(opened: Opened) -> str:
    """Return until when levels could be chosen, and what can be done instead."""
    until = services.ratings_until(opened.zone, opened.when.day, opened.when.shift)
    return str(
        _(
            "Levels could be chosen until %(until)s, so they are left out. "
            "Your words are here: save them as they are, or write a little more.",
            until=clock(until),
        )
    )


def _go_on(form: ShiftForm, log: Kept) -> ResponseReturnValue:
    """Go to the next child nobody wrote about, or to the shift; after a correction to the log."""
    finish(log.id)
    flash(_("Saved at %(time)s.", time=clock(log.received_at)))
    when = When(log.draft.day, log.draft.shift)
    if log.draft.corrects_id is not None:
        return redirect(url_for(".one", child_id=log.child_id, log_id=log.id), 303)
    if form.next_id is not None:
        way = url_for(".new", child_id=form.next_id, day=when.day, shift=when.shift)
        return redirect(way, 303)
    return redirect(address(log.unit_id, when), 303)


def _ask_again(opened: Opened, form: ShiftForm, conflict: ConflictError) -> ResponseReturnValue:
    """Bring what was typed back as a correction of what is kept, or under an id of its own."""
    kept = opened.replaces.log.id if opened.replaces else None
    if isinstance(conflict, services.OtherContentError):
        kept = conflict.log_id
    if kept is None:
        form["id"].data = str(new_id())
        told = _("It could not be saved yet. Nothing is lost: please save once more.")
        return page(opened, form, told), HTTPStatus.CONFLICT
    row = services.log_with_corrections(g.work, g.child.id, kept)
    newest = next(entry for entry in row if entry.correction is None)
    opened = opened._replace(replaces=newest)
    again = form_class(asked_of(opened, g.child))(formdata=request.form)
    again["id"].data = str(new_id())
    told = _(
        "%(who)s saved this log at %(time)s. What you have written is all here: "
        "say why, and save it as a correction.",
        who=newest.author,
        time=written_when(newest.log),
    )
    return page(opened, again, told), HTTPStatus.CONFLICT
