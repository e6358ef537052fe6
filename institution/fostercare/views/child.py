"""The foster-care tab of a child: forms, agreements, and for the caseworker where it lives."""

from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.fostercare.forms import EndForm, PlaceForm, SeekForm
from institution.fostercare.services import agreements, placing, reading, sheets
from institution.fostercare.services.people import NoSuchPersonError
from institution.fostercare.services.reading import Seen
from institution.fostercare.views import bp
from institution.fostercare.views.sheets import shown
from institution.fostercare.views.showing import in_list
from institution.web.fields import given
from institution.web.guard import requires

WORDS: dict[type[RefusedError], Any] = {
    NoSuchPersonError: lambda: _("No coordinator has this user name"),
    placing.NoSuchFamilyError: lambda: _("No foster family has this number"),
    placing.NoPermitError: lambda: _(
        "No valid permit with room is noted for this family. Write the reason if it is done anyway."
    ),
}


@bp.route("/children/<uuid:child_id>/foster-care")
@requires(Permission.FOSTER_READ)
def foster_care(child_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 (the guard reads it)
    """What foster care knows about a child."""
    return _page()


@bp.route("/children/<uuid:child_id>/foster-care/sheets/<uuid:sheet_id>")
@requires(Permission.FOSTER_READ)
def child_sheet(child_id: UUID, sheet_id: UUID) -> ResponseReturnValue:
    """One form about a child, as far as the reader may see it."""
    found = [seen for seen in _seen(child_id) if seen.sheet.id == sheet_id]
    if not found:
        raise NotReachableError
    return render_template("fostercare/child_sheet.html", child=g.child, **shown(found[0], []))


@bp.route("/children/<uuid:child_id>/foster-care/seek", methods=["POST"])
@requires(Permission.PLACE_CHILD)
def seek(child_id: UUID) -> ResponseReturnValue:
    """Ask a coordinator to find a family."""
    form = SeekForm.from_request()
    return _act(
        form,
        lambda: placing.ask_for_family(g.work, child_id, form.user_name.data or ""),
        _("The coordinator can look for a family now."),
    )


@bp.route("/children/<uuid:child_id>/foster-care/place", methods=["POST"])
@requires(Permission.PLACE_CHILD)
def place(child_id: UUID) -> ResponseReturnValue:
    """Place a child in a family."""
    form = PlaceForm.from_request()
    return _act(
        form,
        lambda: placing.place_in_family(
            g.work, child_id, form.reference.data or "", given(form.begins.data), form.reason.data
        ),
        _("The placement is saved."),
    )


@bp.route("/children/<uuid:child_id>/foster-care/end", methods=["POST"])
@requires(Permission.PLACE_CHILD)
def end(child_id: UUID) -> ResponseReturnValue:
    """Say which day is the last in the family."""
    form = EndForm.from_request()
    return _act(
        form,
        lambda: placing.end_placement(g.work, child_id, given(form.last_day.data)),
        _("The last day is saved. The coordinator is asked for the form about endings."),
    )


def _act(form: Any, act: Any, told: str) -> ResponseReturnValue:
    """Do what a short form asks for, or say why not."""
    if not form.submitted_valid():
        return _page(form), 422
    try:
        act()
    except NotReachableError:
        raise
    except RefusedError as refusal:
        words = WORDS.get(type(refusal))
        form.form_errors = [words() if words else _("This day does not fit with the placement.")]
        return _page(form), 422
    flash(told)
    return redirect(url_for(".foster_care", child_id=g.child.id), 303)


def _seen(child_id: UUID) -> list[Seen]:
    """Return the forms about a child as far as the reader may see them."""
    found = sheets.of_children(g.work, Permission.FOSTER_READ, child_id=child_id)
    roles = {home: reading.role_in(g.work, home) for home in {one.family_id for one in found}}
    seen = [reading.seen(roles[one.family_id], one, g.work.actor.id) for one in found]
    return [one for one in seen if one is not None]


def _page(sent: Any = None) -> str:
    child_id = g.child.id
    forms = {one: one() for one in (SeekForm, PlaceForm, EndForm)}
    if sent is not None:
        forms[type(sent)] = sent
    return render_template(
        "fostercare/foster_care.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        sheets=[
            in_list(one.sheet, url_for(".child_sheet", child_id=child_id, sheet_id=one.sheet.id))
            for one in _seen(child_id)
        ],
        agreements=[
            Shown(
                day=one.due_on,
                text=f"{one.what} · {one.owner}",
                url="",
                late=one.late(g.work.today),
            )
            for one in agreements.of_child(g.work, child_id)
            if one.done_on is None
        ],
        may_place=g.work.actor.may_ever(Permission.PLACE_CHILD),
        seek_form=forms[SeekForm],
        place_form=forms[PlaceForm],
        end_form=forms[EndForm],
        sent=sent,
    )
