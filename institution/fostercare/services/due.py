"""What is due for a family and the children in it, as the deadlines of the content say."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from institution.content import deadlines as content
from institution.content.deadlines import Rule
from institution.fostercare.services.due_forms import (
    RECORD,
    VISIT,
    Version,
    counted,
    due,
    version,
)

PERMIT, CHECKS = "permit", "checks"
REMEMBERED = 8192
"""Families and children whose terms are remembered, until something about them or the day changes:
those of a few coordinators."""


class Term(NamedTuple):
    """Something with a day."""

    day: date
    what: str
    """Key of the form, or `permit`, or `checks`."""
    child_id: UUID | None
    rule: Rule
    number: int = 0
    """Of the week, for talks in certain weeks."""


class Permit(NamedTuple):
    """What the newest record of a family notes."""

    ends: date | None
    most_children: int | None
    seen: date | None
    """When the certificate was seen that has waited longest; None where none is noted."""


class Kept(NamedTuple):
    """What is known of a family itself."""

    country: str
    registered: date
    permit: Permit | None
    """None where there is no record."""
    last: tuple[date | None, ...]
    """When each of its other forms was signed last, in the order of `counted`."""

    @property
    def most_children(self) -> int | None:
        """Return how many children the permit lets live there; None where none is noted."""
        return self.permit.most_children if self.permit else None


class Living(NamedTuple):
    """A child in a family, and what was done about it."""

    child_id: UUID
    begins: date
    ends: date | None
    country: str
    """Of the child's authority."""
    times: tuple[int, ...]
    """How often each form was signed that is due once, or in steps, in the order of `counted`."""
    last: tuple[date | None, ...]
    """When each was done last that comes again, in that order; for a visit its own day."""
    next_visit: date | None = None
    """The day that was agreed."""


def terms(
    family: Kept, living: Sequence[Living], today: date, holds: Version | None = None
) -> list[Term]:
    """Return what is due for a family and its children by now or soon, the nearest day first.

    How soon is said by each rule: it is shown from its first reminder.

    Args:
        family: what is kept about it.
        living: the children in it.
        today: the day.
        holds: the content by which it is due; None: that in use.
    """
    holds = holds or version()
    found = [*_of_family(family, today, holds)]
    for child in living:
        found += _of_child(child, today, holds)
    return sorted(found, key=lambda one: (one.day, one.what)) if found else found


@lru_cache(REMEMBERED)
def _of_family(family: Kept, today: date, holds: Version) -> tuple[Term, ...]:
    """Return what is kept about the family itself and is to be shown."""
    return tuple(_shown(_terms_of_family(family, today, holds), today))


@lru_cache(REMEMBERED)
def _of_child(child: Living, today: date, holds: Version) -> tuple[Term, ...]:
    """Return what is due about a child and is to be shown."""
    return tuple(_shown(_terms_of_child(child, today, holds), today))


def _shown(found: Iterator[Term], today: date) -> Iterator[Term]:
    """Give what is shown by now."""
    return (one for one in found if (one.day - today).days <= one.rule.ahead)


def _terms_of_family(family: Kept, today: date, holds: Version) -> Iterator[Term]:
    """Give when what is kept about the family itself is due, as far as it may be shown."""
    done = dict(zip(counted(False, holds)[1], family.last, strict=True))
    for form, rules in due(family.country, False, holds):
        if form == RECORD:
            yield from _record(family, rules)
            continue
        last = done.get(form)
        found = [
            Term(_next(rule, last, family.registered), form, None, rule)
            for rule in rules
            if not _is_quiet(rule, last, today)
        ]
        if found:
            yield min(found, key=_soonest)


def _terms_of_child(child: Living, today: date, holds: Version) -> Iterator[Term]:
    """Give when the forms about a child are due: by the earliest of their rules."""
    often, again = counted(True, holds)
    times = dict(zip(often, child.times, strict=True))
    done = dict(zip(again, child.last, strict=True))
    for form, rules in due(child.country, True, holds):
        if times.get(form, 0) >= rules[0].times:
            continue
        agreed = form == VISIT and child.next_visit is not None
        last = None if agreed else done.get(form)
        found = [
            term
            for rule in rules
            if not _is_quiet(rule, last, today)
            and (term := _term(form, rule, child, done.get(form), times.get(form, 0)))
        ]
        if found:
            yield min(found, key=_soonest)


def _soonest(term: Term) -> tuple[date, bool]:
    """Return what comes first: the day, and on one day a rule of law before a proposal."""
    return term.day, not term.rule.binds


def _is_quiet(rule: Rule, last: date | None, today: date) -> bool:
    """Tell at a glance that it is too early for what comes again."""
    return rule.again and last is not None and (today - last).days < rule.quiet


def _record(family: Kept, rules: Sequence[Rule]) -> Iterator[Term]:
    """Give when the permit and what was seen with it are taken up; at once where none is noted."""
    permit = family.permit
    if permit is None:
        yield Term(family.registered, RECORD, None, rules[0])
        return
    for rule in rules:
        if rule.kind == content.BEFORE and permit.ends:
            yield Term(permit.ends - timedelta(days=rule.span.value), PERMIT, None, rule)
        elif rule.again and permit.seen:
            yield Term(rule.span.after(permit.seen), CHECKS, None, rule)


def _term(form: str, rule: Rule, child: Living, last: date | None, times: int) -> Term | None:
    """Return when a rule about a child is to be met next; None where nothing is left to do."""
    if rule.again:
        return Term(_visit_or_next(form, rule, child, last), form, child.child_id, rule)
    if rule.kind == content.STEPS:
        step = rule.steps[times]
        return Term(step.after(child.begins), form, child.child_id, rule, step.value)
    begins = child.begins if rule.event != "placement_ended" else child.ends
    return Term(rule.span.after(begins), form, child.child_id, rule) if begins else None


def _visit_or_next(form: str, rule: Rule, child: Living, last: date | None) -> date:
    """Return the next day; of a visit the one that was agreed, but for a rule of law."""
    day = _next(rule, last, child.begins)
    if form != VISIT or last is None or child.next_visit is None:
        return day
    return min(child.next_visit, day) if rule.binds else child.next_visit


def _next(rule: Rule, last: date | None, begins: date) -> date:
    """Return when something that comes again is due."""
    return rule.span.after(last) if last else rule.first_after.after(begins)
