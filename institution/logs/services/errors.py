"""The ways in which a log is refused; the web and the command line find the words."""

from datetime import datetime
from uuid import UUID

from institution.access.errors import ConflictError, RefusedError


class NotBegunError(RefusedError):
    """The shift has not begun yet."""

    def __init__(self, begins_at: datetime) -> None:
        super().__init__()
        self.begins_at = begins_at
        """In UTC."""


class NotLivingHereError(RefusedError):
    """On that day the child did not live in a home where the writer works."""


class RatingsTooLateError(RefusedError):
    """Levels can no longer be chosen for this shift; words still can."""

    def __init__(self, closed_at: datetime) -> None:
        super().__init__()
        self.closed_at = closed_at
        """In UTC."""


class UnknownAnswerError(RefusedError):
    """An answer that the questions do not have."""

    def __init__(self, field: str, answer: object) -> None:
        super().__init__(field)
        self.field = field
        """Key of the question: a dimension, a chip, or a name of `Draft`."""
        self.answer = answer


class ReasonMissingError(RefusedError):
    """A correction says why."""


class OtherShiftError(RefusedError):
    """A correction is about the same day and shift as the log it replaces."""


class OtherContentError(ConflictError):
    """Another log is kept under the same id."""

    def __init__(self, log_id: UUID | None) -> None:
        super().__init__()
        self.log_id = log_id
        """Of the log that is kept; None where the actor does not reach it."""


class AlreadyCorrectedError(ConflictError):
    """The log was corrected in the meantime; only the newest can be corrected."""
