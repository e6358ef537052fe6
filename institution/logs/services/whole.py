"""Which logs tell how a shift was: a note about what several children did together does not."""

from sqlalchemy import ColumnElement, or_

from institution.logs.models import ShiftLog

PRESENT = "present"


def is_whole(log: ShiftLog) -> bool:
    """Tell whether a log says how long an adult was with the child, its levels, or where it was."""
    return log.presence != PRESENT or log.contact_time is not None or bool(log.levels)


def whole() -> ColumnElement[bool]:
    """Return the condition of `is_whole`."""
    told = ShiftLog.contact_time.is_not(None)
    return or_(ShiftLog.presence != PRESENT, told, ShiftLog.levels != "")
