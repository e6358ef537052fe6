"""A log that was written on a tablet without a line, and its form about nobody yet."""

from collections.abc import Sequence
from datetime import date

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import Field

from institution.access.errors import RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.daily_log import daily_log
from institution.logs import services
from institution.logs.forms import SCHOOL_DAY, Asked, ShiftForm, form_class
from institution.logs.models import Shift, ShiftLog
from institution.logs.services import When
from institution.logs.views.form_page import AROUND
from institution.logs.views.opening import (
    SATURDAY,
    asked_of,
    comes_too_late,
    draft_of,
    opened_for,
)
from institution.logs.views.showing import shift_name
from institution.web.entries import AnswersError, EntryKind, TabletEntry, Why
from institution.web.languages import content_language

NAME = "{name}"
"""Stands for the child's name, which the page learns on the tablet."""
REFUSALS: dict[type[RefusedError], Why] = {
    services.NotLivingHereError: Why.NOT_LIVING_HERE,
    services.NotBegunError: Why.NOT_BEGUN,
    services.RatingsTooLateError: Why.TOO_LATE,
    services.OtherShiftError: Why.OTHER_SHIFT,
    services.AlreadyCorrectedError: Why.CORRECTED,
}


def keep(work: Work, entry: TabletEntry) -> None:
    """Keep a log through the form and the service of the page."""
    child = scope.child(work, Permission.LOG_WRITE, entry.about)
    when = When(entry.day, Shift(entry.shift))
    replaces = (
        services.log_with_corrections(work, child.id, entry.corrects_id)[0]
        if entry.corrects_id
        else None
    )
    opened = opened_for(work, child.id, when, replaces)
    sent = entry.sent({"id": entry.id})
    if comes_too_late(opened, sent):
        zone = opened.zone
        raise services.RatingsTooLateError(services.ratings_until(zone, when.day, when.shift))
    form = form_class(asked_of(opened, child))(formdata=sent)
    if not form.validate():
        raise AnswersError(list(form.errors))
    services.record(work, child.id, draft_of(work, opened, form))


def questions(entry: TabletEntry) -> Sequence[Field]:
    """Return every question that the shift of an entry may ask."""
    shift = entry.shift or Shift.EVENING
    asked = Asked(shift, content_language(), "five_faces", correction=True)
    hidden = {"id", "next"}
    return [field for field in form_class(asked)() if field.name not in hidden]


def address(entry: TabletEntry) -> str:
    """Return where a log is written, or corrected."""
    if entry.corrects_id:
        return url_for("logs.correct", child_id=entry.child_id, log_id=entry.corrects_id)
    return url_for("logs.new", child_id=entry.child_id, day=entry.day, shift=Shift(entry.shift))


def blank(day: date, shift: str) -> Markup:
    """Return the form of a shift, about nobody yet, with each of the questions to a child."""
    of_shift = Shift(shift)
    asks = "child_voice" in daily_log().shift(of_shift).chips
    versions = daily_log().self_report.versions if asks else ()
    voices = {one.key: _form(day, of_shift, one.key) for one in versions if not one.monthly}
    page = render_template(
        "logs/blank.html",
        form=next(iter(voices.values()), None) or _form(day, of_shift, None),
        voices=voices,
        name=NAME,
        goals=(),
        correcting=False,
        around=AROUND[of_shift],
        school_day=SCHOOL_DAY,
        rule=daily_log().scale.rule.in_(content_language()),
        name_of_shift=shift_name(of_shift),
    )
    return Markup(page)  # noqa: S704 (Jinja has escaped its words)


def _form(day: date, shift: Shift, version: str | None) -> ShiftForm:
    """Return the form of a shift with one of the questions to the child."""
    weekend = day.weekday() >= SATURDAY
    form = form_class(Asked(shift.value, content_language(), version, weekend=weekend))()
    form["presence"].label.text = _("Where was %(name)s?", name=NAME)
    return form


KIND = EntryKind(
    code="shift_log",
    name=_l("Shift log"),
    table=ShiftLog.__tablename__,
    permission=Permission.LOG_WRITE,
    keep=keep,
    questions=questions,
    address=address,
    blank=blank,
    refusals=REFUSALS,
)
