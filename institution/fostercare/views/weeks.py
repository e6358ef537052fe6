"""The weekly logs of a child: written by its carer, read by those around it, with a receipt."""

from datetime import date, timedelta
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.accounts.services import names
from institution.content.krith import krith
from institution.drafts.views import finish
from institution.fostercare.forms import ReceiptForm, WeekForm, week_form
from institution.fostercare.models import WeeklyLog
from institution.fostercare.services import recording, weeks
from institution.fostercare.services.families import families
from institution.fostercare.views import bp
from institution.fostercare.views.showing import week_shown
from institution.fostercare.views.wording import in_reader
from institution.web.guard import requires
from institution.web.languages import content_language

SHOWN_YEARS = timedelta(weeks=104)


@bp.route("/children/<uuid:child_id>/foster-logs")
@requires(Permission.WEEK_READ)
def weeks_of_child(child_id: UUID) -> ResponseReturnValue:
    """The weekly logs of a child, newest first."""
    since = g.work.today - SHOWN_YEARS
    logs = weeks.weeks_of_child(g.work, Permission.WEEK_READ, child_id, since)
    answers = weeks.answers_to(g.work, [log.id for log in logs])
    people = [log.author_id for log in logs] + [
        a.author_id for one in answers.values() for a in one
    ]
    who = names(g.work, people)
    return render_template(
        "fostercare/weeks.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        logs=[week_shown(log, who, answers.get(log.id, ())) for log in logs],
    )


@bp.route("/children/<uuid:child_id>/foster-logs/<day:monday>/new", methods=["GET", "POST"])
@requires(Permission.WEEK_WRITE)
def new_week(child_id: UUID, monday: date) -> ResponseReturnValue:  # noqa: ARG001 (the guard reads it)
    """Write about a child's week."""
    if monday != weeks.monday(monday) or monday > g.work.today:
        raise NotReachableError
    asked = _asks_own(monday)
    form = week_form(content_language(), asks_own=asked).from_request()
    return _keep_or_show(form, monday, None)


@bp.route("/children/<uuid:child_id>/foster-logs/<uuid:week_id>/correct", methods=["GET", "POST"])
@requires(Permission.WEEK_WRITE)
def correct_week(child_id: UUID, week_id: UUID) -> ResponseReturnValue:
    """Write a log that replaces another; the other is kept with the reason."""
    old = weeks.week(g.work, child_id, week_id)
    made = week_form(content_language(), asks_own=False, correction=True)
    return _keep_or_show(made.from_request(data=_filled(old)), old.week, old.id)


@bp.route("/children/<uuid:child_id>/foster-logs/<uuid:week_id>", methods=["GET", "POST"])
@requires(Permission.WEEK_READ)
def week(child_id: UUID, week_id: UUID) -> ResponseReturnValue:
    """One weekly log; who reads it gives the family a receipt."""
    log = weeks.week(g.work, child_id, week_id)
    form = ReceiptForm.from_request()
    if form.submitted_valid():
        weeks.answer(g.work, child_id, week_id, form.led_to.data)
        flash(_("The family can see that you have read it."))
        return redirect(url_for(".week", child_id=child_id, week_id=week_id), 303)
    return _week_page(log, form), form.status


def _keep_or_show(form: WeekForm, monday: date, corrects: UUID | None) -> ResponseReturnValue:
    if form.submitted_valid():
        try:
            draft = form.draft(monday, g.work.now, corrects)
            log = recording.record_week(g.work, g.child.id, draft)
        except ConflictError:
            form.form_errors = [_("Something else is saved for this already. Open the week first.")]
            return _form_page(form, monday, corrects), 409
        except recording.NotLivingHereError:
            form.form_errors = [_("The child did not live with you in this week.")]
            return _form_page(form, monday, corrects), 422
        finish(log.id)
        flash(_("Saved and delivered. You see here who reads it, and what it leads to."))
        return redirect(url_for(".week", child_id=log.child_id, week_id=log.id), 303)
    return _form_page(form, monday, corrects), form.status


def _form_page(form: WeekForm, monday: date, corrects: UUID | None) -> str:
    content = krith.newest()
    form.week.data = monday.isoformat()
    return render_template(
        "fostercare/week_form.html",
        child=g.child,
        form=form,
        monday=monday,
        sunday=monday + timedelta(days=6),
        correcting=corrects is not None,
        corrects=corrects,
        own_explanation=in_reader(content.own_explanation),
        status=in_reader(content.status),
    )


def _week_page(log: WeeklyLog, form: ReceiptForm) -> str:
    answers = weeks.answers_to(g.work, [log.id]).get(log.id, [])
    who = names(g.work, [log.author_id, *(one.author_id for one in answers)])
    return render_template(
        "fostercare/week.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        log=week_shown(log, who, answers),
        form=form,
        may_answer=g.work.actor.may_ever(Permission.WEEK_ANSWER),
        may_correct=log.author_id == g.work.actor.id,
    )


def _asks_own(monday: date) -> bool:
    """Tell whether the family is still to be asked about its own week."""
    mine = families(g.work, Permission.FAMILY_OWN)
    return not any(recording.own_answered(g.work, one.id, monday) for one in mine)


def _filled(old: WeeklyLog) -> dict[str, object]:
    levels = {f"level_{key}": str(level or "not_seen") for key, level in old.levels.items()}
    return {
        **levels,
        "good_moment": old.good_moment,
        "hard_moment": old.hard_moment,
        "child_words": old.child_words,
    }
