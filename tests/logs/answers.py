"""What a browser sends."""

from uuid import UUID

from institution.content.daily_log import daily_log
from institution.db.base import new_id
from tests.world import TODAY


def evening(**says) -> dict:
    """Return an ordinary evening as the form sends it; None leaves a question out."""
    asked = daily_log().shift("evening").required_dimensions
    answers = {
        "id": str(new_id()),
        "presence": "present",
        "contact_time": "over_3h",
        **{f"level_{key}": "4" for key in asked},
        "chip_meals__dinner": "ate",
        "good_moment": "Du lo, da fisken smuttede.",
        "attention": "ordinary",
        **says,
    }
    return {name: value for name, value in answers.items() if value is not None}


def form_of(child, day=TODAY, shift="evening") -> str:
    """Return the address of a form."""
    return f"/children/{child.id}/logs/{day}/{shift}/new"


def log_address(child, log_id: UUID | str) -> str:
    """Return the address of a log."""
    return f"/children/{child.id}/logs/{log_id}"
