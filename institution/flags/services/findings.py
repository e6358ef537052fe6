"""What a look at a child finds: numbers and the ids of entries, never a text or a name."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from institution.cases.models import BoundKind
from institution.flags.services.residence import Residence


@dataclass(frozen=True)
class Finding:
    """A rule that holds for a child, and what it rests on."""

    kind: str
    """Key in the flags content."""
    child: Residence
    day: date
    """The last day that was looked at."""
    since: date | None
    evidence: dict[str, Any]
    about: str = ""
    """What tells flags of one kind apart: the goal, or the log; empty where nothing does."""
    dimensions: frozenset[str] = field(default_factory=frozenset)
    goal_id: UUID | None = None
    log_id: UUID | None = None
    asked_of: str = ""
    """Whom a child asked on its own page, as `about` begins; empty for everything else."""
    matter_id: UUID | None = None
    """Of the incident; None for what incidents did not cause."""
    closeness: BoundKind | None = None

    @property
    def signature(self) -> str:
        """Return what the flag is about: the same whoever looks, however often, on a day."""
        return ":".join(part for part in (self.kind, self.about, self.day.isoformat()) if part)
