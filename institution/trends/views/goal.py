"""The page of a goal, and the tap that ties a log to it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.content.daily_log import daily_log
from institution.content.plans import plans as content
from institution.logs import services as logs
from institution.logs.services import ChosenLog
from institution.logs.views.showing import shift_name, written_when
from institution.plans import services as plans
from institution.trends import services
from institution.trends.services import GoalDays, Helped
from institution.trends.views import bp
from institution.trends.views.beside import Beside
from institution.trends.views.panels import dimension_panel
from institution.trends.views.periods import OF_GOAL, asked_period, period_links
from institution.trends.views.reviews import review_panels
from institution.trends.views.scene import Scene, scene
from institution.trends.views.targets import goal_rows
from institution.trends.views.voices import voice_panels
from institution.web.guard import requires
from institution.web.languages import content_language


@bp.route("/children/<uuid:child_id>/goals/<uuid:goal_id>")
@requires(Permission.PLAN_READ)
def goal(child_id: UUID, goal_id: UUID) -> ResponseReturnValue:
    """Show a goal: its path, what was done, what was written and what people say of it."""
    period = asked_period(request, OF_GOAL) or OF_GOAL[0]
    if request.query_string == f"period={period}".encode():
        g.known_query = request.query_string
    found = services.goal_days(g.work, child_id, goal_id, period)
    picture = scene(g.child, found.days)
    return render_template(
        "trends/goal.html",
        child=g.child,
        found=found,
        goal=found.goal,
        row=goal_rows(found.days)[0],
        panels=_panels(picture, found),
        voices=voice_panels(picture),
        pins=[one for one in picture.pins if one.belongs(found.goal.dimension)],
        helped=[_told(one) for one in found.helped],
        help_counts=content().help_counts.in_(content_language()),
        entries=_written(child_id, found.logs),
        words=_words(),
        periods=period_links(request.path, OF_GOAL, period) if found.longer else [],
        events_url=url_for(
            "incidents.of_child",
            child_id=child_id,
            first=date.fromordinal(found.days.course.window.first),
        ),
    )


@bp.route("/children/<uuid:child_id>/logs/<uuid:log_id>/goals", methods=["POST"])
@requires(Permission.GOAL_TIE)
def tie(child_id: UUID, log_id: UUID) -> ResponseReturnValue:
    """Tie a log to a goal with one tap, or take it back."""
    entry = logs.log_with_corrections(g.work, child_id, log_id)[0]
    tied = "untie" not in request.form
    said = request.form.get("goal" if tied else "untie")
    if said is None:
        return redirect(url_for("logs.one", child_id=child_id, log_id=log_id), 303)
    plans.tie(g.work, entry.log, _goal_id(said), tied=tied)
    flash(_("The log is shown with the goal.") if tied else _("Taken away from the goal."))
    return redirect(url_for("logs.one", child_id=child_id, log_id=log_id), 303)


def _goal_id(text: str) -> UUID:
    """Return the id that was sent.

    Raises:
        NotReachableError: it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise NotReachableError from None


def _panels(picture: Scene, found: GoalDays) -> list[object]:
    """Return the pictures: days against the path, and what people said at reviews."""
    key = found.goal.dimension
    followed = key is not None and key in daily_log().dimension_keys
    drawn = [dimension_panel(picture, key, Beside(found.happened))] if key and followed else []
    return [*drawn, *review_panels(picture, found)]


def _written(child_id: UUID, logs: Sequence[ChosenLog]) -> list[tuple[ChosenLog, str, str, str]]:
    """Return logs, each with its address, its shift, and who wrote it when."""
    # One address is made, and the others like it: making one takes as long as reading a log.
    like = url_for("logs.one", child_id=child_id, log_id=child_id).removesuffix(str(child_id))
    return [
        (log, f"{like}{log.id}", shift_name(log.shift), f"{log.author} · {written_when(log)}")
        for log in logs
    ]


def _told(one: Helped) -> tuple[str, str, str]:
    """Return a row of days with and without something."""
    what = one.what
    if one.activity:
        options = {o.key: o.name for o in getattr(daily_log().chip("activities"), "options", ())}
        what = options[one.what].in_(content_language())
    days = one.days
    words = _("%(some)s of %(seen)s days")
    return (
        what,
        str(words) % {"some": days.reached_with, "seen": days.seen_with},
        str(words) % {"some": days.reached_without, "seen": days.seen_without},
    )


def _words() -> dict[str, dict[object, str]]:
    """Return what the content calls what a goal names by key."""
    language = content_language()
    return {
        "dimensions": {one.key: one.name.in_(language) for one in daily_log().dimensions},
        "steps": {k: v.in_(language) for k, v in daily_log().goals.attainment_levels.items()},
        "voices": {one.key: one.name.in_(language) for one in content().voices},
        "decisions": {one.key: one.name.in_(language) for one in content().decisions},
    }
