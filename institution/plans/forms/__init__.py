"""The form of a plan."""

from institution.plans.forms.plan_form import MOST_GOALS, PlanForm, filled

__all__ = ["MOST_GOALS", "PlanForm", "filled"]
