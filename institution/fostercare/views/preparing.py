"""Before a visit: everything on one sheet of paper."""

from datetime import timedelta
from types import SimpleNamespace as Shown
from uuid import UUID

from flask import current_app, g, render_template
from flask.typing import ResponseReturnValue

from institution.access.policy import Permission
from institution.accounts.services import names
from institution.content.krith import krith
from institution.fostercare.services import agreements, weeks
from institution.fostercare.views import bp
from institution.fostercare.views.showing import week_shown
from institution.fostercare.views.wording import in_reader
from institution.web.guard import requires

WEEKS = 13


@bp.route("/children/<uuid:child_id>/visit-preparation")
@requires(Permission.FAMILY_COORDINATE)
def prepare_visit(child_id: UUID) -> ResponseReturnValue:
    """Last agreements, the weeks, the child's words, and questions to ask."""
    work = g.work
    since = work.today - timedelta(weeks=WEEKS)
    logs = weeks.weeks_of_child(work, Permission.WEEK_READ, child_id, since)
    who = names(work, [log.author_id for log in logs])
    content = krith.newest()
    return render_template(
        "fostercare/prepare.html",
        child=g.child,
        age=g.child.age_on(work.today),
        agreements=[
            Shown(**vars(one), late=one.late(work.today))
            for one in agreements.of_child(work, child_id)
        ],
        lines=current_app.extensions["week_lines"](child_id),
        logs=[week_shown(log, who) for log in logs],
        words=[(log.week, log.child_words) for log in logs if log.child_words],
        good=[(log.week, log.good_moment) for log in logs],
        questions=[
            (in_reader(content.area(one.area).name), in_reader(one.question), one.asked_of)
            for one in content.reflections
        ],
    )
