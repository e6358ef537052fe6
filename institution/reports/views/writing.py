"""Begin a report, and write into it."""

from datetime import timedelta
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.accounts.services import names
from institution.content.status_report import status_report
from institution.reports import services
from institution.reports.forms import PeriodForm, VersionForm, version_form
from institution.reports.models import Report
from institution.reports.services import NewVersion
from institution.reports.views import bp
from institution.reports.views.showing import sections_of
from institution.web.guard import READING, requires
from institution.web.languages import content_language


@bp.route("/children/<uuid:child_id>/reports/new", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
def new(child_id: UUID) -> ResponseReturnValue:
    """Choose the period of a new report; one that is being written is opened instead."""
    begun = services.being_written(g.work, child_id)
    if begun:
        return redirect(url_for(".edit", child_id=child_id, report_id=begun), 303)
    form = PeriodForm.from_request(data=_usual_period(child_id))
    if form.submitted_valid():
        try:
            report = services.begin(g.work, child_id, form.period())
        except services.PeriodError:
            _refuse_period(form)
        except services.NoPlaceError:
            form.form_errors = [_("The child lives in no home today, so no home reports about it.")]
        else:
            flash(_("The draft is gathered from the records. What is missing, a person writes."))
            return redirect(url_for(".edit", child_id=child_id, report_id=report.id), 303)
    return _period_page(form, None), form.status


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>/gather", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
def gather(child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """Gather a draft again, also for other days; what people wrote stays."""
    report = services.found(g.work, Permission.REPORT_WRITE, child_id, report_id)
    if report.signature:
        return redirect(url_for(".report", child_id=child_id, report_id=report_id), 303)
    draft = report.drafts[-1]
    days = {"first": draft.first, "last": draft.last, "language": draft.language}
    form = PeriodForm.from_request(data=days)
    if form.submitted_valid():
        try:
            services.gather_again(g.work, child_id, report_id, form.period())
        except services.PeriodError:
            _refuse_period(form)
        else:
            flash(_("The draft is gathered again. What you wrote is still there."))
            return redirect(url_for(".edit", child_id=child_id, report_id=report_id), 303)
    return _period_page(form, report), form.status


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>/edit", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
def edit(child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """Write what a person writes, and leave out what does not belong."""
    report = services.found(g.work, Permission.REPORT_WRITE, child_id, report_id)
    newest = services.newest_version(report)
    form = version_form(services.as_written(newest) if newest else None)
    if report.signature:
        return _locked(form, report)
    if form.submitted_valid():
        known = [one["id"] for section in sections_of(report) for one in section["told"]]
        try:
            services.write(g.work, child_id, report_id, form.version(known))
        except services.OvertakenError:
            return _overtaken(form, child_id, report_id)
        flash(_("Saved."))
        return redirect(url_for(".report", child_id=child_id, report_id=report_id), 303)
    return _edit_page(form, report, {}), form.status


def _locked(form: VersionForm, report: Report) -> ResponseReturnValue:
    """Lead to the signed report; what was typed meanwhile is shown, so that it can be copied."""
    if request.method in READING:
        return redirect(url_for(".report", child_id=report.child_id, report_id=report.id), 303)
    form.form_errors = [
        _(
            "The report was signed while you were writing, so this is not saved in it. What you "
            "wrote is still here: copy what should stand in the next report."
        )
    ]
    return _edit_page(form, report, {}), 409


def _overtaken(form: VersionForm, child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """Show the form again beside what somebody else wrote while it was open."""
    report = services.found(g.work, Permission.REPORT_WRITE, child_id, report_id)
    newest = services.newest_version(report)
    theirs = services.as_written(newest) if newest else NewVersion(0, {})
    form.builds_on.data = str(theirs.builds_on)
    form.form_errors = [
        _(
            "Someone saved this report while you were writing. What you wrote is still here, and "
            "theirs stands beside it where it differs. Take over what belongs, and save again."
        )
    ]
    mine = {key: (field.data or "").strip() for key, field in form.answers().items()}
    other = {key: theirs.texts.get(key, "") for key in mine}
    mine["comment"], other["comment"] = form.comment.data or "", theirs.comment or ""
    differing = {key: text for key, text in other.items() if text and text != mine[key]}
    return _edit_page(form, report, differing), 409


def _edit_page(form: VersionForm, report: Report, theirs: dict[str, str]) -> str:
    """Return the page on which a report is written."""
    newest = services.newest_version(report)
    return render_template(
        "reports/edit.html",
        child=g.child,
        report=report,
        draft=report.drafts[-1],
        form=form,
        sections=sections_of(report),
        questions=_questions(),
        theirs=theirs,
        newest=newest,
        people=names(g.work, [newest.author_id] if newest else []),
        purpose=status_report().purpose.in_(content_language()),
    )


def _questions() -> dict[str, list[str]]:
    """Return the keys of the questions by the section in which they are asked."""
    asked: dict[str, list[str]] = {}
    for one in status_report().written:
        asked.setdefault(one.section, []).append(one.key)
    return asked


def _usual_period(child_id: UUID) -> dict[str, object]:
    """Return the days since the last report, at most half a year, up to yesterday."""
    yesterday = g.work.today - timedelta(days=1)
    half_year = services.months_after(yesterday, -status_report().interval_months)
    signed = [line.last for line in services.lines(g.work, child_id) if line.signed_at]
    first = max([half_year, *(last + timedelta(days=1) for last in signed)])
    shortest = yesterday - timedelta(days=27)
    return {"first": min(first, shortest), "last": yesterday, "language": "da"}


def _refuse_period(form: PeriodForm) -> None:
    """Say which periods can be."""
    form.last.errors = [_("A report tells of a week to two years, and ends today at the latest")]


def _period_page(form: PeriodForm, report: Report | None) -> str:
    """Return the page on which the days are chosen."""
    return render_template(
        "reports/period.html",
        child=g.child,
        form=form,
        report=report,
        purpose=status_report().purpose.in_(content_language()),
    )
