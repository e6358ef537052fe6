"""What a feature gives, so that one of its forms can be kept on a tablet without a line.

Tablets seal what was written, number it and send it by one way. What is in it is judged by the
feature alone, with the form and the service of its page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from flask import current_app
from flask_babel import LazyString
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work


class Why(StrEnum):
    """Why a feature did not keep an entry."""

    ANSWERS = "answers"
    CORRECTED = "corrected"
    NOT_BEGUN = "not_begun"
    NOT_LIVING_HERE = "not_living_here"
    NOT_YOURS = "not_yours"
    OTHER_CONTENT = "other_content"
    OTHER_SHIFT = "other_shift"
    TOO_LATE = "too_late"


class AnswersError(RefusedError):
    """The form was not valid; `names` says which questions are to be put right."""

    def __init__(self, names: Sequence[object]) -> None:
        super().__init__()
        self.names = [str(name) for name in names]


@dataclass(frozen=True)
class TabletEntry:
    """What was written on a tablet, with its seal opened and its ticket found right."""

    id: UUID
    """Of the record that is to be kept."""
    unit_id: UUID
    """Where the shift was opened."""
    child_id: UUID | None
    """One of the children of the ticket; None where the kind is about no child."""
    day: date
    shift: str
    """Code; empty where the kind is about no shift."""
    form: tuple[tuple[str, str], ...]
    """Names and answers as a browser sends them, without the id of the form."""
    corrects_id: UUID | None = None

    @property
    def about(self) -> UUID:
        """Return the child it is about.

        Raises:
            NotReachableError: it is about none.
        """
        if self.child_id is None:
            raise NotReachableError
        return self.child_id

    def sent(self, fixed: Mapping[str, object]) -> MultiDict[str, str]:
        """Return the form as the page sends it; what is `fixed` stands in place of what was."""
        found = MultiDict([pair for pair in self.form if pair[0] not in fixed])
        for name, value in fixed.items():
            found[name] = str(value)
        return found


@dataclass(frozen=True)
class EntryKind:
    """A kind of entry: how it is judged, shown when it came back, and written without a line."""

    code: str
    """In the envelope, for ever."""
    name: LazyString
    """What it is called where it came back."""
    table: str
    """Where the record is kept, under the id of the entry."""
    permission: Permission
    """By which it is written."""
    keep: Callable[[Work, TabletEntry], None]
    """Keeps it as the page does; raises a `RefusedError` where it does not."""
    questions: Callable[[TabletEntry], Sequence[Field]]
    """The questions of its form, with choices, to show what was answered."""
    address: Callable[[TabletEntry], str]
    """Of the page on which its author puts it right; it takes the form back by `resume`."""
    blank: Callable[[date, str], Markup]
    """Its empty form for a day and a shift, about nobody yet."""
    refusals: Mapping[type[RefusedError], Why] = field(default_factory=dict)
    """Looked through in this order: a special kind of refusal stands before its general one."""
    id_name: str = "id"
    """Of the hidden field with the id of the form."""
    about_child: bool = True
    of_shift: bool = True


def kinds() -> Mapping[str, EntryKind]:
    """Return the kinds of entries that are known here, by code."""
    found: Mapping[str, EntryKind] = current_app.extensions["entry_kinds"]
    return found


def tables() -> frozenset[str]:
    """Return where the records are kept that tablets write."""
    return frozenset(kind.table for kind in kinds().values())


def as_kinds(*given: EntryKind) -> Mapping[str, EntryKind]:
    """Return kinds by their code, in the order in which the page without a line shows them."""
    return {kind.code: kind for kind in given}
