"""What is due for a family and the children in it: proposals of the content, never law."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from institution.content.foster_forms import Due, foster_forms
from institution.fostercare.services.sheets import Sheet

VISIT_ON, NEXT_VISIT = "with_child__visited_at", "after__next_visit"
PERMIT_ENDS = "permit__valid_to"
RECORD, PERMIT = "F0", "permit"


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


def terms(family: Sequence[Sheet], living: Sequence[Living], registered: date) -> list[Term]:
    """Return what is due for a family and its children, the nearest day first.

    Args:
        family: all sheets of the family, about itself and about the children.
        living: the children in it.
        registered: when the family was registered.
    """
    found = list(_of_family(family, registered))
    for child in living:
        own = [one for one in family if one.child_id == child.child_id]
        found += _of_child(own, child)
    return sorted(found)


def permit_ends(sheets: Sequence[Sheet]) -> date | None:
    """Return when the permit ends; None where it does not, or none is noted."""
    record = newest(sheets, RECORD)
    return record.day(PERMIT_ENDS) if record else None


def newest(sheets: Sequence[Sheet], form: str, *, signed: bool = False) -> Sheet | None:
    """Return the newest sheet of a form."""
    found = [one for one in sheets if one.form == form and (one.signed or not signed)]
    return max(found, key=lambda one: one.written_at, default=None)


def _of_family(sheets: Sequence[Sheet], registered: date) -> Iterator[Term]:
    for form in foster_forms.newest().forms:
        if form.about_child or form.due is None:
            continue
        if form.due.kind == "before":
            yield from _permit(sheets, form.due, registered)
        else:
            done = newest(sheets, form.key, signed=True)
            first = registered
            yield Term(_every(done.written_at.date(), form.due) if done else first, form.key, None)


def _permit(sheets: Sequence[Sheet], due: Due, registered: date) -> Iterator[Term]:
    """Give the day on which the permit is taken up; at once where none is noted."""
    if newest(sheets, RECORD) is None:
        yield Term(registered, RECORD, None)
    elif ends := permit_ends(sheets):
        yield Term(ends - timedelta(days=due.value), PERMIT, None)


def _of_child(sheets: Sequence[Sheet], child: Living) -> Iterator[Term]:
    for form in foster_forms.newest().forms:
        if not form.about_child or form.due is None:
            continue
        done = [one for one in sheets if one.form == form.key and one.signed]
        match form.due.kind:
            case "steps":
                yield from _steps(form.key, form.due, done, child)
            case "every":
                yield _again(form.key, form.due, done, child)
            case _ if not done:
                yield from _once(form.key, form.due, child)


def _steps(form: str, due: Due, done: Sequence[Sheet], child: Living) -> Iterator[Term]:
    """Give the next talk: as many are held as there are signed sheets."""
    for week in due.steps[len(done) : len(done) + 1]:
        yield Term(child.begins + timedelta(weeks=week), form, child.child_id, week)


def _again(form: str, due: Due, done: Sequence[Sheet], child: Living) -> Term:
    """Return the next time; of a visit the day that was agreed."""
    last = max(done, key=lambda one: one.written_at, default=None)
    if last is None:
        return Term(_every(child.begins, due), form, child.child_id)
    agreed = last.day(NEXT_VISIT)
    held = last.day(VISIT_ON) or last.written_at.date()
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
