"""What is due for a family and the children in it: proposals of the content, never law."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from institution.content.foster_forms import Due, Form, foster_forms
from institution.fostercare.services.sheets import Sheet

VISIT_ON, NEXT_VISIT = "with_child__visited_at", "after__next_visit"
PERMIT_ENDS, MOST_CHILDREN = "permit__valid_to", "permit__most_children"
RECORD, PERMIT = "F0", "permit"
AGAIN = "every"


class Kept(NamedTuple):
    """What is kept of the sheets of a family: by child (None: the family itself) and form."""

    signed: dict[tuple[UUID | None, str], datetime | int]
    """When a form that comes again and again was signed last; of others how often."""
    answers: dict[tuple[UUID | None, str], Mapping[str, Any]]
    """Of the newest record of the family, and of the last signed visit to each child."""

    def day(self, child_id: UUID | None, form: str, path: str) -> date | None:
        """Return a day that was answered; None where it was not."""
        said = self.answers.get((child_id, form), {}).get(path)
        return date.fromisoformat(said) if said else None

    def last(self, child_id: UUID | None, form: str) -> date | None:
        """Return when a form was signed last; None where it never was."""
        found = self.signed.get((child_id, form))
        return found.date() if isinstance(found, datetime) else None

    def times(self, child_id: UUID | None, form: str) -> int:
        """Return how often a form was signed."""
        found = self.signed.get((child_id, form), 0)
        return found if isinstance(found, int) else 1

    @property
    def most_children(self) -> int | None:
        """Return how many children the permit lets live there; None where none is noted."""
        most = self.answers.get((None, RECORD), {}).get(MOST_CHILDREN)
        return None if most is None else int(most)


class Term(NamedTuple):
    """Something with a day."""

    day: date
    what: str
    """Key of the form, or `permit`."""
    child_id: UUID | None
    number: int = 0
    """Of the week, for talks in certain weeks."""


class Living(NamedTuple):
    """A child in a family."""

    child_id: UUID
    begins: date
    ends: date | None


def terms(family: Kept, living: Sequence[Living], registered: date) -> list[Term]:
    """Return what is due for a family and its children, the nearest day first.

    Args:
        family: what is kept of its sheets.
        living: the children in it.
        registered: when the family was registered.
    """
    forms = [form for form in foster_forms.newest().forms if form.due]
    found = [
        one for form in forms if not form.about_child for one in _own(family, form, registered)
    ]
    for child in living:
        for form in forms:
            if form.about_child:
                found += _of_child(family, form, child)
    return sorted(found)


def permit_ends(sheets: Sequence[Sheet]) -> date | None:
    """Return when the permit ends; None where it does not, or none is noted."""
    record = newest(sheets, RECORD)
    return record.day(PERMIT_ENDS) if record else None


def most_children(sheets: Sequence[Sheet]) -> int | None:
    """Return how many children the permit lets live there; None where none is noted."""
    record = newest(sheets, RECORD)
    most = record.answers.get(MOST_CHILDREN) if record else None
    return None if most is None else int(most)


def newest(sheets: Sequence[Sheet], form: str) -> Sheet | None:
    """Return the newest sheet of a form."""
    found = [one for one in sheets if one.form == form]
    return max(found, key=lambda one: one.written_at, default=None)


def _own(family: Kept, form: Form, registered: date) -> Iterator[Term]:
    """Give when a form about the family itself is due."""
    due = _due(form)
    if due.kind == "before":
        yield from _permit(family, due, registered)
        return
    last = family.last(None, form.key)
    yield Term(_every(last, due) if last else registered, form.key, None)


def _permit(family: Kept, due: Due, registered: date) -> Iterator[Term]:
    """Give the day on which the permit is taken up; at once where none is noted."""
    if (None, RECORD) not in family.answers:
        yield Term(registered, RECORD, None)
    elif ends := family.day(None, RECORD, PERMIT_ENDS):
        yield Term(ends - timedelta(days=due.value), PERMIT, None)


def _of_child(family: Kept, form: Form, child: Living) -> Iterator[Term]:
    """Give when a form about a child is due."""
    due, held = _due(form), family.times(child.child_id, form.key)
    match due.kind:
        case "steps":
            yield from _steps(form.key, due, held, child)
        case "every":
            yield _again(family, form.key, due, child)
        case _ if not held:
            yield from _once(form.key, due, child)


def _due(form: Form) -> Due:
    if form.due is None:
        raise LookupError(form.key)
    return form.due


def _steps(form: str, due: Due, held: int, child: Living) -> Iterator[Term]:
    """Give the next talk: as many are held as there are signed sheets."""
    for week in due.steps[held : held + 1]:
        yield Term(child.begins + timedelta(weeks=week), form, child.child_id, week)


def _again(family: Kept, form: str, due: Due, child: Living) -> Term:
    """Return the next time; of a visit the day that was agreed."""
    last = family.last(child.child_id, form)
    if last is None:
        return Term(_every(child.begins, due), form, child.child_id)
    agreed = family.day(child.child_id, form, NEXT_VISIT)
    held = family.day(child.child_id, form, VISIT_ON) or last
    return Term(agreed or _every(held, due), form, child.child_id)


def _once(form: str, due: Due, child: Living) -> Iterator[Term]:
    """Give when something is to be done once after an event."""
    if due.event == "placed":
        yield Term(child.begins + timedelta(days=due.value), form, child.child_id)
    elif child.ends is not None:
        yield Term(child.ends + timedelta(days=due.value), form, child.child_id)


def _every(day: date, due: Due) -> date:
    """Return the same day some months later; the last of the month where there is none."""
    month = day.month - 1 + due.value
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
