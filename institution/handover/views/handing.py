"""Read the handover of a shift, and say that one has."""

from datetime import date
from uuid import UUID

from flask import flash, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.handover import services
from institution.handover.views import bp
from institution.handover.views.page import forms_for, page
from institution.handover.views.showing import address
from institution.logs.models import Shift
from institution.logs.services import When
from institution.web.guard import requires
from institution.web.words import clock


@bp.route("/units/<uuid:unit_id>/handover/<day:day>/<shift:shift>")
@requires(Permission.HANDOVER_READ)
def handover(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Show what a shift hands over, who has read it, and the forms to add to it."""
    found = services.handover(g.work, unit_id, When(day, shift))
    return page(found, forms_for(found))


@bp.route("/units/<uuid:unit_id>/handover/<day:day>/<shift:shift>/read", methods=["POST"])
@requires(Permission.HANDOVER_READ)
def sign(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Keep that the reader has read; go back to the page the button stood on."""
    when = When(day, shift)
    found = services.handover(g.work, unit_id, when)
    # Sent again, because the answer was lost, it says nothing new.
    if not found.mine or found.changed:
        services.sign(g.work, unit_id, when)
    flash(_("You have read the handover, at %(time)s.", time=clock(g.work.now)))
    return redirect(back(unit_id, when), 303)


def back(unit_id: UUID, when: When) -> str:
    """Return the way to the shift that reads, where the form came from there; else the handover."""
    if "to_day" in request.form and "to_shift" in request.form:
        try:
            to = When(date.fromisoformat(request.form["to_day"]), Shift(request.form["to_shift"]))
            return address(unit_id, to, "logs.shift")
        except ValueError:
            return address(unit_id, when)
    return address(unit_id, when)
