"""The form of a plan: what the law asks in words, and up to six goals."""

from functools import lru_cache
from typing import Any, ClassVar

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

from institution.content.plans import Content
from institution.plans.forms.fields import day, text
from institution.plans.forms.goal_form import NUMBER, STEPS, GoalForm
from institution.plans.models import Goal, Plan
from institution.plans.services import NewPlan, as_new, texts_of
from institution.web.fields import DayField, given
from institution.web.forms import Form, stripped

MOST_GOALS = 6
LONGEST_TEXT = 2000


class PlanForm(Form):
    """The next version of a plan; `plan_form` adds what the law asks in words."""

    contents: ClassVar[tuple[Content, ...]] = ()
    builds_on = HiddenField(default="0")
    begins_on = DayField(_l("The plan begins"), validators=day(_l("Choose the day it begins")))
    review_on = DayField(_l("The plan is looked at again"), validators=day(_l("Choose the day")))
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

    @property
    def texts(self) -> list[Field]:
        """Return the fields of what the law asks in words."""
        return [self[f"text_{content.key}"] for content in self.contents]

    def make_room(self) -> None:
        """Show at least one goal, and room for one more support of each."""
        if not self.goals.entries:
            self.goals.append_entry()
        for goal in self.goals:
            goal.form.make_room()

    def number_errors(self) -> None:
        """Say in each error which goal it is about."""
        for number, goal in enumerate(self.goals, 1):
            supports = [field for one in goal.form.supports for field in one.form]
            for field in [*(f for f in goal.form if f.name != goal.form.supports.name), *supports]:
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
            texts={
                content.key: said
                for content, field in zip(self.contents, self.texts, strict=True)
                if (said := stripped(field.data))
            },
        )


@lru_cache
def plan_form(contents: tuple[Content, ...], language: str) -> type[PlanForm]:
    """Return the form with what the law asks in words; made once for each kind of asking."""
    fields = {
        f"text_{content.key}": TextAreaField(
            content.name.in_(language),
            description=content.help.in_(language),
            validators=text(LONGEST_TEXT),
        )
        for content in contents
    }
    return type("LawPlanForm", (PlanForm,), {**fields, "contents": contents})


def filled(plan: Plan) -> dict[str, Any]:
    """Return a version as the form shows it."""
    return {
        **{f"text_{key}": said for key, said in texts_of(plan).items()},
        "builds_on": str(plan.version),
        "begins_on": plan.begins_on,
        "review_on": plan.review_on,
        "goals": [_filled(goal) for goal in plan.goals],
    }


def _filled(goal: Goal) -> dict[str, Any]:
    """Return a goal as the form shows it."""
    new = as_new(goal)
    return {
        **vars(new),
        "lineage": str(goal.lineage_id),
        "dimension": goal.dimension or ("" if goal.measure else NUMBER),
        "supports": [vars(support) for support in new.supports],
        **{f"level_{STEPS[step]}": said for step, said in new.levels.items()},
    }
