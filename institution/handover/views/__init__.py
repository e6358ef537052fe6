"""Pages of the handover and of the team."""

from flask import Blueprint

bp = Blueprint("handover", __name__)

from institution.handover.views import handing, steps, tablets, team, writing  # noqa: E402
from institution.handover.views.panels import inbox_panel, shift_panel  # noqa: E402

__all__ = ["bp", "handing", "inbox_panel", "shift_panel", "steps", "tablets", "team", "writing"]
