"""One note about what several children did together: an entry for each, and no other child in it.

Such an entry says nothing of how the child was: it does not stand for the log of the shift.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from institution.access.errors import NotReachableError, RefusedError
from institution.access.work import Work
from institution.cases.models import Child
from institution.logs.services.drafts import Draft, Kept
from institution.logs.services.recording import record
from institution.logs.services.shifts import UnitShift
from institution.logs.services.whole import PRESENT


class NamesChildError(RefusedError):
    """The note names children, and would stand in the record of others."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True)
class GroupNote:
    """What is written of several children."""

    id: UUID
    """Made with the form, so that sending it twice keeps it once."""
    children: tuple[UUID, ...]
    text: str
    names_nobody: bool = False
    """Whether the writer has looked: a name in it is not that of a child here."""


def note_of_several(work: Work, shift: UnitShift, note: GroupNote) -> list[Kept]:
    """Keep an entry for each child; sending the same again changes nothing.

    Raises:
        NotReachableError: a child does not live in the unit, or is not within reach.
        NamesChildError: the note names a child that lives there.
    """
    here = {one.child.id: one.child for one in shift.children}
    if not note.children or not set(note.children) <= here.keys():
        raise NotReachableError
    named = names_in(note.text, here.values())
    if named and not note.names_nobody:
        raise NamesChildError(named)
    return [
        record(work, child_id, _draft(work, shift, note, child_id)) for child_id in note.children
    ]


def names_in(text: str, children: Iterable[Child]) -> tuple[str, ...]:
    """Return the first and whole names of children that stand in a text, also with an ending."""
    names = {word for child in children for word in (child.name, child.name.split()[0])}
    found = [
        one for one in names if re.search(rf"\b{re.escape(one)}(?:'?s)?\b", text, re.IGNORECASE)
    ]
    return tuple(sorted(found))


def _draft(work: Work, shift: UnitShift, note: GroupNote, child_id: UUID) -> Draft:
    """Return the entry of one child."""
    return Draft(
        id=uuid5(note.id, str(child_id)),
        day=shift.when.day,
        shift=shift.when.shift,
        presence=PRESENT,
        written_at=work.now,
        note=note.text,
    )
