"""The map of worries, strengths and next steps: read over time, filled in, followed up."""

from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.accounts.services import names
from institution.content.choices import Choice
from institution.content.keyed import by_key
from institution.content.worries_strengths import NUMBERS, STEP, WHO, worries_strengths
from institution.fostercare.forms import AnswerForm, SheetForm, sheet_form
from institution.fostercare.forms.sheet_form import ADD
from institution.fostercare.models import SheetState
from institution.fostercare.services import agreements, maps
from institution.fostercare.services.errors import (
    FewerWantedError,
    MissingAnswersError,
    TooManyFearsError,
)
from institution.fostercare.services.keeping import NewRevision
from institution.fostercare.services.maps import Stands
from institution.fostercare.services.questions import APART
from institution.fostercare.services.reading import Seen
from institution.fostercare.services.sheets import Sheet, maps_of
from institution.fostercare.views import bp
from institution.fostercare.views.showing import sheet_shown
from institution.fostercare.views.wording import in_reader
from institution.web.guard import requires
from institution.web.languages import content_language

LEFT_OUT = (NUMBERS, STEP)
"""Parts that a new map begins without: numbers of another day, and steps that are followed."""


@bp.route("/children/<uuid:child_id>/map")
@requires(Permission.MAP_READ)
def map_of_child(child_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 (the guard reads it)
    """The newest map, its numbers over time, the steps, and the maps before it."""
    return _page(AnswerForm.from_request())


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
        return _page(form), 422
    agreements.finish_step(g.work, child_id, agreement_id, form.text.data)
    flash(_("Noted as done."))
    return redirect(url_for(".map_of_child", child_id=child_id) + "#steps", 303)


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
    except (TooManyFearsError, FewerWantedError, ConflictError, NotReachableError) as error:
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
        case NotReachableError():
            return str(_("The child lives in no place that is known here."))
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


def _page(form: AnswerForm) -> str:
    work, found = g.work, maps_of(g.work, g.child.id)
    finished = [one for one in found if one.signed]
    content = worries_strengths.newest()
    alike = maps.alike(found)
    return render_template(
        "fostercare/map.html",
        child=g.child,
        age=g.child.age_on(work.today),
        form=form,
        may_write=work.actor.may_ever(Permission.MAP_WRITE),
        name=in_reader(content.t_label),
        used_with=in_reader(content.status),
        scales=[(one.key, in_reader(one.name), _is_begun(found, one.key)) for one in content.forms],
        maps=[_map(one) for one in finished],
        who=names(work, [one.author_id for one in finished]),
        scale=_scale(alike),
        steps=[
            Shown(**vars(one), is_late=one.late(work.today))
            for one in agreements.steps(work, g.child.id)
        ],
    )


def _is_begun(found: list[Sheet], key: str) -> bool:
    return any(one.form == key and not one.signed for one in found)


def _map(sheet: Sheet) -> Shown:
    """Return a finished map as it is read; its numbers stand in the picture."""
    seen = Seen(sheet, frozenset(one.key for one in sheet.content.sections if one.key != NUMBERS))
    sections = [one for one in sheet_shown(seen) if one.entries]
    return Shown(at=sheet.written_at, author_id=sheet.author_id, sections=sections)


def _scale(alike: list[Sheet]) -> Shown | None:
    """Return where each person stands, newest day first, with the words of the scale."""
    if not alike:
        return None
    newest = alike[-1]
    scale = newest.forms.scale(newest.form)
    people = by_key(newest.content.section(NUMBERS).fields, WHO).options
    told = [in_reader(words) for words in scale.answers.values()]
    return Shown(
        question=in_reader(scale.question),
        anchors=[words for words in told if " · " in words],
        days=[
            Shown(at=one.written_at, numbers=[_stands(n, people) for n in maps.numbers_of(one)])
            for one in reversed(alike)
        ],
    )


def _stands(one: Stands, people: tuple[Choice, ...]) -> Shown:
    known = {choice.key: in_reader(choice.name) for choice in people}
    who = known.get(one.who, one.who)
    name = f"{who}, {one.name}" if one.name else who
    return Shown(name=name, number=one.number, reason=one.reason, one_up=one.one_up)
