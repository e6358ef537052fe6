"""A child within reach, as pages and services read it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from institution.cases.models import Child, age
from institution.db.sealing import Keyring, Place

LONGEST = timedelta(hours=1)
"""That anything takes from its beginning, whose time it bears, until it is kept."""


def hour_of(moment: datetime) -> datetime:
    """Return the beginning of the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class ShownChild:
    """What a list says of a child; nothing can be changed through it."""

    keyring: Keyring
    id: UUID
    name_sealed: bytes
    born_sealed: bytes

    @property
    def name(self) -> str:
        """Return the name."""
        return self._opened(self.name_sealed, "name_sealed")

    @property
    def born(self) -> date:
        """Return the day of birth."""
        return date.fromisoformat(self._opened(self.born_sealed, "born_sealed"))

    def age_on(self, day: date) -> int:
        """Return the age in whole years."""
        return age(self.born, day)

    def _opened(self, sealed: bytes, column: str) -> str:
        """Return the text of a sealed column."""
        return self.keyring.open(sealed, Place(Child.__tablename__, column, self.id))


@dataclass(frozen=True)
class ReachedChild(ShownChild):
    """What a page says of the child it is about."""

    municipality_id: UUID
    records: int
    """How many records about the child were kept in this hour and the one before."""
    hour: datetime
    """In which it was read."""

    @property
    def version(self) -> str:
        """Return a word that changes with every hour, and within it with every record.

        Every record that is kept leaves a row of history, and what is older than the hour was there
        when the hour began.
        """
        return f"{self.hour.timestamp():.0f} {self.records}"
