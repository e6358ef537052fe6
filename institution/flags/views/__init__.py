"""Pages of this feature: what needs a person today, and one flag with its reasons and answers."""

from flask import Blueprint

bp = Blueprint("flags", __name__)

from institution.flags.views import answering, houses, opening, weighing  # noqa: E402 (routes need the blueprint)
from institution.flags.views.panels import (  # noqa: E402
    child_marks,
    child_panel,
    on_timeline,
    team_panel,
    tells_wish,
    waiting_of,
)

__all__ = [
    "answering",
    "bp",
    "child_marks",
    "child_panel",
    "houses",
    "on_timeline",
    "opening",
    "team_panel",
    "tells_wish",
    "waiting_of",
    "weighing",
]
