"""The route."""

from uuid import UUID

from flask import (
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.cases.scope import ReachedChild
from institution.trends import services
from institution.trends.services import ChildDays, Period
from institution.trends.views import bp, numbers, unchanged
from institution.trends.views.panels import dimension_panels
from institution.trends.views.periods import OF_CHILD, period_links
from institution.trends.views.scene import scene
from institution.trends.views.targets import goal_rows
from institution.trends.views.voices import voice_panels
from institution.web.guard import requires, tagged_by


@bp.route("/children/<uuid:child_id>")
@requires(Permission.TREND_READ)
@tagged_by(unchanged.tag)
def child(child_id: UUID) -> ResponseReturnValue:
    """Show a child's days."""
    period = unchanged.shown_period(request)
    if period is None:
        return redirect(url_for(".child", child_id=child_id), 303)
    if request.query_string == f"period={period.value}".encode():
        g.known_query = request.query_string
    answer = _page(g.child, period)
    answer.headers["ETag"] = unchanged.tag(request, g.visit, g.child)
    return answer


def _page(who: ReachedChild, period: Period) -> Response:
    """Draw the page."""
    days = services.child_days(g.work, who.id, period)
    shown = scene(who, days)
    page = render_template(
        "trends/child.html",
        child=who,
        name=who.name,
        about=_about(who, days),
        from_others=[panel(who) for panel in current_app.extensions.get("child_panels", ())],
        periods=period_links(url_for(".child", child_id=who.id), OF_CHILD, period),
        panels=[*dimension_panels(shown), *voice_panels(shown)],
        has_voice=bool(days.voices),
        pins=shown.pins,
        seen=days.course.present,
        plan=days.plan,
        goals=goal_rows(days),
    )
    return make_response(page)


def _about(who: ReachedChild, days: ChildDays) -> str:
    """Return the line below the name: age, where since when, and when the plan is reviewed."""
    parts = [_("%(age)s years", age=who.age_on(g.work.today))]
    if days.stay and days.since:
        parts.append(
            _(
                "%(home)s since %(day)s",
                home=days.stay.home,
                day=numbers.day_of_year(days.since.toordinal()),
            )
        )
    if days.plan:
        parts.append(
            _("plan reviewed on %(day)s", day=numbers.day_of_year(days.plan.review_on.toordinal()))
        )
    return " · ".join(parts)
