"""Who acts: a person who signed in, or a job of ours."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from institution.access.policy import Permission, Role, relations

FIRST_ZONE = ZoneInfo("America/Nuuk")


@dataclass(frozen=True)
class Actor:
    """Someone who does something, with what decides whether they may."""

    id: UUID | None
    """Of the person; null for a job and for someone who has not signed in."""
    roles: frozenset[Role]
    language: str = "da"
    time_zone: ZoneInfo = FIRST_ZONE
    name: str = ""

    def may_ever(self, permission: Permission) -> bool:
        """Tell whether any role of the actor holds the permission at all."""
        return bool(relations(self.roles, permission))


NOBODY = Actor(None, frozenset())
NIGHTLY = Actor(None, frozenset({Role.NIGHTLY_JOB}), name="nightly")
SET_UP = Actor(None, frozenset({Role.SET_UP}), name="set-up")
