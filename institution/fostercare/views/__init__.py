"""Pages of foster care: the coordinator's desk and families, the carer's week, the child's tab."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

bp = Blueprint("fostercare", __name__)


class FormConverter(BaseConverter):
    """The key of a form, such as F1."""

    regex = r"F\d"


class ScaleConverter(BaseConverter):
    """The key of a scale of the map."""

    regex = "at_home|placed|going_home"


@bp.record_once
def _know_addresses(state: BlueprintSetupState) -> None:
    """Let addresses name a form, or a scale."""
    state.app.url_map.converters.update(form=FormConverter, scale=ScaleConverter)


from institution.fostercare.views import (  # noqa: E402
    child,
    desk,
    family,
    keeping,
    maps,
    matching,
    own,
    own_map,
    panels,
    preparing,
    respite,
    sheets,
    signing,
    tablets,
    visits,
    weeks,
)

__all__ = [
    "bp",
    "child",
    "desk",
    "family",
    "keeping",
    "maps",
    "matching",
    "own",
    "own_map",
    "panels",
    "preparing",
    "respite",
    "sheets",
    "signing",
    "tablets",
    "visits",
    "weeks",
]
