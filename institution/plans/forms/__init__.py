"""The forms of a plan and of its review."""

from institution.plans.forms.plan_form import MOST_GOALS, PlanForm, filled, plan_form
from institution.plans.forms.review_form import ReviewForm, review_form

__all__ = ["MOST_GOALS", "PlanForm", "ReviewForm", "filled", "plan_form", "review_form"]
