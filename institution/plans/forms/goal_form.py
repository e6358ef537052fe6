"""One goal of a plan: what it is, how it is seen, and what is done."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as BaseForm
from wtforms.validators import InputRequired, Optional

from institution.content.daily_log import daily_log
from institution.plans.forms.fields import Day, Number, day, given, text
from institution.plans.services import NewGoal
from institution.web.forms import stripped
from institution.web.languages import content_language

SCALE = (1, 5)


class GoalForm(BaseForm):
    """One goal."""

    lineage = HiddenField()
    wording = TextAreaField(
        _l("The goal, in the child's own words if there are any"),
        description=_l("For example: I want to sleep better so that I can join in at school"),
        validators=[InputRequired(_l("Write the goal")), *text(300)],
    )
    area = SelectField(_l("Area of life"))
    dimension = SelectField(_l("Which question of the daily log follows it?"))
    measure = StringField(
        _l("Or what is counted instead"),
        description=_l("For example: days at school in a week"),
        validators=text(120),
    )
    baseline = Number(_l("How it is now"), validators=[Optional()])
    target_low = Number(_l("Target, from"), validators=[Optional()])
    target_high = Number(_l("Target, to"), validators=[Optional()])
    starts_on = Day(_l("Starts"), validators=day(_l("Choose the day on which it starts")))
    review_on = Day(_l("Looked at again"), validators=day(_l("Choose the day of the review")))
    what = TextAreaField(_l("What we do"), validators=[Optional(), *text(500)])
    who = StringField(_l("Who does it"), validators=[Optional(), *text(120)])
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
            starts_on=given(self.starts_on.data),
            review_on=given(self.review_on.data),
            what=stripped(self.what.data),
            who=stripped(self.who.data),
            lineage_id=_uuid(self.lineage.data),
        )

    def _on_scale(self, field: Field) -> None:
        """Refuse a level outside the scale where a question of the log follows the goal."""
        low, high = SCALE
        if field.data is not None and self.dimension.data and not low <= field.data <= high:
            raise ValidationError(_("A level lies between 1 and 5"))


def _float(value: Any) -> float | None:
    """Return a number as it is kept."""
    return None if value is None else float(value)


def _uuid(text: str | None) -> UUID | None:
    """Return an id; None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
