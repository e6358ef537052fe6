"""Read the logs of a child: the list with its filters, and one log with how it came to be."""

from typing import Any
from uuid import UUID

from flask import current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.policy import Permission
from institution.logs import services
from institution.logs.forms import list_form
from institution.logs.models import ShiftLog
from institution.logs.views import bp
from institution.logs.views.entries import history_lines, shown
from institution.logs.views.showing import first_name, shift_name
from institution.web.guard import requires
from institution.web.languages import content_language


@bp.route("/children/<uuid:child_id>/logs")
@requires(Permission.LOG_READ)
def of_child(child_id: UUID) -> ResponseReturnValue:
    """List the logs of a child, the newest first, narrowed by the filters in the address."""
    form = list_form(content_language())
    valid = form.validate()
    number = max(request.args.get("page", 1, type=int), 1)
    found = services.logs_of_child(g.work, child_id, form.wanted(), number)
    form.offer_authors(found.authors)
    page = render_template(
        "logs/of_child.html",
        child=g.child,
        name=first_name(g.child.name),
        form=form,
        filtered=any(form.data.values()),
        entries=[shown(entry) for entry in found.entries],
        extras=_extras([entry.log for entry in found.entries], alone=False),
        newer=_step(number - 1, _("Newer")) if number > 1 else None,
        older=_step(number + 1, _("Older")) if found.more else None,
    )
    return page, 200 if valid else 422


@bp.route("/children/<uuid:child_id>/logs/<uuid:log_id>")
@requires(Permission.LOG_READ)
def one(child_id: UUID, log_id: UUID) -> ResponseReturnValue:
    """Show one log with what it replaced, what replaced it, and its history."""
    entry, *others = services.log_with_corrections(g.work, child_id, log_id)
    log = entry.log
    return render_template(
        "logs/one.html",
        child=g.child,
        entry=shown(entry),
        others=[shown(other) for other in others],
        extras=_extras([log], alone=True),
        name_of_shift=shift_name(log.shift),
        history=history_lines(services.history(g.work, child_id, log_id)),
        may_write=g.work.actor.may_ever(Permission.LOG_WRITE),
        correct_url=url_for(".correct", child_id=child_id, log_id=log_id),
        write_url=url_for(".new", child_id=child_id, day=log.day, shift=log.shift),
    )


def _extras(logs: list[ShiftLog], *, alone: bool) -> dict[UUID, list[Markup]]:
    """Return what other features say about some logs, by id."""
    tellers = current_app.extensions.get("log_extras", ())
    told = [tell(g.child, logs, alone=alone) for tell in tellers]
    return {log.id: [one[log.id] for one in told if log.id in one] for log in logs}


def _step(number: int, words: str) -> tuple[str, str]:
    """Return the words and the address of another page of the same list."""
    kept: dict[str, Any] = {**request.args.to_dict(), "page": number}
    return words, url_for(".of_child", child_id=g.child.id, **kept)
