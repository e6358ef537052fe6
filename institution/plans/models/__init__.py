"""Plans in versions, their reviews, and which log is about which goal."""

from institution.plans.models.plan import Goal, GoalLevel, Intervention, Plan, PlanText
from institution.plans.models.review import GoalReview, GoalVoice, PlanReview
from institution.plans.models.tie import GoalTie

__all__ = [
    "Goal",
    "GoalLevel",
    "GoalReview",
    "GoalTie",
    "GoalVoice",
    "Intervention",
    "Plan",
    "PlanReview",
    "PlanText",
]
