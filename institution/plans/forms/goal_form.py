"""One goal of a plan: what it is, how it is seen, and what is done."""

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
from wtforms.validators import InputRequired, Optional

from institution.content.daily_log import daily_log
from institution.plans.forms.fields import Number, day, text
from institution.plans.forms.support_form import SupportForm
from institution.plans.services import NewGoal
from institution.web.fields import DayField, given
from institution.web.forms import stripped
from institution.web.languages import content_language

SCALE = (1, 5)
OWN_NUMBERS = (0, 10)
NUMBER = "number"
"""Chosen in place of a dimension: people's own numbers follow the goal, from review to review."""
STEPS = {-2: "much_less", -1: "less", 0: "as_hoped", 1: "more", 2: "much_more"}
"""Step of attainment to the end of the name of its field."""
MOST_SUPPORTS = 6


class GoalForm(BaseForm):
    """One goal."""

    lineage = HiddenField()
    childs_wording = TextAreaField(
        _l("The goal in the child's own words"),
        description=_l("For example: I want to sleep better so that I can join in at school"),
        validators=[Optional(), *text(300)],
    )
    wording = TextAreaField(
        _l("The goal as it stands in the plan"),
        validators=[InputRequired(_l("Write the goal")), *text(300)],
    )
    signs = TextAreaField(
        _l("What we will see when it is reached"),
        description=_l("Something that can be seen or heard, such as: eats breakfast with others"),
        validators=[Optional(), *text(500)],
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
    starts_on = DayField(_l("Starts"), validators=day(_l("Choose the day on which it starts")))
    review_on = DayField(_l("Looked at again"), validators=day(_l("Choose the day of the review")))
    supports = FieldList(FormField(SupportForm), min_entries=1, max_entries=MOST_SUPPORTS)
    level_much_less = TextAreaField(validators=[Optional(), *text(300)])
    level_less = TextAreaField(validators=[Optional(), *text(300)])
    level_as_hoped = TextAreaField(validators=[Optional(), *text(300)])
    level_more = TextAreaField(validators=[Optional(), *text(300)])
    level_much_more = TextAreaField(validators=[Optional(), *text(300)])
    remove = BooleanField(_l("Leave this goal out of the new version"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        content, language = daily_log(), content_language()
        self.area.choices = [(a.key, a.name.in_(language)) for a in content.plan_areas]
        followed = [(d.key, d.name.in_(language)) for d in content.dimensions]
        self.dimension.choices = [
            ("", _("None: something else is counted")),
            (NUMBER, _("None: each person's own number from 0 to 10")),
            *followed,
        ]
        for step, field in self.levels.items():
            field.label.text = content.goals.attainment_levels[step].in_(language)

    @property
    def levels(self) -> dict[int, Field]:
        """Return the fields of the steps of attainment."""
        return {step: self[f"level_{name}"] for step, name in STEPS.items()}

    def make_room(self) -> None:
        """Offer one more support where all are filled in."""
        if len(self.supports) < MOST_SUPPORTS and all(one.form.said for one in self.supports):
            self.supports.append_entry()

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
            childs_wording=stripped(self.childs_wording.data),
            signs=stripped(self.signs.data),
            area=self.area.data,
            dimension=None if self.dimension.data in {"", NUMBER} else self.dimension.data,
            measure=None if self.dimension.data else stripped(self.measure.data),
            baseline=_float(self.baseline.data),
            target_low=_float(self.target_low.data),
            target_high=_float(self.target_high.data),
            starts_on=given(self.starts_on.data),
            review_on=given(self.review_on.data),
            supports=tuple(
                one.form.support(given(self.starts_on.data))
                for one in self.supports
                if one.form.said
            ),
            levels={step: said for step, f in self.levels.items() if (said := stripped(f.data))},
            lineage_id=_uuid(self.lineage.data),
        )

    def _on_scale(self, field: Field) -> None:
        """Refuse a level outside the scale, of the log or of people's own numbers."""
        if field.data is None or not self.dimension.data:
            return
        own = self.dimension.data == NUMBER
        low, high = OWN_NUMBERS if own else SCALE
        if not low <= field.data <= high:
            levels = _("A level lies between 1 and 5")
            raise ValidationError(_("A number lies between 0 and 10") if own else levels)


def _float(value: Any) -> float | None:
    """Return a number as it is kept."""
    return None if value is None else float(value)


def _uuid(text: str | None) -> UUID | None:
    """Return an id; None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
