"""What can be done with shift logs: write, correct, read, and look back at how they came to be."""

from institution.logs.services.chosen import ChosenLog, chosen_logs
from institution.logs.services.drafts import (
    ChildAnswer,
    Draft,
    Kept,
    Line,
    Place,
    Written,
    as_draft,
    as_kept,
)
from institution.logs.services.errors import (
    AlreadyCorrectedError,
    NotBegunError,
    NotLivingHereError,
    OtherContentError,
    OtherShiftError,
    RatingsTooLateError,
    ReasonMissingError,
    UnknownAnswerError,
)
from institution.logs.services.filtering import Filter
from institution.logs.services.group_notes import GroupNote, NamesChildError, note_of_several
from institution.logs.services.missing import MissingLog, missing, missing_in_week
from institution.logs.services.places import check_begun, is_late, place_on, ratings_until
from institution.logs.services.reading import (
    Entry,
    Event,
    Page,
    history,
    log_with_corrections,
    logs_of_child,
)
from institution.logs.services.recording import record, recorded
from institution.logs.services.shifts import (
    ChildInShift,
    HandedOver,
    UnitShift,
    running,
    shift_of,
    standing_logs,
    unit_shift,
    units,
)
from institution.logs.services.voice import hidden_choices, may_see_answer
from institution.logs.services.when import ORDER, When

__all__ = [
    "ORDER",
    "AlreadyCorrectedError",
    "ChildAnswer",
    "ChildInShift",
    "ChosenLog",
    "Draft",
    "Entry",
    "Event",
    "Filter",
    "GroupNote",
    "HandedOver",
    "Kept",
    "Line",
    "MissingLog",
    "NamesChildError",
    "NotBegunError",
    "NotLivingHereError",
    "OtherContentError",
    "OtherShiftError",
    "Page",
    "Place",
    "RatingsTooLateError",
    "ReasonMissingError",
    "UnitShift",
    "UnknownAnswerError",
    "When",
    "Written",
    "as_draft",
    "as_kept",
    "check_begun",
    "chosen_logs",
    "hidden_choices",
    "history",
    "is_late",
    "log_with_corrections",
    "logs_of_child",
    "may_see_answer",
    "missing",
    "missing_in_week",
    "note_of_several",
    "place_on",
    "ratings_until",
    "record",
    "recorded",
    "running",
    "shift_of",
    "standing_logs",
    "unit_shift",
    "units",
]
