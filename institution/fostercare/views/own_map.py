"""Where the child stands on the scale of its map, said by the child itself on its own page."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.content.worries_strengths import worries_strengths
from institution.fostercare.forms import ChildsNumberForm
from institution.fostercare.services import numbers
from institution.fostercare.services.numbers import NewNumber
from institution.fostercare.views import bp
from institution.fostercare.views.map_page import asked_number, map_shown, scale_of
from institution.fostercare.views.wording import in_reader
from institution.web.guard import requires


@bp.route("/me/map", methods=["GET", "POST"])
@requires(Permission.MAP_OWN)
def own_map() -> ResponseReturnValue:
    """The newest map, read together with an adult, and the child's own number in it.

    The numbers of the others are shown after the child has given its own, so as not to lead it.
    """
    sheet = numbers.newest(g.work, _me())
    if sheet is None:
        raise NotReachableError
    form = asked_number(sheet, ChildsNumberForm.from_request())
    if form.submitted_valid():
        if form.map.data != str(sheet.id):
            raise ConflictError
        said = (int(form.number.data), form.reason.data or "", form.one_up.data)
        numbers.give(g.work, _me(), sheet.id, NewNumber(*said))
        flash(_("Your number stands beside the others."))
        return redirect(url_for(".own_map"), 303)
    page = render_template(
        "fostercare/own_map.html",
        name=in_reader(worries_strengths.newest().t_label),
        map=map_shown(sheet),
        form=None if numbers.mine_in(g.work, sheet) else form,
        scale=scale_of([sheet], numbers.given(g.work, [sheet])),
    )
    return page, form.status


def own_way() -> tuple[str, str] | None:
    """Return what leads the child to its map, and where; None while none is finished."""
    if numbers.newest(g.work, _me()) is None:
        return None
    return _("My map: where do I stand?"), url_for("fostercare.own_map")


def _me() -> UUID:
    """Return the child in whose hands the tablet is."""
    found: UUID = g.work.actor.id
    return found
