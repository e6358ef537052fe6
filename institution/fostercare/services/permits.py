"""The permit of a family, and what else its newest record says."""

from collections.abc import Sequence
from datetime import date

from institution.fostercare.services.due_forms import RECORD
from institution.fostercare.services.sheet import Sheet

PERMIT_ENDS, MOST_CHILDREN = "permit__valid_to", "permit__most_children"
SEEN_ON = "__seen_on"


def most_children(sheets: Sequence[Sheet]) -> int | None:
    """Return how many children the permit lets live there; None where none is noted."""
    record = newest(sheets, RECORD)
    most = record.answers.get(MOST_CHILDREN) if record else None
    return None if most is None else int(most)


def permit_ends(sheets: Sequence[Sheet]) -> date | None:
    """Return when the permit ends; None where it does not, or none is noted."""
    record = newest(sheets, RECORD)
    return record.day(PERMIT_ENDS) if record else None


def newest(sheets: Sequence[Sheet], form: str) -> Sheet | None:
    """Return the newest sheet of a form."""
    found = [one for one in sheets if one.form == form]
    return max(found, key=lambda one: one.written_at, default=None)


def noted(sheets: Sequence[Sheet], path: str) -> str:
    """Return what the newest record says to a question; empty where it says nothing."""
    record = newest(sheets, RECORD)
    return str(record.answers.get(path, "")) if record else ""
