"""Tablets, for those who answer for them: enrol, watch, take out of use."""

from typing import Any

from flask import flash, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError
from institution.access.policy import Permission
from institution.offline.forms import CodeForm, DeviceForm, EnrolForm
from institution.offline.services import enrolling, watching
from institution.offline.services.watching import Watched
from institution.offline.views import bp, this_device
from institution.web import cookies
from institution.web.forms import as_uuid
from institution.web.guard import keep_although_refused, public, requires


@bp.route("/devices", methods=["GET", "POST"])
@requires(Permission.DEVICE_MANAGE)
def devices() -> ResponseReturnValue:
    """Show the tablets of the reader's units, and make a code for one more."""
    form, code = _code_form(), ""
    if form.submitted_valid():
        code = enrolling.make_code(g.work, as_uuid(form.unit.data), form.name.data or "")
    found = watching.watched(g.work)
    return (
        render_template(
            "offline/devices.html",
            form=form,
            code=code,
            minutes=int(enrolling.CODE_HOLDS.total_seconds() // 60),
            devices=[_shown(one) for one in found],
        ),
        form.status,
    )


@bp.route("/devices/revoke", methods=["POST"])
@requires(Permission.DEVICE_MANAGE)
def revoke() -> ResponseReturnValue:
    """Take a tablet out of use: what it still sends is kept apart."""
    form = DeviceForm.from_request()
    if not form.submitted_valid():
        return redirect(url_for(".devices"), 303)
    try:
        enrolling.revoke(g.work, as_uuid(form.device.data))
    except ConflictError:
        flash(_("It had been taken out of use already."))
    else:
        flash(_("The tablet is out of use. What it still sends is kept apart for you to see."))
    return redirect(url_for(".devices"), 303)


@bp.route("/devices/enrol", methods=["GET", "POST"])
@public
def enrol() -> ResponseReturnValue:
    """Make the tablet that shows a code one of the unit."""
    form, device = EnrolForm.from_request(), this_device()
    if form.submitted_valid():
        try:
            token = enrolling.enrol(g.work, form.code.data or "")
        except enrolling.WrongCodeError:
            keep_although_refused()
            form.code.errors = [_("That code does not hold, or not any more. Ask for a new one.")]
        else:
            flash(_("This tablet is enrolled."))
            response = make_response(redirect(url_for(".enrol"), 303))
            cookies.keep_device_token(response, token)
            return response
    return render_template("offline/enrol.html", form=form, device=device), form.status


def _code_form() -> CodeForm:
    """Return the form with the units of the reader."""
    form = CodeForm.from_request()
    form.unit.choices = [(str(unit.id), unit.name) for unit in watching.units(g.work)]
    return form


def _shown(one: Watched) -> dict[str, Any]:
    """Return a tablet as the page shows it."""
    now = g.work.now
    gaps = [str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}"
            for gap in one.gaps]  # fmt: skip
    return {
        "id": one.device.id,
        "name": one.device.name,
        "unit": one.unit.name,
        "heard_at": one.heard_at,
        "waiting": one.waiting,
        "oldest_at": one.oldest_at,
        "late": one.late(now),
        "silent": one.silent(now),
        "alarming": one.alarming(now),
        "skewed": one.skewed,
        "gaps": ", ".join(gaps[:20]),
        "revoked_at": one.revoked_at,
    }
