"""The child's page: its days against its own usual level and the plan."""

from flask import Blueprint

bp: Blueprint = Blueprint("trends", __name__)

from institution.trends.views import goal, page  # noqa: E402 (routes need the blueprint)
from institution.trends.views.changed import change_pictures  # noqa: E402
from institution.trends.views.goal_panels import goal_lines, log_goals  # noqa: E402
from institution.trends.views.weeks import week_lines, week_panel, week_pictures  # noqa: E402

__all__ = [
    "bp",
    "change_pictures",
    "goal",
    "goal_lines",
    "log_goals",
    "page",
    "week_lines",
    "week_panel",
    "week_pictures",
]
