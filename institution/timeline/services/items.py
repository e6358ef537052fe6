"""One thing on the timeline, with its texts still sealed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from institution.db.sealing import Keyring, Place


class Kind(StrEnum):
    """What stands on a timeline out of our own tables; other features add theirs."""

    LOG = "log"
    INCIDENT = "incident"
    PLAN = "plan"
    MOVE = "move"


class SealedText(NamedTuple):
    """A written text as it lies in the database."""

    name: str
    """What the text is, such as `note`."""
    place: Place
    sealed: bytes


@dataclass(frozen=True)
class Item:
    """One thing that happened."""

    kind: str
    day: date
    at: datetime
    id: UUID
    """Of the record; of the matter for an incident."""
    author_id: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Codes and numbers by which it is worded."""
    texts: tuple[SealedText, ...] = ()

    @property
    def order(self) -> tuple[date, datetime, str]:
        """Return its place in time."""
        return self.day, self.at, str(self.id)


@dataclass(frozen=True)
class Wanted:
    """Which part of a timeline somebody wants to see."""

    kind: str | None = None
    """None: all."""
    first: date | None = None
    last: date | None = None
    person_id: UUID | None = None
    dimension: str | None = None
    """Of a goal: only logs that say something about it, and plans."""
    words: str | None = None
    """Words to look for in every text."""
    limit: int | None = None
    """None: everything, as a search needs it."""

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def opened(keyring: Keyring, texts: Iterable[SealedText]) -> dict[str, str]:
    """Return texts by what they are; several of one name are joined by a line end."""
    found: dict[str, str] = {}
    for one in texts:
        text = keyring.open(one.sealed, one.place)
        found[one.name] = f"{found[one.name]}\n{text}" if one.name in found else text
    return found
