"""The page of a shift, and the way to the one that is running."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from institution.access.policy import Permission
from institution.cases.models import Child
from institution.drafts.services import begun
from institution.logs import services
from institution.logs.models import Shift
from institution.logs.services import When
from institution.logs.views import bp
from institution.logs.views.showing import Shown, first_name, handovers, listed, shift_name
from institution.web.guard import requires


@bp.route("/shifts/now")
@requires(Permission.SHIFT_READ)
def current_shift() -> ResponseReturnValue:
    """Lead to the shift that is running where the reader works; let them choose among units."""
    found = [(unit, services.running(g.work, unit)) for unit in services.units(g.work)]
    if len(found) == 1:
        unit, when = found[0]
        return redirect(address(unit.id, when), 303)
    ways = [
        (unit, shift_name(when.shift), when.day, address(unit.id, when)) for unit, when in found
    ]
    return render_template("logs/units.html", ways=ways)


@bp.route("/units/<uuid:unit_id>/shifts/<day:day>/<shift:shift>")
@requires(Permission.SHIFT_READ)
def shift(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Show the children of a shift, who is written about, and what the shift before hands over."""
    found = services.unit_shift(g.work, unit_id, When(day, shift))
    panels = [panel(found) for panel in current_app.extensions.get("shift_panels", ())]
    return render_template("logs/shift.html", panels=panels, **context(found))


def address(unit_id: UUID, when: When) -> str:
    """Return the address of a shift."""
    return url_for("logs.shift", unit_id=unit_id, day=when.day, shift=when.shift)


def context(found: services.UnitShift, current: UUID | None = None) -> dict[str, Any]:
    """Return what a page with the list of children shows.

    Args:
        found: the shift.
        current: the child that the page is about; None on the page of the shift itself.
    """
    before, first = found.when.before(), found.next_missing()
    return {
        "shift": found,
        "shift_name": shift_name(found.when.shift),
        "children": listed(found, current, begun(g.work)),
        "handovers": handovers(found),
        "earlier": _step(found, before),
        "later": _step(found, found.later),
        "left_over": found.handovers[0].missing if found.handovers else 0,
        "begin": _begin(found, first),
        "is_now": found.when == found.now,
        "address": address(found.unit.id, found.when),
    }


def _begin(found: services.UnitShift, child: Child | None) -> Shown | None:
    """Return the name and the form of the first child nobody wrote about."""
    if child is None:
        return None
    when = found.when
    url = url_for("logs.new", child_id=child.id, day=when.day, shift=when.shift)
    return Shown(name=first_name(child.name), url=url)


def _step(found: services.UnitShift, when: When | None) -> Shown | None:
    """Return the name and the address of a shift beside this one."""
    if when is None:
        return None
    return Shown(name=shift_name(when.shift), day=when.day, url=address(found.unit.id, when))
