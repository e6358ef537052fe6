"""Why a sheet is not kept."""

from collections.abc import Sequence

from institution.access.errors import ConflictError, RefusedError


class NewerRevisionError(ConflictError):
    """Somebody kept the sheet in the meantime."""


class LockedError(ConflictError):
    """What is signed is only added to."""


class MissingAnswersError(RefusedError):
    """A sheet is signed when everything that is needed is answered."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self.paths = tuple(paths)


class TooManyFearsError(RefusedError):
    """A map holds only so many fears: more is no longer a shared picture."""


class FewerWantedError(RefusedError):
    """For each fear it is said what everyday looks like when it is safe enough."""
