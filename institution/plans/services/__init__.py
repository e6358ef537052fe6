"""What can be done with plans: read, write the next version, go through it, tie logs to goals."""

from institution.plans.services.drafts import (
    NewerVersionError,
    NewGoal,
    NewGoalReview,
    NewPlan,
    NewReview,
    NewVoice,
    NoPlanError,
    Support,
    UnknownAnswerError,
    as_new,
    texts_of,
)
from institution.plans.services.reviewed import ReviewedGoal, reviews_held, reviews_of_goal
from institution.plans.services.reviewing import NUMBERS, review, reviews
from institution.plans.services.through import (
    DoneFor,
    Earlier,
    GoalVersion,
    Step,
    goal_through_versions,
)
from institution.plans.services.ties import goals_by_log, logs_of_goal, tie, tie_known
from institution.plans.services.versions import (
    current,
    goals_of,
    profile_of,
    versions,
)
from institution.plans.services.writing import write

__all__ = [
    "NUMBERS",
    "DoneFor",
    "Earlier",
    "GoalVersion",
    "NewGoal",
    "NewGoalReview",
    "NewPlan",
    "NewReview",
    "NewVoice",
    "NewerVersionError",
    "NoPlanError",
    "ReviewedGoal",
    "Step",
    "Support",
    "UnknownAnswerError",
    "as_new",
    "current",
    "goal_through_versions",
    "goals_by_log",
    "goals_of",
    "logs_of_goal",
    "profile_of",
    "review",
    "reviews",
    "reviews_held",
    "reviews_of_goal",
    "texts_of",
    "tie",
    "tie_known",
    "versions",
    "write",
]
