"""The plan: what holds, the versions before, the form for the next, and its reviews."""

from flask import Blueprint

bp: Blueprint = Blueprint("plans", __name__)

from institution.plans.views import reviewing, showing, writing  # noqa: E402, F401 (routes)
from institution.plans.views.showing import (  # noqa: E402
    goal_wordings,
    log_goals,
    on_timeline,
    plan_hints,
)

__all__ = ["bp", "goal_wordings", "log_goals", "on_timeline", "plan_hints"]
