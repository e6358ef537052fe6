"""What can be done about foster families, and about children in them."""

from institution.fostercare.services.families import Family, NewFamily
from institution.fostercare.services.keeping import NewRevision
from institution.fostercare.services.recording import WeekDraft, record_week, week_recorded
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.weeks import monday, weeks_of, weeks_of_child

__all__ = [
    "Family",
    "NewFamily",
    "NewRevision",
    "Sheet",
    "WeekDraft",
    "monday",
    "record_week",
    "week_recorded",
    "weeks_of",
    "weeks_of_child",
]
