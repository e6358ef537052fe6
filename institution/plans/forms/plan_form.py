"""The form of a plan: up to six goals."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    TextAreaField,
    ValidationError,
)

from institution.plans.forms.fields import Day, day, given, text
from institution.plans.forms.goal_form import GoalForm
from institution.plans.models import Goal, Plan
from institution.plans.services import NewPlan
from institution.web.forms import Form, stripped

MOST_GOALS = 6


class PlanForm(Form):
    """The next version of a plan."""

    builds_on = HiddenField(default="0")
    begins_on = Day(_l("The plan begins"), validators=day(_l("Choose the day it begins")))
    review_on = Day(_l("The plan is looked at again"), validators=day(_l("Choose the day")))
    change_reason = TextAreaField(
        _l("What is changed, and why?"),
        description=_l("The child and the next caseworker will want to know"),
        validators=text(500),
    )
    goals = FieldList(FormField(GoalForm), max_entries=MOST_GOALS)

    def validate_change_reason(self, field: Field) -> None:
        """Ask for a reason when there was a version before."""
        if self.builds_on.data != "0" and not stripped(field.data):
            raise ValidationError(_("Write what is changed, and why"))

    def validate_review_on(self, field: Field) -> None:
        """Keep the days in order."""
        if field.data and self.begins_on.data and field.data <= self.begins_on.data:
            raise ValidationError(_("The review must come after the start"))

    def validate_goals(self, _field: Field) -> None:
        """Ask for a goal."""
        if all(goal.form.remove.data for goal in self.goals):
            raise ValidationError(_("A plan has at least one goal"))

    def number_errors(self) -> None:
        """Say in each error which goal it is about."""
        for number, goal in enumerate(self.goals, 1):
            for field in goal.form:
                field.errors = [
                    _("Goal %(n)s: %(told)s", n=number, told=told) for told in field.errors
                ]

    def plan(self) -> NewPlan:
        """Return what the valid form says."""
        return NewPlan(
            begins_on=given(self.begins_on.data),
            review_on=given(self.review_on.data),
            goals=tuple(goal.form.goal() for goal in self.goals if not goal.form.remove.data),
            builds_on=int(self.builds_on.data or 0)
            if (self.builds_on.data or "").isdigit()
            else -1,
            change_reason=stripped(self.change_reason.data),
        )


def filled(plan: Plan) -> dict[str, Any]:
    """Return a version as the form shows it."""
    return {
        "builds_on": str(plan.version),
        "begins_on": plan.begins_on,
        "review_on": plan.review_on,
        "goals": [_filled(goal) for goal in plan.goals],
    }


def _filled(goal: Goal) -> dict[str, Any]:
    """Return a goal as the form shows it."""
    done = goal.interventions[0] if goal.interventions else None
    return {
        "lineage": str(goal.lineage_id),
        "wording": goal.wording,
        "area": goal.area,
        "dimension": goal.dimension or "",
        "measure": goal.measure,
        "baseline": goal.baseline,
        "target_low": goal.target_low,
        "target_high": goal.target_high,
        "starts_on": goal.starts_on,
        "review_on": goal.review_on,
        "what": done.what if done else None,
        "who": done.who if done else None,
    }
