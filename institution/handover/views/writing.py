"""Write into a handover, and set tasks."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.drafts.views import finish
from institution.handover import services
from institution.handover.forms import CorrectionForm, Written, uuid
from institution.handover.services import Handover
from institution.handover.views import bp
from institution.handover.views.page import Forms, forms_for, page
from institution.handover.views.showing import address, when_words
from institution.logs.models import Shift
from institution.logs.services import NotBegunError, When
from institution.logs.views.refusing import not_begun
from institution.web.guard import requires
from institution.web.words import clock

Keep = Callable[[Handover, Forms], None]
OF_SHIFT = "/units/<uuid:unit_id>/handover/<day:day>/<shift:shift>"

bp.register_error_handler(NotBegunError, not_begun)


@bp.route(f"{OF_SHIFT}/lines", methods=["POST"])
@requires(Permission.HANDOVER_WRITE)
def line(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Keep a line about the house."""

    def keep(found: Handover, forms: Forms) -> None:
        services.add_line(g.work, found.unit.id, found.when, forms.line.new(g.work.now))

    return _kept(unit_id, When(day, shift), "line", keep)


@bp.route(f"{OF_SHIFT}/notes", methods=["POST"])
@requires(Permission.HANDOVER_WRITE)
def note(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Keep something about a child."""

    def keep(found: Handover, forms: Forms) -> None:
        services.add_note(g.work, found.unit.id, found.when, forms.note.new(g.work.now))

    return _kept(unit_id, When(day, shift), "note", keep)


@bp.route(f"{OF_SHIFT}/tasks", methods=["POST"])
@requires(Permission.HANDOVER_WRITE)
def task(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Keep a task."""

    def keep(found: Handover, forms: Forms) -> None:
        services.set_task(g.work, found.unit.id, forms.task.new(g.work.now, found.zone))

    return _kept(unit_id, When(day, shift), "task", keep)


@bp.route(f"{OF_SHIFT}/correction", methods=["GET", "POST"])
@requires(Permission.HANDOVER_WRITE)
def correct(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Write a line that replaces another, with the reason; the other stays readable."""
    when = When(day, shift)
    services.handover(g.work, unit_id, when)
    line_id = uuid(request.args.get("line"))
    if line_id is None:
        abort(400)
    # Sent again, the line is corrected already: then the correction that is kept decides.
    old = services.line(g.work, unit_id, when, line_id) if request.method == "GET" else None
    says = {"text": old.text, "whole_house": old.whole_house} if old else {}
    form = CorrectionForm.on_page(old is None, data=says)
    if form.submitted_valid():
        services.add_line(g.work, unit_id, when, form.correction(line_id, g.work.now))
        return _saved(unit_id, when, form)
    way = f"{address(unit_id, when, 'handover.correct')}?line={line_id}"
    shown = {"form": form, "action": way, "when": when_words(when), "back": address(unit_id, when)}
    return render_template("handover/correct.html", **shown), form.status


def _kept(unit_id: UUID, when: When, name: str, keep: Keep) -> ResponseReturnValue:
    """Keep what one of the forms says; show the page again where something is to be put right."""
    found = services.handover(g.work, unit_id, when)
    forms = forms_for(found, name)
    form: Written = getattr(forms, name)
    if not form.submitted_valid():
        return page(found, forms), form.status
    keep(found, forms)
    return _saved(unit_id, when, form)


def _saved(unit_id: UUID, when: When, form: Written) -> ResponseReturnValue:
    """Go to the handover and say that it was kept."""
    finish(form.key)
    flash(_("Saved at %(time)s.", time=clock(g.work.now)))
    return redirect(address(unit_id, when), 303)
