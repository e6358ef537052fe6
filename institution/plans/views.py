"""The plan: what holds, the versions before, and the form for the next."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.accounts.services import names
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.plans import services
from institution.plans.forms import MOST_GOALS, PlanForm, filled
from institution.web.guard import requires
from institution.web.languages import content_language

bp = Blueprint("plans", __name__)


@bp.route("/children/<uuid:child_id>/plan")
@requires(Permission.PLAN_READ)
def plan(child_id: UUID) -> ResponseReturnValue:
    """The plan that holds, and what it grew out of."""
    versions = services.versions(g.work, child_id)
    return render_template(
        "plans/plan.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        versions=versions,
        authors=names(g.work, [version.author_id for version in versions]),
        words=_content_words(),
        may_write=g.work.actor.may_ever(Permission.PLAN_WRITE),
    )


@bp.route("/children/<uuid:child_id>/plan/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def edit(child_id: UUID) -> ResponseReturnValue:
    """Write the next version."""
    before = services.current(g.work, Permission.PLAN_WRITE, child_id)
    form = PlanForm.from_request(data=filled(before) if before else None)
    if not form.goals.entries:
        form.goals.append_entry()
    if "add" in request.form:
        return _one_more(form)
    if form.submitted_valid():
        try:
            services.write(g.work, child_id, form.plan())
        except services.NewerVersionError:
            return _overtaken(form, child_id)
        flash(_("The new version of the plan is saved."))
        return redirect(url_for(".plan", child_id=child_id), 303)
    form.number_errors()
    return _page(form), form.status


def plan_hints(child: ReachedChild) -> tuple[frozenset[str], str]:
    """Return the dimensions that are goals of the child, and a line with the goals."""
    goals = services.goals_of(g.work, Permission.PLAN_READ, [child.id])
    followed = frozenset(goal.dimension for goal in goals if goal.dimension)
    return followed, ", ".join(goal.wording.rstrip(".") for goal in goals)


def _one_more(form: PlanForm) -> ResponseReturnValue:
    """Show the form with room for one more goal; nothing is kept yet."""
    if len(form.goals) < MOST_GOALS:
        form.goals.append_entry()
    return _page(form)


def _overtaken(form: PlanForm, child_id: UUID) -> ResponseReturnValue:
    """Show the form again: someone else wrote a version while it was open."""
    newest = services.current(g.work, Permission.PLAN_READ, child_id)
    form.builds_on.data = str(newest.version if newest else 0)
    form.form_errors = [
        _(
            "Someone wrote a version of the plan while you were writing. Look at it first; what "
            "you wrote is still here, and is saved after it when you save again."
        )
    ]
    return _page(form), 409


def _page(form: PlanForm) -> str:
    """Return the page of the form."""
    return render_template(
        "plans/edit.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        form=form,
        room=len(form.goals) < MOST_GOALS,
    )


def _content_words() -> dict[str, dict[str, Any]]:
    """Return the words of areas and dimensions."""
    content, language = daily_log(), content_language()
    return {
        "areas": {area.key: area.name.in_(language) for area in content.plan_areas},
        "dimensions": {one.key: one.name.in_(language) for one in content.dimensions},
    }
