"""Pages of the log: the shift, writing about a child, and reading what was written."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from institution.logs.views.addresses import DayConverter, ShiftConverter

bp = Blueprint("logs", __name__)


@bp.record_once
def _know_addresses(state: BlueprintSetupState) -> None:
    """Let addresses name a day and a shift."""
    state.app.url_map.converters.update(day=DayConverter, shift=ShiftConverter)


from institution.logs.views import reading, refusing, shifts, tablets, writing  # noqa: E402

__all__ = ["bp", "reading", "refusing", "shifts", "tablets", "writing"]
