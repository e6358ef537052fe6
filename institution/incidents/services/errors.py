"""The ways incidents are refused; nothing was written then."""

from institution.access.errors import ConflictError, NotAllowedError, RefusedError


class UnknownAnswerError(RefusedError):
    """A type, a severity or an answer that the content does not have; says which question."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class AnswerMissingError(UnknownAnswerError):
    """Something that must be answered before it is kept; says which question."""


class TimesOutOfOrderError(UnknownAnswerError):
    """A time lies in the future, or before what it follows; says which question."""


class NotLivingHereError(RefusedError):
    """On that day the child lived in no home where the actor works."""


class CompletedMeanwhileError(ConflictError):
    """Somebody told it anew while it was being written."""


class OtherIncidentError(ConflictError):
    """Something else is kept under this id."""


class SignedError(ConflictError):
    """It is signed: it is not told anew, but something can be placed beside it."""


class AddedAlreadyError(ConflictError):
    """There is one already, and there can be only one."""


class TookPartError(NotAllowedError):
    """Who took part neither signs nor reviews."""


class NotCompleteError(RefusedError):
    """Something is missing that must be there before a signature."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys
