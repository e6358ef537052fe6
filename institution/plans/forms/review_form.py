"""The form of a review: each goal of the plan, who says what about it, and what is decided."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as BaseForm
from wtforms.validators import InputRequired, Optional

from institution.content.daily_log import daily_log
from institution.content.plans import Plans, plans
from institution.plans.forms.fields import Choose, day, text
from institution.plans.forms.plan_form import MOST_GOALS
from institution.plans.services import NUMBERS, NewGoalReview, NewReview, NewVoice
from institution.stats.attainment import signed
from institution.web.fields import DayField, given
from institution.web.forms import Form, stripped

GOES_ON = "continue"


class Said(NamedTuple):
    """The fields of one person."""

    key: str
    name: str
    number: Field
    words: Field


class GoalReviewForm(BaseForm):
    """One goal; `review_form` adds who says what."""

    lineage = HiddenField()
    childs_attainment: Choose
    attainment: Choose
    decision: RadioField
    reason = TextAreaField(_l("Why?"), validators=text(500))

    def validate_reason(self, field: Field) -> None:
        """Ask why, where the goal does not go on as it is."""
        changed = self.decision.data not in {None, "", GOES_ON}
        if changed and not stripped(field.data):
            raise ValidationError(_("Write why"))

    @property
    def said(self) -> list[Said]:
        """Return the fields of each person, the child first."""
        language = self.meta.language
        return [
            Said(
                one.key,
                one.name.in_(language),
                self[f"number_{one.key}"],
                self[f"words_{one.key}"],
            )
            for one in plans().voices
        ]

    def review(self) -> NewGoalReview:
        """Return what the valid form says."""
        voices = {
            one.key: NewVoice(_whole(one.number.data), stripped(one.words.data))
            for one in self.said
            if one.number.data or stripped(one.words.data)
        }
        return NewGoalReview(
            lineage_id=UUID(self.lineage.data),
            decision=self.decision.data,
            reason=stripped(self.reason.data),
            attainment=_whole(self.attainment.data),
            childs_attainment=_whole(self.childs_attainment.data),
            voices=voices,
        )


class ReviewForm(Form):
    """A review of the version that holds."""

    today: date
    builds_on = HiddenField(default="0")
    held_on = DayField(_l("Day of the review"), validators=day(_l("Choose the day of the review")))
    next_on = DayField(_l("Looked at again"), validators=day(_l("Choose the next date")))
    child_heard: RadioField
    present = StringField(
        _l("Who took part"),
        validators=[Optional(), *text(300)],
    )
    goals = FieldList(FormField(GoalReviewForm), max_entries=MOST_GOALS)

    def validate_held_on(self, field: Field) -> None:
        """Refuse a review that has not been held."""
        if field.data and field.data > self.today:
            raise ValidationError(_("The review is written when it has been held"))

    def validate_next_on(self, field: Field) -> None:
        """Keep the days in order."""
        if field.data and self.held_on.data and field.data <= self.held_on.data:
            raise ValidationError(_("The next date must come after the review"))

    def fits(self, lineages: Sequence[UUID]) -> bool:
        """Tell whether the form is about these goals, in their order."""
        return [goal.form.lineage.data for goal in self.goals] == [str(one) for one in lineages]

    def number_errors(self) -> None:
        """Say in each error which goal it is about."""
        for number, goal in enumerate(self.goals, 1):
            for field in goal.form:
                field.errors = [
                    _("Goal %(n)s: %(told)s", n=number, told=told) for told in field.errors
                ]

    def review(self) -> NewReview:
        """Return what the valid form says."""
        version = self.builds_on.data or ""
        return NewReview(
            held_on=given(self.held_on.data),
            next_on=given(self.next_on.data),
            child_heard=self.child_heard.data,
            goals=tuple(goal.form.review() for goal in self.goals),
            builds_on=int(version) if version.isdigit() else -1,
            present=stripped(self.present.data),
        )


@lru_cache
def review_form(language: str) -> type[ReviewForm]:
    """Return the form in a language; made once for each."""
    content = plans()
    goal: Any = type("AskedGoalReviewForm", (GoalReviewForm,), _goal_fields(content, language))
    heard = RadioField(
        _l("How was the child heard?"),
        choices={one.key: one.name.in_(language) for one in content.child_heard},
        validators=[InputRequired(_l("Choose how the child was heard"))],
    )
    goals: Any = FieldList(FormField(goal), max_entries=MOST_GOALS)
    return type("AskedReviewForm", (ReviewForm,), {"child_heard": heard, "goals": goals})


def _goal_fields(content: Plans, language: str) -> dict[str, Any]:
    """Return what is asked about each goal in a language."""
    asked = daily_log().goals
    numbers = {"": "–"} | {str(number): str(number) for number in NUMBERS}
    steps = {"": "–"} | {
        str(step): f"{signed(step)} {words.in_(language)}"
        for step, words in asked.attainment_levels.items()
    }
    fields: dict[str, Any] = {
        "Meta": type("Meta", (), {"language": language}),
        "childs_attainment": Choose(_l("How far it has come, as the child sees it"), choices=steps),
        "attainment": Choose(_l("How far it has come, as the adults agree"), choices=steps),
        "decision": RadioField(
            _l("What is decided?"),
            choices={one.key: one.name.in_(language) for one in content.decisions},
            validators=[InputRequired(_l("Choose what is decided"))],
        ),
    }
    for one in content.voices:
        fields[f"number_{one.key}"] = Choose(_l("Number from 0 to 10"), choices=numbers)
        fields[f"words_{one.key}"] = TextAreaField(
            _l("In words"), validators=[Optional(), *text(1000)]
        )
    return fields


def _whole(text: str | None) -> int | None:
    """Return a whole number; None where nothing was chosen."""
    return int(text) if text else None
