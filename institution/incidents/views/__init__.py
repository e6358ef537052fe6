"""Pages of incidents."""

from flask import Blueprint

bp = Blueprint("incidents", __name__)

from institution.incidents.views import (  # noqa: E402
    adding,
    listing,
    registering,
    showing,
    tablets,
    telling,
)
from institution.incidents.views.panels import child_panel, shift_panel  # noqa: E402

__all__ = [
    "adding",
    "bp",
    "child_panel",
    "listing",
    "registering",
    "shift_panel",
    "showing",
    "tablets",
    "telling",
]
