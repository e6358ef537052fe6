"""One note about several children of a shift."""

from datetime import date
from uuid import UUID

from flask import flash, g, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from institution.access.policy import Permission
from institution.logs import services
from institution.logs.forms.group_note import GroupNoteForm
from institution.logs.models import Shift
from institution.logs.services import NamesChildError, UnitShift, When
from institution.logs.views import bp
from institution.logs.views.shifts import address
from institution.logs.views.showing import shift_name
from institution.web.guard import requires


@bp.route("/units/<uuid:unit_id>/shifts/<day:day>/<shift:shift>/note", methods=["GET", "POST"])
@requires(Permission.SHIFT_READ)
def group_note(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Write about several children at once: each gets an entry of its own."""
    found = services.unit_shift(g.work, unit_id, When(day, shift))
    form = GroupNoteForm.from_request()
    form.offer({str(one.child.id): one.child.name for one in found.children})
    named = False
    if form.submitted_valid():
        try:
            return _kept(found, form)
        except NamesChildError as error:
            named = True
            form.text.errors = [_names_words(error)]
    page = render_template(
        "logs/group_note.html",
        form=form,
        named=named,
        unit=found.unit,
        shift_name=shift_name(shift),
        day=day,
        back=address(unit_id, found.when),
    )
    return page, 422 if named else form.status


def _kept(found: UnitShift, form: GroupNoteForm) -> ResponseReturnValue:
    """Keep the note and go back to the shift."""
    kept = services.note_of_several(g.work, found, form.note())
    told = ngettext("Kept with %(num)d child.", "Kept with %(num)d children.", len(kept))
    flash(told)
    return redirect(address(found.unit.id, found.when), 303)


def _names_words(error: NamesChildError) -> str:
    """Return what is wrong, and what can be done."""
    return str(
        _(
            "%(names)s is named in it, and it would stand in the record of other children. "
            "Write it without the name, or say below that it is somebody else.",
            names=", ".join(error.names),
        )
    )
