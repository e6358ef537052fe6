"""The first words about an event, written on a tablet without a line."""

from collections.abc import Sequence
from datetime import date

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import Field

from institution.access.errors import RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.incidents import incidents
from institution.incidents import services
from institution.incidents.forms.noting import QuickNoteForm
from institution.incidents.models import Incident
from institution.web.entries import AnswersError, EntryKind, TabletEntry, Why
from institution.web.languages import content_language

REFUSALS: dict[type[RefusedError], Why] = {services.NotLivingHereError: Why.NOT_LIVING_HERE}


def keep(work: Work, entry: TabletEntry) -> None:
    """Keep the first words; the whole of it is told later, on its page."""
    form = QuickNoteForm(formdata=entry.sent({"id": entry.id}))
    form.offer(content_language())
    if not form.validate():
        raise AnswersError(list(form.errors))
    note = form.note(work.done_at, work.actor.time_zone)
    services.quick_note(work, entry.about, note)


def questions(entry: TabletEntry) -> Sequence[Field]:  # noqa: ARG001 (the same for all)
    """Return what was asked; what it was stands in the words of the content."""
    form = QuickNoteForm()
    language = content_language()
    form.type.choices = [(one.key, one.name.in_(language)) for one in incidents().types]
    return [form.type, form.started_at, form.what_was_seen]


def address(entry: TabletEntry) -> str:
    """Return where the whole of it is told."""
    kind = dict(entry.form).get("type")
    return url_for("incidents.new", child_id=entry.child_id, type=kind)


def blank(day: date, shift: str) -> Markup:  # noqa: ARG001 (the same in every shift)
    """Return the empty form, about nobody yet."""
    form, language = QuickNoteForm(), content_language()
    form.offer(language)
    first = incidents().principle("call_first").name.in_(language)
    page = render_template("incidents/blank.html", form=form, first=first)
    return Markup(page)  # noqa: S704 (Jinja has escaped its words)


KIND = EntryKind(
    code="incident_note",
    name=_l("First words about an event"),
    table=Incident.__tablename__,
    permission=Permission.INCIDENT_WRITE,
    keep=keep,
    questions=questions,
    address=address,
    blank=blank,
    refusals=REFUSALS,
)
