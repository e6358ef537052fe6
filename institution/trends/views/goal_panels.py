"""What other pages show of goals: the log, and the review of a plan."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import g, render_template
from flask_babel import gettext as _
from markupsafe import Markup, escape

from institution.access.policy import Permission
from institution.cases.scope import ReachedChild
from institution.logs.models import ShiftLog
from institution.plans import services as plans
from institution.trends import services
from institution.trends.services import Period
from institution.trends.views.targets import goal_rows


def log_goals(child: ReachedChild, logs: Sequence[ShiftLog], *, alone: bool) -> dict[UUID, Markup]:
    """Return what logs say of goals, by id of the log; with what to press where it stands alone."""
    goals = plans.goals_of(g.work, Permission.PLAN_READ, [child.id])
    tied = plans.goals_by_log(g.work, [log.id for log in logs])
    may_tie = alone and g.work.actor.may_ever(Permission.GOAL_TIE)
    found = {}
    for log in logs:
        about = tied.get(log.id, set())
        if about or (may_tie and goals):
            page = render_template(
                "trends/log_goals.html",
                child=child,
                log=log,
                goals=[(goal, goal.lineage_id in about) for goal in goals],
                may_tie=may_tie,
            )
            found[log.id] = Markup(page)  # noqa: S704 (a template of ours)
    return found


def goal_lines(child: ReachedChild) -> dict[UUID, Any]:
    """Return what the log says about each goal of the plan that holds, in words."""
    days = services.child_days(g.work, child.id, Period.TWELVE_WEEKS)
    if days.plan is None:
        return {}
    rows = zip(days.plan.goals, goal_rows(days), strict=True)
    told = {}
    for goal, row in rows:
        tied = len(plans.logs_of_goal(g.work, child.id, goal.lineage_id))
        lines = (
            [_("Now %(now)s, %(expected)s was expected today.", now=row.now, expected=row.expected)]
            if row.drawn
            else []
        )
        lines.append(_("Logs about it: %(n)s.", n=tied))
        told[goal.lineage_id] = escape(" ".join(map(str, lines)))
    return told
