"""A filled-in form as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from institution.access.errors import NotReachableError
from institution.content.foster_forms import Form, FosterForms
from institution.content.sheets import contents_of
from institution.fostercare.models import SheetState

OPEN_STATES = frozenset({SheetState.DRAFT, SheetState.SHARED})


class Addition(NamedTuple):
    """What was added to a signed sheet."""

    text: str
    author_id: UUID
    at: datetime


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands."""

    id: UUID
    home_id: UUID | None
    """None for a map of a child that has never lived in a place."""
    child_id: UUID | None
    """None where it is about the family alone."""
    form: str
    version: int
    """Edition of the forms."""
    revision: int
    state: SheetState
    answers: Mapping[str, Any]
    author_id: UUID
    written_at: datetime
    additions: tuple[Addition, ...] = field(default=())

    @property
    def family_id(self) -> UUID:
        """Return the family of a form.

        Raises:
            NotReachableError: it is a map of a child that has never lived in a place.
        """
        if self.home_id is None:
            raise NotReachableError
        return self.home_id

    @property
    def signed(self) -> bool:
        """Tell whether it is locked."""
        return self.state not in OPEN_STATES

    @property
    def forms(self) -> FosterForms:
        """Return the edition it answers."""
        return contents_of(self.form).of(self.version)

    @property
    def content(self) -> Form:
        """Return the form it answers."""
        return self.forms.form(self.form)

    def day(self, path: str) -> date | None:
        """Return a day that was answered; None where it was not."""
        said = self.answers.get(path)
        return date.fromisoformat(said) if said else None
