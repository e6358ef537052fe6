"""The ways a report is refused."""

from collections.abc import Sequence
from uuid import UUID

from institution.access.errors import ConflictError, RefusedError


class LockedError(ConflictError):
    """The report is signed: nothing in it changes any more."""


class OvertakenError(ConflictError):
    """Somebody wrote a version in the meantime."""


class AlreadyBegunError(ConflictError):
    """There is a report about the child that is not signed yet."""

    def __init__(self, report_id: UUID) -> None:
        super().__init__(report_id)
        self.report_id = report_id


class UnfinishedError(RefusedError):
    """Something is missing before the report can be signed."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)
        """Keys of the questions, and `childs_part` or `comment`."""


class PeriodError(RefusedError):
    """A period that ends before it begins, has not come yet, or is too short or too long."""


class NoPlaceError(RefusedError):
    """The child lives in no home today, so that no home reports about it."""


class UnknownAnswerError(RefusedError):
    """An answer that the report does not ask for."""
