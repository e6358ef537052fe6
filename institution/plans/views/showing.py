"""The plan that holds, what it grew out of, and what other pages show of it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.accounts.services import names
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.content.plans import PlanProfile, plans
from institution.plans import services
from institution.plans.models import Plan, PlanReview
from institution.plans.views import bp
from institution.plans.views.attained import attained
from institution.web.guard import requires
from institution.web.languages import content_language


def on_timeline(child: ReachedChild) -> Iterator[tuple[UUID, date, datetime, str, str]]:
    """Give id, day, moment, words and address of each review that the reader reads."""
    if not g.work.actor.may_ever(Permission.PLAN_READ):
        return
    url = url_for("plans.plan", child_id=child.id)
    for one in services.reviews_held(g.work, child.id):
        yield one.id, one.held_on, one.written_at, _("The plan was gone through"), url


@bp.route("/children/<uuid:child_id>/plan")
@requires(Permission.PLAN_READ)
def plan(child_id: UUID) -> ResponseReturnValue:
    """The plan that holds, and what it grew out of."""
    law = services.profile_of(g.work, g.child)
    versions, reviews = services.versions(g.work, child_id), services.reviews(g.work, child_id)
    written = [*(one.author_id for one in versions), *(one.author_id for one in reviews)]
    return render_template(
        "plans/plan.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        versions=versions,
        parts=[_by_area(version, law) for version in versions],
        reviews=[(review, attained(review), _goals_of(review, versions)) for review in reviews],
        authors=names(g.work, written),
        words=words(),
        law=law,
        language=content_language(),
        may_write=g.work.actor.may_ever(Permission.PLAN_WRITE),
    )


def goal_wordings(child_id: UUID) -> list[str]:
    """Return how the goals of a child are worded, in the order of the plan."""
    goals = services.goals_of(g.work, Permission.PLAN_READ, [child_id])
    return [goal.wording for goal in goals]


def plan_hints(child: ReachedChild) -> tuple[frozenset[str], str]:
    """Return the dimensions that are goals of the child, and a line with the goals."""
    goals = services.goals_of(g.work, Permission.PLAN_READ, [child.id])
    followed = frozenset(goal.dimension for goal in goals if goal.dimension)
    return followed, ", ".join(goal.wording.rstrip(".") for goal in goals)


def log_goals(child: ReachedChild) -> dict[str, str]:
    """Return the goals that a log may be about: id to words."""
    goals = services.goals_of(g.work, Permission.PLAN_READ, [child.id])
    return {str(goal.lineage_id): goal.childs_wording or goal.wording for goal in goals}


def words() -> dict[str, dict[Any, str]]:
    """Return what the content calls what a plan names by key."""
    log, content, language = daily_log(), plans(), content_language()
    return {
        "areas": {one.key: one.name.in_(language) for one in log.plan_areas},
        "dimensions": {one.key: one.name.in_(language) for one in log.dimensions},
        "contents": {one.key: one.name.in_(language) for one in content.contents},
        "voices": {one.key: one.name.in_(language) for one in content.voices},
        "decisions": {one.key: one.name.in_(language) for one in content.decisions},
        "child_heard": {one.key: one.name.in_(language) for one in content.child_heard},
        "steps": {k: v.in_(language) for k, v in log.goals.attainment_levels.items()},
        "t_score": {"help": content.t_score.in_(language)},
    }


def _by_area(version: Plan, law: PlanProfile) -> list[tuple[Any, list[Any]]]:
    """Return the goals of a version under the headings of the law that have some."""
    found = [
        (area, [goal for goal in version.goals if goal.area in area.plan_areas])
        for area in law.areas
    ]
    return [(area, goals) for area, goals in found if goals]


def _goals_of(review: PlanReview, versions: list[Plan]) -> dict[UUID, str]:
    """Return the goals that were gone through: id to words."""
    return {
        goal.id: goal.childs_wording or goal.wording
        for version in versions
        if version.id == review.plan_id
        for goal in version.goals
    }
