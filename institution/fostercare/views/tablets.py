"""A week that was written on a tablet without a line, and its form about nobody yet."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import Field

from institution.access.errors import RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.krith import krith
from institution.fostercare.forms import WeekForm, week_form
from institution.fostercare.forms.week_form import OWN, REASON
from institution.fostercare.models import WeeklyLog
from institution.fostercare.services import monday, recording
from institution.fostercare.views.wording import in_reader
from institution.web.entries import AnswersError, EntryKind, TabletEntry, Why
from institution.web.languages import content_language

NAME = "{name}"
"""Stands for the child's name, which the page learns on the tablet."""
WEEKS = (0, 1, -1)
"""Weeks that a family can write about without a line: this one first, the next, the last."""
REFUSALS: dict[type[RefusedError], Why] = {
    recording.NotLivingHereError: Why.NOT_LIVING_HERE,
    recording.NotBegunError: Why.NOT_BEGUN,
    recording.AlreadyCorrectedError: Why.CORRECTED,
}


def keep(work: Work, entry: TabletEntry) -> None:
    """Keep a week through the form and the service of the page."""
    form = _asked(entry)(formdata=entry.sent({"id": entry.id}))
    week = week_of(entry)
    if not form.validate() or week is None:
        raise AnswersError([*form.errors] or ["week"])
    draft = form.draft(week, work.done_at, entry.corrects_id)
    recording.record_week(work, entry.about, draft)


def week_of(entry: TabletEntry) -> date | None:
    """Return the Monday of the week it is about; None where it says none that can be."""
    try:
        return date.fromisoformat(dict(entry.form).get("week", ""))
    except ValueError:
        return None


def questions(entry: TabletEntry) -> Sequence[Field]:
    """Return every question of the form."""
    return [field for field in _asked(entry)() if field.name not in {"id", "week"}]


def address(entry: TabletEntry) -> str:
    """Return where a week is written, or corrected."""
    if entry.corrects_id:
        where = "fostercare.correct_week"
        return url_for(where, child_id=entry.child_id, week_id=entry.corrects_id)
    week = week_of(entry) or monday(entry.day)
    return url_for("fostercare.new_week", child_id=entry.child_id, monday=week)


def blank(day: date, shift: str) -> Markup:  # noqa: ARG001 (a family has no shifts)
    """Return the form of a week, about nobody yet."""
    content = krith.newest()
    page = render_template(
        "fostercare/blank_week.html",
        form=week_form(content_language(), asks_own=True)(),
        name=NAME,
        weeks=[monday(day) + timedelta(weeks=one) for one in WEEKS],
        own_explanation=in_reader(content.own_explanation),
        status=in_reader(content.status),
    )
    return Markup(page)  # noqa: S704 (Jinja has escaped its words)


def _asked(entry: TabletEntry) -> type[WeekForm]:
    """Return the form as it was asked; about the family itself only where it was."""
    own = any(name.startswith(OWN) for name, _ in entry.form)
    correction = REASON in dict(entry.form)
    return week_form(content_language(), asks_own=own, correction=correction)


KIND = EntryKind(
    code="weekly_log",
    name=_l("Weekly log"),
    table=WeeklyLog.__tablename__,
    permission=Permission.WEEK_WRITE,
    keep=keep,
    questions=questions,
    address=address,
    blank=blank,
    refusals=REFUSALS,
    of_shift=False,
)
