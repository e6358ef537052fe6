"""The incidents of a child: the list, and what happens before as counts and a picture."""

from types import SimpleNamespace as Shown
from uuid import UUID

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from institution.access.policy import Permission
from institution.content.incidents import incidents
from institution.incidents import services
from institution.incidents.services import Again, Matter, Wanted
from institution.incidents.views import bp, pictures, wording
from institution.web.fields import DayField
from institution.web.forms import Form
from institution.web.guard import requires
from institution.web.languages import content_language

PER_PAGE = 20
COUNTED_FROM = 3
"""Hard events from which counts say something."""


class ListForm(Form):
    """How the list is narrowed."""

    type = SelectField(_l("What was it?"))
    first = DayField(_l("From"))
    last = DayField(_l("Until"))


@bp.route("/children/<uuid:child_id>/incidents")
@requires(Permission.INCIDENT_READ)
def of_child(child_id: UUID) -> ResponseReturnValue:
    """List the incidents of a child, the newest first."""
    form = _form()
    valid = form.validate()
    wanted = Wanted(form.type.data or None, form.first.data, form.last.data) if valid else Wanted()
    lines = services.lines_of_child(g.work, child_id, wanted)
    number = max(request.args.get("page", 1, type=int), 1)
    start = (number - 1) * PER_PAGE
    ids = [line.matter_id for line in lines[start : start + PER_PAGE]]
    found = services.matters(g.work, child_id, ids)
    again = services.to_offer(g.work, found)
    counted = services.before(lines, g.work.actor.time_zone)
    page = render_template(
        "incidents/of_child.html",
        child=g.child,
        name=g.child.name.split(maxsplit=1)[0],
        form=form,
        filtered=bool(wanted.type or wanted.first or wanted.last),
        entries=[_entry(matter, again.get(matter.incident.matter_id)) for matter in found],
        before=pictures.panels(counted) if counted.total >= COUNTED_FROM else [],
        total=counted.total,
        today=g.work.today,
        may_write=g.work.actor.may_ever(Permission.INCIDENT_WRITE),
        newer=_step(number - 1, _("Newer")) if number > 1 else None,
        older=_step(number + 1, _("Older")) if len(lines) > start + PER_PAGE else None,
    )
    return page, 200 if valid else 422


def _form() -> ListForm:
    """Return the filters as the address says them."""
    language = content_language()
    form = ListForm(request.args)
    types = sorted((one.name.in_(language), one.key) for one in incidents().types)
    form.type.choices = [("", _("All")), *((key, name) for name, key in types)]
    form.type.data = request.args.get("type", "")
    return form


def _entry(matter: Matter, again: Again | None) -> Shown:
    """Return one line of the list."""
    told = matter.incident
    open_ones = [
        one
        for one in matter.beside
        if one.addition.kind == "follow_up"
        and one.addition.id not in {other.addition.names_id for other in matter.beside}
    ]
    return Shown(
        url=wording.address(told, told.child_id),
        mark=wording.mark_of(told),
        mark_words=wording.mark_words(told),
        title=wording.type_words(told.type),
        at=told.started_at,
        text=told.texts.get("what_was_seen", ""),
        author=matter.people.get(told.author_id, ""),
        missing=matter.signed is None and len(matter.missing),
        follow_up=min((one.addition.due for one in open_ones if one.addition.due), default=None),
        offer=again,
        late=any(one.addition.due and one.addition.due < g.work.today for one in open_ones),
    )


def _step(number: int, words: str) -> tuple[str, str]:
    """Return the words and the address of another page of the same list."""
    kept = {key: value for key, value in request.args.items() if key != "page" and value}
    arguments = {**(request.view_args or {}), **kept}
    return words, url_for(".of_child", **arguments, page=number if number > 1 else None)
