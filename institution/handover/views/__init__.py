"""Pages of the handover and of the team."""

from flask import Blueprint

bp = Blueprint("handover", __name__)

from institution.handover.views import handing, writing  # noqa: E402
from institution.handover.views.panels import shift_panel  # noqa: E402

__all__ = ["bp", "handing", "shift_panel", "writing"]
