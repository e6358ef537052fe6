"""Hours of courses and guidance in a year, out of the forms about them."""

from collections.abc import Sequence

from institution.fostercare.services.questions import APART, MOST_ROWS
from institution.fostercare.services.sheet import Sheet

FORM, ENTRIES = "F7", "entries"


def hours_in(sheets: Sequence[Sheet], year: int) -> float:
    """Return the hours of a family in a year, drafts included; one course counts once."""
    total = 0.0
    for sheet in sheets:
        if sheet.form != FORM:
            continue
        for number in range(1, MOST_ROWS + 1):
            row = f"{ENTRIES}{APART}{number}{APART}"
            held = sheet.answers.get(f"{row}held_on", "")
            if held.startswith(f"{year}-"):
                total += float(sheet.answers.get(f"{row}hours", 0))
    return total
