"""The form of a plan: up to six goals, each with how it is seen and what is done."""

from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as BaseForm
from wtforms.validators import InputRequired, Length, Optional

from institution.content.daily_log import daily_log
from institution.plans.forms.fields import Day, Number
from institution.plans.models import Goal, Plan
from institution.plans.services import NewGoal, NewPlan
from institution.web.forms import Form, plain_text, stripped
from institution.web.languages import content_language

MOST_GOALS = 6
SCALE = (1, 5)


def _text(most: int) -> list[Any]:
    """Return the checks of a written text."""
    told = _l("At most %(max)s characters", max=most)
    return [Length(max=most, message=told), plain_text]


def _day(asked: Any) -> list[Any]:
    """Return the checks of a day."""
    return [InputRequired(asked)]


class GoalForm(BaseForm):
    """One goal."""

    lineage = HiddenField()
    wording = TextAreaField(
        _l("The goal, in the child's own words if there are any"),
        description=_l("For example: I want to sleep better so that I can join in at school"),
        validators=[InputRequired(_l("Write the goal")), *_text(300)],
    )
    area = SelectField(_l("Area of life"))
    dimension = SelectField(_l("Which question of the daily log follows it?"))
    measure = StringField(
        _l("Or what is counted instead"),
        description=_l("For example: days at school in a week"),
        validators=_text(120),
    )
    baseline = Number(_l("How it is now"), validators=[Optional()])
    target_low = Number(_l("Target, from"), validators=[Optional()])
    target_high = Number(_l("Target, to"), validators=[Optional()])
    starts_on = Day(_l("Starts"), validators=_day(_l("Choose the day on which it starts")))
    review_on = Day(_l("Looked at again"), validators=_day(_l("Choose the day of the review")))
    what = TextAreaField(_l("What we do"), validators=[Optional(), *_text(500)])
    who = StringField(_l("Who does it"), validators=[Optional(), *_text(120)])
    remove = BooleanField(_l("Leave this goal out of the new version"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        content, language = daily_log(), content_language()
        self.area.choices = [(a.key, a.name.in_(language)) for a in content.plan_areas]
        followed = [(d.key, d.name.in_(language)) for d in content.dimensions]
        self.dimension.choices = [("", _("None: something else is counted")), *followed]

    def validate_measure(self, field: Field) -> None:
        """Ask how the goal is seen."""
        if not self.dimension.data and not stripped(field.data):
            raise ValidationError(_("Choose a question of the daily log, or write what is counted"))

    def validate_baseline(self, field: Field) -> None:
        """Keep levels on the scale."""
        self._on_scale(field)

    def validate_target_low(self, field: Field) -> None:
        """Keep levels on the scale."""
        self._on_scale(field)

    def validate_target_high(self, field: Field) -> None:
        """Keep levels on the scale, and the band in order."""
        self._on_scale(field)
        low = self.target_low.data
        if field.data is not None and low is not None and field.data < low:
            raise ValidationError(_("The upper end of the target lies below the lower end"))

    def validate_review_on(self, field: Field) -> None:
        """Keep the days in order."""
        if field.data and self.starts_on.data and field.data <= self.starts_on.data:
            raise ValidationError(_("The review must come after the start"))

    def goal(self) -> NewGoal:
        """Return what the valid form says."""
        return NewGoal(
            wording=stripped(self.wording.data) or "",
            area=self.area.data,
            dimension=self.dimension.data or None,
            measure=None if self.dimension.data else stripped(self.measure.data),
            baseline=_float(self.baseline.data),
            target_low=_float(self.target_low.data),
            target_high=_float(self.target_high.data),
            starts_on=_given(self.starts_on.data),
            review_on=_given(self.review_on.data),
            what=stripped(self.what.data),
            who=stripped(self.who.data),
            lineage_id=_uuid(self.lineage.data),
        )

    def _on_scale(self, field: Field) -> None:
        """Refuse a level outside the scale where a question of the log follows the goal."""
        low, high = SCALE
        if field.data is not None and self.dimension.data and not low <= field.data <= high:
            raise ValidationError(_("A level lies between 1 and 5"))


class PlanForm(Form):
    """The next version of a plan."""

    builds_on = HiddenField(default="0")
    begins_on = Day(_l("The plan begins"), validators=_day(_l("Choose the day it begins")))
    review_on = Day(_l("The plan is looked at again"), validators=_day(_l("Choose the day")))
    change_reason = TextAreaField(
        _l("What is changed, and why?"),
        description=_l("The child and the next caseworker will want to know"),
        validators=_text(500),
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
            begins_on=_given(self.begins_on.data),
            review_on=_given(self.review_on.data),
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


def _given(day: date | None) -> date:
    """Return a day that the form has checked to be there."""
    if day is None:
        raise TypeError("only a valid form is read")
    return day


def _float(value: Any) -> float | None:
    """Return a number as it is kept."""
    return None if value is None else float(value)


def _uuid(text: str | None) -> UUID | None:
    """Return an id; None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
