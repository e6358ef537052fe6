"""What a child says before it is kept."""

from dataclasses import dataclass, field
from uuid import UUID

from institution.access.errors import RefusedError
from institution.db.base import new_id


class UnknownAnswerError(RefusedError):
    """An answer that the questions do not have."""


@dataclass(frozen=True)
class Said:
    """One thing a child says. Texts are stripped; None where nothing was said."""

    kind: str
    shares_with: str
    scale: str | None = None
    value: int | None = None
    """None where the child skipped it."""
    words: str | None = None
    good: str | None = None
    hard: str | None = None
    wishes: str | None = None
    talk_to: str | None = None
    log_id: UUID | None = None
    picture: str | None = None
    """Cleaned, as base 64."""
    id: UUID = field(default_factory=new_id)
    """Made with the form, so that sending it twice keeps it once."""
