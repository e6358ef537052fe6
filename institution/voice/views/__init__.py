"""The child's own page on the tablet, and the adults' page of what the child lets them read."""

from flask import Blueprint

bp: Blueprint = Blueprint("voice", __name__)

from institution.voice.views import opening, own, saying  # noqa: E402, F401 (routes)
from institution.voice.views.panels import (  # noqa: E402
    card_panel,
    child_panel,
    log_marks,
    on_timeline,
)

__all__ = ["bp", "card_panel", "child_panel", "log_marks", "on_timeline"]
