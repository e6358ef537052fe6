"""Which reports are due, and those about one child."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.cases.scope import ReachedChild
from institution.content.status_report import status_report
from institution.reports import services
from institution.reports.services import Due, State
from institution.reports.views import bp
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import short_day


@bp.route("/reports")
@requires(Permission.REPORT_READ)
def due() -> ResponseReturnValue:
    """The next report of each child within reach, home by home, the soonest first."""
    found = services.due(g.work)
    by_home = sorted(found, key=lambda one: (one.home, one.due_on, one.child.name))
    homes = [(home, list(lines)) for home, lines in groupby(by_home, key=lambda one: one.home)]
    return render_template(
        "reports/due.html",
        homes=homes,
        waiting=sum(one.state in {State.OVERDUE, State.DUE} for one in found),
        told=interval_words(),
        state_words=state_words,
    )


def on_timeline(child: ReachedChild) -> Iterator[tuple[UUID, date, datetime, str, str]]:
    """Give id, day, moment, words and address of each signed report that the reader reads."""
    if not g.work.actor.may_ever(Permission.REPORT_READ):
        return
    for one in services.signed_reports(g.work, child.id):
        day = one.signed_at.astimezone(g.work.actor.time_zone).date()
        words = _("Status report until %(day)s, signed", day=short_day(one.last))
        url = url_for("reports.report", child_id=child.id, report_id=one.report_id)
        yield one.report_id, day, one.signed_at, words, url


@bp.route("/children/<uuid:child_id>/reports")
@requires(Permission.REPORT_READ)
def of_child(child_id: UUID) -> ResponseReturnValue:
    """The reports about a child, when the next is due, and what was asked for."""
    return render_template(
        "reports/of_child.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        next=services.due_of(g.work, child_id),
        lines=services.lines(g.work, child_id),
        requests=services.requests(g.work, child_id),
        may_write=g.work.actor.may_ever(Permission.REPORT_WRITE),
        may_ask=g.work.actor.may_ever(Permission.REPORT_RECEIVE),
        told=interval_words(),
        state_words=state_words,
    )


def interval_words() -> str:
    """Return how often a report is due, and on what that rests."""
    return status_report().interval_told.in_(content_language())


def state_words(due: Due) -> str:
    """Return where a report stands."""
    if due.written_since:
        return str(_("being written"))
    words = {
        State.OVERDUE: _("past its day"),
        State.SIGNED: _("waits for its receipt"),
        State.DUE: _("soon"),
        State.LATER: _("later"),
    }
    return str(words[due.state])
