"""Go through the plan with the child and those around it, and decide."""

from typing import Any
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.policy import Permission
from institution.plans import services
from institution.plans.forms import ReviewForm, review_form
from institution.plans.models import Plan
from institution.plans.views import bp
from institution.plans.views.showing import words
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import day


@bp.route("/children/<uuid:child_id>/plan/review", methods=["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def review(child_id: UUID) -> ResponseReturnValue:
    """Say what each person says about each goal, and what is decided."""
    plan = services.current(g.work, Permission.PLAN_WRITE, child_id)
    if plan is None or not plan.goals:
        flash(_("There is no goal to go through: write the plan first."), "info")
        return redirect(url_for(".edit", child_id=child_id), 303)
    form = review_form(content_language()).from_request(data=_begun(plan))
    form.today = g.work.today
    if form.submitted_valid():
        if not form.fits([goal.lineage_id for goal in plan.goals]):
            return _overtaken(form, plan)
        try:
            return _kept(child_id, form, plan)
        except services.NewerVersionError:
            return _overtaken(form, plan)
    form.number_errors()
    return _page(form, plan), form.status


def _kept(child_id: UUID, form: ReviewForm, plan: Plan) -> ResponseReturnValue:
    """Keep the review; go on to the goals where one is to be changed."""
    new = form.review()
    services.review(g.work, child_id, new, _reason(form, plan))
    if any(goal.decision == "adjust" for goal in new.goals):
        flash(_("The review is saved. Now change the goals that are to be changed."))
        return redirect(url_for(".edit", child_id=child_id), 303)
    flash(_("The review and the new version of the plan are saved."))
    return redirect(url_for(".plan", child_id=child_id), 303)


def _reason(form: ReviewForm, plan: Plan) -> str:
    """Return why there is a next version: the review, and what it decided about each goal."""
    decided = [
        f"{goal.wording.rstrip('.')} – {words()['decisions'][said.decision].lower()}"
        for goal, said in zip(plan.goals, form.review().goals, strict=True)
    ]
    held = form.review().held_on
    return "{}: {}".format(_("Review on %(day)s", day=day(held)), "; ".join(decided))


def _begun(plan: Plan) -> dict[str, Any]:
    """Return what is known before anybody said something."""
    return {
        "builds_on": str(plan.version),
        "held_on": g.work.today,
        "goals": [{"lineage": str(goal.lineage_id)} for goal in plan.goals],
    }


def _overtaken(form: ReviewForm, plan: Plan) -> ResponseReturnValue:
    """Show the form again: someone else wrote a version while it was open."""
    if form.fits([goal.lineage_id for goal in plan.goals]):
        form.builds_on.data = str(plan.version)
        told = _(
            "Someone wrote a version of the plan while you were writing. Look at it first; what "
            "you wrote is still here, and is saved after it when you save again."
        )
    else:
        told = _(
            "Someone changed the goals of the plan while you were writing. What you wrote is still "
            "here: copy what you need, and begin the review again from the plan."
        )
    form.form_errors = [told]
    return _page(form, plan), 409


def _page(form: ReviewForm, plan: Plan) -> str:
    """Return the page of the form."""
    goals = {str(goal.lineage_id): goal for goal in plan.goals}
    return render_template(
        "plans/review.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        form=form,
        goals=goals,
        lines=_lines(),
        words=words(),
    )


def _lines() -> dict[UUID, Markup]:
    """Return what the log says about each goal, in words."""
    tell = current_app.extensions.get("goal_lines")
    return tell(g.child) if tell else {}
