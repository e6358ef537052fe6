"""Say that a task is done, or open again: on the page, and on a tablet without a line."""

from datetime import date
from uuid import UUID

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import Field

from institution.access.policy import Permission
from institution.access.work import Work
from institution.handover import services
from institution.handover.forms import StepForm, uuid
from institution.handover.models import TaskStep
from institution.handover.views import bp
from institution.handover.views.handing import back
from institution.handover.views.page import forms_for, page
from institution.logs.models import Shift
from institution.logs.services import When
from institution.web.entries import AnswersError, EntryKind, TabletEntry
from institution.web.guard import requires


@bp.route("/units/<uuid:unit_id>/handover/<day:day>/<shift:shift>/tasks/steps", methods=["POST"])
@requires(Permission.HANDOVER_WRITE)
def step(unit_id: UUID, day: date, shift: Shift) -> ResponseReturnValue:
    """Keep that a task is done, or open again."""
    when, form = When(day, shift), StepForm.from_request()
    if form.submitted_valid():
        services.step(g.work, unit_id, form.task_id, done=form.is_done)
        flash(_("The task is done.") if form.is_done else _("The task is open again."))
        return redirect(back(unit_id, when), 303)
    found = services.handover(g.work, unit_id, when)
    return page(found, forms_for(found)), form.status


def keep_step(work: Work, entry: TabletEntry) -> None:
    """Keep what was said of a task on a tablet, as of then."""
    form = StepForm(formdata=entry.sent({}))
    if not form.validate():
        raise AnswersError(list(form.errors))
    services.step(work, entry.unit_id, form.task_id, done=form.is_done, step_id=entry.id)


def questions(entry: TabletEntry) -> list[Field]:
    """Return what was said, beside the words of the task where they are within reach."""
    form = StepForm(formdata=entry.sent({}))
    task_id = uuid(form.task.data)
    words = services.task_words(g.work, entry.unit_id, task_id) if task_id else ""
    form.done.label.text = words or _("The task")
    return [form.done]


def address(entry: TabletEntry) -> str:
    """Return where the form is sent; what came back is shown the tasks as they stand."""
    shift = Shift(entry.shift)
    return url_for("handover.step", unit_id=entry.unit_id, day=entry.day, shift=shift)


KIND = EntryKind(
    code="handover_step",
    name=_l("A task that is done"),
    table=TaskStep.__tablename__,
    permission=Permission.HANDOVER_WRITE,
    keep=keep_step,
    questions=questions,
    address=address,
    # The tablet has it with each task, as long as it knows the tasks.
    blank=lambda _day, _shift: Markup(),
    id_name="step-id",
    about_child=False,
)
