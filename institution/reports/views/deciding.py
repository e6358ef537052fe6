"""Sign a report, ask for one, and say that it has come."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.reports import services
from institution.reports.forms import AskForm, ReceiptForm, SignForm
from institution.reports.views import bp
from institution.reports.views.lists import interval_words
from institution.reports.views.showing import page
from institution.web.guard import requires


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>/sign", methods=["POST"])
@requires(Permission.REPORT_SIGN)
def sign(child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """Sign the version that was read; from then on nothing in it changes."""
    report = services.found(g.work, Permission.REPORT_SIGN, child_id, report_id)
    form = SignForm.from_request()
    if form.submitted_valid():
        try:
            code = services.sign(g.work, child_id, report_id, form.number)
        except services.OvertakenError:
            form.form_errors = [
                _("Someone changed the report since you opened it. Read it again, then sign.")
            ]
        except services.LockedError:
            flash(_("The report is signed already; nothing was changed."))
            return redirect(url_for(".report", child_id=child_id, report_id=report_id), 303)
        except services.UnfinishedError:
            form.form_errors = [_("Something is missing before it can be signed.")]
        else:
            flash(_("Signed and locked. Check code: %(code)s", code=code))
            return redirect(url_for(".report", child_id=child_id, report_id=report_id), 303)
    return page(report, form, ReceiptForm.from_request()), form.status


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>/receipt", methods=["POST"])
@requires(Permission.REPORT_RECEIVE)
def receive(child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """Say that a report has come."""
    report = services.found(g.work, Permission.REPORT_RECEIVE, child_id, report_id)
    form = ReceiptForm.from_request()
    if form.submitted_valid():
        first = services.receive(g.work, child_id, report_id, form.text.data or None)
        told = _("The home can see that you have received the report.")
        flash(told if first else _("The receipt was there already; nothing was changed."))
        return redirect(url_for(".report", child_id=child_id, report_id=report_id), 303)
    return page(report, SignForm.from_request(), form), form.status


@bp.route("/children/<uuid:child_id>/reports/ask", methods=["GET", "POST"])
@requires(Permission.REPORT_RECEIVE)
def ask(child_id: UUID) -> ResponseReturnValue:
    """Ask the home for a report."""
    form = AskForm.from_request()
    if form.submitted_valid():
        try:
            services.ask(g.work, child_id, *form.asked())
        except services.PeriodError:
            form.due_on.errors = [_("The day is over: choose one to come")]
        except services.NoPlaceError:
            form.form_errors = [_("The child lives in no home today, so no home reports about it.")]
        else:
            flash(_("The home can see that you have asked for a report."))
            return redirect(url_for(".of_child", child_id=child_id), 303)
    told = interval_words()
    return render_template("reports/ask.html", child=g.child, form=form, told=told), form.status
