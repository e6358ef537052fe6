"""Pages of the log: the shift, writing about a child, and reading what was written."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from institution.logs.views.addresses import DayConverter, ShiftConverter

bp = Blueprint("logs", __name__)


@bp.record_once
def _know_addresses(state: BlueprintSetupState) -> None:
    """Let addresses name a day and a shift."""
    state.app.url_map.converters.update(day=DayConverter, shift=ShiftConverter)


from institution.logs.views import (  # noqa: E402
    group_notes,
    reading,
    refusing,
    shifts,
    tablets,
    writing,
)

__all__ = ["bp", "group_notes", "reading", "refusing", "shifts", "tablets", "writing"]
