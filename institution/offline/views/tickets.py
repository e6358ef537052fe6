"""Open a shift on a tablet: what it needs to go on without a line."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, g, jsonify, request, url_for

from institution.access.errors import ConflictError
from institution.access.policy import Permission
from institution.content.daily_log import daily_log
from institution.logs.models import Shift
from institution.logs.views.showing import first_name, shift_name
from institution.offline.services.tickets import Opened, open_family, open_shift
from institution.offline.views import bp, this_device
from institution.offline.views.coding import encoded
from institution.web.guard import requires
from institution.web.words import short_day


@bp.route("/units/<uuid:unit_id>/shifts/<day:day>/<shift:shift>/open", methods=["POST"])
@requires(Permission.LOG_WRITE)
def open_on_tablet(unit_id: UUID, day: date, shift: Shift) -> tuple[Response, int]:
    """Give whoever is signed in a ticket, with the names they need to write without a line."""
    try:
        opened = open_shift(g.work, this_device(), unit_id, day, shift)
    except ConflictError as refused:
        return jsonify(error=type(refused).__name__), 409
    return jsonify(_told(opened)), 200


@bp.route("/units/<uuid:unit_id>/weeks/open", methods=["POST"])
@requires(Permission.WEEK_WRITE)
def open_family_on_tablet(unit_id: UUID) -> tuple[Response, int]:
    """Give a carer a ticket, with what it needs to write about weeks without a line."""
    try:
        opened = open_family(g.work, this_device(), unit_id)
    except ConflictError as refused:
        return jsonify(error=type(refused).__name__), 409
    day = opened.ticket.day
    of_week = {
        "shift": "",
        "place": opened.unit.name,
        "shell": url_for("offline.week_shell", day=day),
        "address": url_for("fostercare.my_family"),
    }
    return jsonify({**_told(opened), **of_week}), 200


def _told(opened: Opened) -> dict[str, Any]:
    """Return the ticket and what is shown of the shift, names of children among it."""
    ticket = opened.ticket
    return {
        "ticket": opened.token,
        "open": request.path,
        "code": opened.code,
        "device": str(ticket.device_id),
        "key": {"id": str(opened.key_id), "public": encoded(opened.public_key)},
        "person": {"id": str(ticket.person_id), "name": g.work.actor.name},
        "day": ticket.day.isoformat(),
        "shift": ticket.shift.value,
        "begins_at": ticket.begins_at.isoformat(),
        "ends_at": ticket.ends_at.isoformat(),
        "unit": str(ticket.unit_id),
        "place": f"{opened.unit.name} · {shift_name(ticket.shift)} · {short_day(ticket.day)}",
        "shell": url_for("offline.shell", day=ticket.day, shift=ticket.shift),
        "address": url_for(
            "logs.shift", unit_id=ticket.unit_id, day=ticket.day, shift=ticket.shift
        ),
        "children": _children(opened),
    }


def _children(opened: Opened) -> list[dict[str, str]]:
    """Return what is needed to write about each child: what to call it, and which question it gets.

    Two of the same first name are called by their whole name.
    """
    report, day = daily_log().self_report, opened.ticket.day
    called = [first_name(child.name) for child in opened.children]
    return [
        {
            "id": str(child.id),
            "name": name if called.count(name) == 1 else child.name,
            "version": report.version_for(child.age_on(day)).key,
        }
        for child, name in zip(opened.children, called, strict=True)
    ]
