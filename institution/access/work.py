"""What every service is given first: the open session, who acts, and the only clock."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from institution.access.actor import Actor


@dataclass(frozen=True)
class Work:
    """One piece of work: everything in it is kept together or not at all."""

    session: Session
    actor: Actor
    now: datetime
    """Aware, in UTC."""
    as_of: datetime | None = None
    """When it was done, where that was before now, on a tablet without a line; aware, in UTC."""

    @property
    def done_at(self) -> datetime:
        """When it was done: by then it is judged who might do it."""
        return self.as_of or self.now

    @property
    def today(self) -> date:
        """The day it is, or was when it was done, where the actor works."""
        return self.done_at.astimezone(self.actor.time_zone).date()

    def look_up(self, child_id: UUID) -> None:
        """Note that the answer shows something about the child; the use log gets a row for it."""
        self.session.info.setdefault("looked_up", set()).add(child_id)

    @property
    def looked_up(self) -> frozenset[UUID]:
        """The children whose records this work has read."""
        return frozenset(self.session.info.get("looked_up", ()))
