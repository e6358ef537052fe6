"""Pages of incidents."""

from flask import Blueprint

bp = Blueprint("incidents", __name__)

from institution.incidents.views import adding, listing, registering, showing, telling  # noqa: E402
from institution.incidents.views.panels import child_panel  # noqa: E402

__all__ = ["adding", "bp", "child_panel", "listing", "registering", "showing", "telling"]
