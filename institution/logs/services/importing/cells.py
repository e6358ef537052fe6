"""Read one cell of a file; each function returns the value or says why it cannot be read."""

import unicodedata
from datetime import date, datetime, timedelta

from institution.content.daily_log import daily_log
from institution.logs.models import Shift
from institution.logs.services.importing.columns import Scale
from institution.logs.services.importing.refusals import CellError

LONGEST_NAME = 40
ALLOWED_CONTROLS = "\n\t"
MANY_DAYS = 100_000


def name(cell: str) -> str:
    """Return a reference, a user name or a slot."""
    if len(cell) > LONGEST_NAME:
        raise CellError(f"longer than {LONGEST_NAME} characters")
    _check_visible(cell, "")
    return cell


def user_name(cell: str) -> str:
    """Return a user name, which is the same in capitals."""
    return name(cell).casefold()


def day(cell: str, zero: date | None) -> date:
    """Return the day, written as a date or counted from day zero."""
    if zero is not None:
        return _counted(cell, zero)
    try:
        return date.fromisoformat(cell)
    except ValueError:
        hint = "; use --day-zero for numbers of days" if _is_whole(cell) else ""
        raise CellError(f"not a day as 2026-11-22{hint}") from None


def _counted(cell: str, zero: date) -> date:
    """Return the day so many days after day zero."""
    if not _is_whole(cell) or abs(float(cell)) > MANY_DAYS:
        raise CellError("not a whole number of days")
    return zero + timedelta(days=int(float(cell)))


def shift(cell: str) -> Shift:
    """Return the shift."""
    try:
        return Shift(cell)
    except ValueError:
        raise CellError(f"not one of: {', '.join(Shift)}") from None


def moment(cell: str) -> datetime:
    """Return a moment; without an offset it is meant by the clock of the home."""
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        raise CellError("not a moment as 2026-11-22T22:45 or 2026-11-22T22:45-02:00") from None


def level(cell: str, scale: Scale | None) -> int:
    """Return the level; a value of another scale becomes the nearest one."""
    try:
        value = float(cell)
    except ValueError:
        raise CellError("not a number") from None
    if scale is not None:
        return scale.level(value)
    if value not in daily_log().scale.levels:
        raise CellError("not a level: 1, 2, 3, 4 or 5, or empty")
    return int(value)


def text(cell: str, field: str) -> str:
    """Return what someone wrote."""
    plain = cell.replace("\r\n", "\n").replace("\r", "\n")
    longest = _longest(field)
    if len(plain) > longest:
        raise CellError(f"{len(plain)} characters; at most {longest}")
    _check_visible(plain, ALLOWED_CONTROLS)
    return plain


def _longest(field: str) -> int:
    """Return the most characters of a text."""
    content = daily_log()
    if field == "child_voice":
        return content.length_limits["child_own_words"]
    return content.text_field(field).max_characters


def _check_visible(cell: str, allowed: str) -> None:
    """Refuse characters that a reader cannot see."""
    for character in cell:
        if unicodedata.category(character) == "Cc" and character not in allowed:
            raise CellError("holds an invisible control character")


def _is_whole(cell: str) -> bool:
    """Tell whether the cell is a whole number, also where a program wrote 3.0."""
    try:
        return float(cell).is_integer()
    except (ValueError, OverflowError):
        return False
