"""The map of worries, strengths and next steps: read over time, filled in, followed up."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError
from institution.access.policy import Permission
from institution.content.worries_strengths import NUMBERS, STEP, worries_strengths
from institution.fostercare.forms import AnswerForm, SheetForm, sheet_form
from institution.fostercare.forms.sheet_form import ADD
from institution.fostercare.models import SheetState
from institution.fostercare.services import agreements, maps, numbers
from institution.fostercare.services.errors import (
    FewerWantedError,
    MissingAnswersError,
    TooManyFearsError,
)
from institution.fostercare.services.keeping import NewRevision
from institution.fostercare.services.questions import APART
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.sheets import maps_of
from institution.fostercare.views import bp
from institution.fostercare.views.map_page import asked_number, map_page
from institution.fostercare.views.wording import in_reader
from institution.web.guard import requires
from institution.web.languages import content_language

LEFT_OUT = (NUMBERS, STEP)
"""Parts that a new map begins without: numbers of another day, and steps that are followed."""


@bp.route("/children/<uuid:child_id>/map")
@requires(Permission.MAP_READ)
def map_of_child(child_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 (the guard reads it)
    """The newest map, its numbers over time, the steps, and the maps before it."""
    return map_page(AnswerForm.from_request())


@bp.route("/children/<uuid:child_id>/map/<scale:scale>", methods=["GET", "POST"])
@requires(Permission.MAP_WRITE)
def new_map(child_id: UUID, scale: str) -> ResponseReturnValue:
    """Fill in a map; one that is begun is gone on with."""
    found = maps_of(g.work, child_id)
    begun = next((one for one in found if one.form == scale and not one.signed), None)
    version = begun.version if begun else worries_strengths.newest().version
    form = sheet_form(version, scale, (content_language(), None), _before(begun, found, version))
    if request.method == "GET":
        form.builds_on.data = str(begun.revision if begun else 0)
        form.sheet.data = str(begun.id) if begun else form.sheet.data
    if ADD in request.form:
        return _form_page(form, scale)
    if form.submitted_valid():
        return _keep(form, scale, version)
    return _form_page(form, scale), form.status


@bp.route("/children/<uuid:child_id>/map/steps/<uuid:agreement_id>/done", methods=["POST"])
@requires(Permission.MAP_WRITE)
def step_done(child_id: UUID, agreement_id: UUID) -> ResponseReturnValue:
    """Note that a step is done, and what came of it."""
    form = AnswerForm.from_request()
    if not form.submitted_valid():
        return map_page(form), 422
    agreements.finish_step(g.work, child_id, agreement_id, form.text.data)
    flash(_("Noted as done."))
    return redirect(url_for(".map_of_child", child_id=child_id) + "#steps", 303)


@bp.route("/children/<uuid:child_id>/map/number", methods=["POST"])
@requires(Permission.MAP_NUMBER)
def give_number(child_id: UUID) -> ResponseReturnValue:
    """Say where oneself stands in the newest map, beside the others."""
    newest = next((one for one in maps_of(g.work, child_id) if one.signed), None)
    if newest is None:
        raise ConflictError
    form = asked_number(newest)
    if not form.submitted_valid():
        return map_page(AnswerForm(), form), 422
    if form.map.data != str(newest.id):
        raise ConflictError
    said = (int(form.number.data), form.reason.data or "", form.one_up.data)
    numbers.give(g.work, child_id, newest.id, numbers.NewNumber(*said))
    flash(_("Your number stands beside the others."))
    return redirect(url_for(".map_of_child", child_id=child_id) + "#numbers", 303)


def _before(begun: Sheet | None, found: list[Sheet], version: int) -> dict[str, Any]:
    """Return what stands in the map before anybody writes: what stood in the last one."""
    if begun:
        return dict(begun.answers)
    last = next((one for one in found if one.signed and one.version == version), None)
    if last is None:
        return {}
    return {k: v for k, v in last.answers.items() if k.split(APART)[0] not in LEFT_OUT}


def _keep(form: SheetForm, scale: str, version: int) -> ResponseReturnValue:
    """Keep what was sent; say what is missing before it can be finished."""
    state = form.state
    if state not in {SheetState.DRAFT, SheetState.SIGNED}:
        form.form_errors = [_("Choose what to do with it")]
        return _form_page(form, scale), 422
    new = NewRevision(
        form.sheet_id, scale, version, state, form.answers(), form.revision, g.child.id
    )
    try:
        maps.keep_map(g.work, g.child.id, new)
    except MissingAnswersError as error:
        form.mark(error.paths)
        return _form_page(form, scale), 422
    except (TooManyFearsError, FewerWantedError, ConflictError) as error:
        form.form_errors = [_refused(error)]
        return _form_page(form, scale), 409 if isinstance(error, ConflictError) else 422
    finished = state is SheetState.SIGNED
    flash(_("Finished. A new day is a new map; this one stays.") if finished else _("Saved."))
    return redirect(url_for(".map_of_child", child_id=g.child.id), 303)


def _refused(error: Exception) -> str:
    match error:
        case TooManyFearsError():
            return str(_("At most three fears. Choose those that matter most."))
        case FewerWantedError():
            return str(_("Write for each fear what everyday looks like when it is safe enough."))
    return str(_("Somebody saved this form in the meantime. Open it again first."))


def _form_page(form: SheetForm, scale: str) -> str:
    content = worries_strengths.newest()
    return render_template(
        "fostercare/map_form.html",
        child=g.child,
        form=form,
        parts=form.parts,
        words=in_reader,
        conditions={},
        hints={},
        name=in_reader(content.t_label),
        purpose=in_reader(content.form(scale).name),
        used_with=in_reader(content.status),
    )
