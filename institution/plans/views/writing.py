"""Write the next version of a plan."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.plans import services
from institution.plans.forms import MOST_GOALS, PlanForm, filled, plan_form
from institution.plans.views import bp
from institution.plans.views.showing import words
from institution.web.guard import requires
from institution.web.languages import content_language


@bp.route("/children/<uuid:child_id>/plan/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_WRITE)
def edit(child_id: UUID) -> ResponseReturnValue:
    """Write the next version."""
    before = services.current(g.work, Permission.PLAN_WRITE, child_id)
    contents = services.profile_of(g.work, g.child).contents_at(g.child.age_on(g.work.today))
    asked = plan_form(contents, content_language())
    form = asked.from_request(data=filled(before) if before else None)
    form.make_room()
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
        law=services.profile_of(g.work, g.child),
        language=content_language(),
        words=words(),
    )
