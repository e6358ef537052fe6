"""What can be done with shift logs: write, correct, read, and look back at how they came to be."""

from institution.logs.services.drafts import (
    ChildAnswer,
    Draft,
    Line,
    Place,
    Written,
    as_draft,
    as_log,
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
from institution.logs.services.recording import record, recorded
from institution.logs.services.voice import may_see_answer

__all__ = [
    "AlreadyCorrectedError",
    "ChildAnswer",
    "Draft",
    "Line",
    "NotBegunError",
    "NotLivingHereError",
    "OtherContentError",
    "OtherShiftError",
    "Place",
    "RatingsTooLateError",
    "ReasonMissingError",
    "UnknownAnswerError",
    "Written",
    "as_draft",
    "as_log",
    "may_see_answer",
    "record",
    "recorded",
]
