"""What is due for a family and the children in it, as the deadlines of the content say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from institution.content import deadlines as content
from institution.content.deadlines import Rule, deadlines
from institution.content.foster_forms import foster_forms

VISIT, VISIT_ON, NEXT_VISIT = "F5", "with_child__visited_at", "after__next_visit"
RECORD, PERMIT, CHECKS = "F0", "permit", "checks"
PERMIT_ENDS, MOST_CHILDREN = "permit__valid_to", "permit__most_children"
SEEN_ON = "__seen_on"
Due = tuple[tuple[str, tuple[Rule, ...]], ...]
"""Forms with the rules that they meet."""


class Term(NamedTuple):
    """Something with a day."""

    day: date
    what: str
    """Key of the form, or `permit`, or `checks`."""
    child_id: UUID | None
    rule: Rule
    number: int = 0
    """Of the week, for talks in certain weeks."""


class Kept(NamedTuple):
    """What is known of a family itself."""

    country: str
    registered: date
    record: Mapping[str, Any] | None
    """Answers of its newest record; None where there is none."""
    last: Mapping[str, date | None]
    """When each of its other forms was signed last."""

    @property
    def most_children(self) -> int | None:
        """Return how many children the permit lets live there; None where none is noted."""
        most = (self.record or {}).get(MOST_CHILDREN)
        return None if most is None else int(most)


class Living(NamedTuple):
    """A child in a family, and what was done about it."""

    child_id: UUID
    begins: date
    ends: date | None
    country: str
    """Of the child's authority."""
    times: Mapping[str, int]
    """How often the forms were signed that are due once, or in steps."""
    last: Mapping[str, date | None]
    """When those were done last that come again; for a visit its own day."""
    next_visit: date | None = None
    """The day that was agreed."""


def terms(family: Kept, living: Sequence[Living], today: date) -> list[Term]:
    """Return what is due for a family and its children by now or soon, the nearest day first.

    How soon is said by each rule: it is shown from its first reminder.
    """
    found = [*_of_family(family, today)]
    for child in living:
        found += _of_child(child, today)
    shown = [one for one in found if (one.day - today).days <= one.rule.ahead]
    return sorted(shown, key=lambda one: (one.day, one.what))


def counted(*, about_child: bool) -> tuple[list[str], list[str]]:
    """Return of which forms it is asked how often they were signed, and of which when last."""
    often: list[str] = []
    last: list[str] = []
    for country in content.COUNTRIES:
        for form, rules in due(country, about_child=about_child):
            again = any(rule.again for rule in rules)
            kept = last if again else often
            if form not in kept and form != RECORD:
                kept.append(form)
    return often, last


def due(country: str, *, about_child: bool) -> Due:
    """Return which forms meet which rules in a country."""
    editions = foster_forms.newest().version, deadlines.newest().version
    return _due(country, about_child, editions)


@lru_cache(32)
def _due(country: str, about_child: bool, _editions: tuple[int, int]) -> Due:
    rules = deadlines.newest()
    found = []
    for form in foster_forms.newest().forms:
        if form.about_child != about_child:
            continue
        mine = (rules.rule(key) for key in form.due)
        found.append((form.key, tuple(one for one in mine if country in one.countries)))
    return tuple((form, rules) for form, rules in found if rules)


def _of_family(family: Kept, today: date) -> Iterator[Term]:
    """Give when what is kept about the family itself is due, as far as it may be shown."""
    for form, rules in due(family.country, about_child=False):
        if form == RECORD:
            yield from _record(family, rules)
            continue
        last = family.last.get(form)
        found = [
            Term(_next(rule, last, family.registered), form, None, rule)
            for rule in rules
            if not _is_quiet(rule, last, today)
        ]
        if found:
            yield min(found, key=_soonest)


def _of_child(child: Living, today: date) -> Iterator[Term]:
    """Give when the forms about a child are due: by the earliest of their rules."""
    for form, rules in due(child.country, about_child=True):
        if child.times.get(form, 0) >= rules[0].times:
            continue
        agreed = form == VISIT and child.next_visit is not None
        last = None if agreed else child.last.get(form)
        found = [
            term
            for rule in rules
            if not _is_quiet(rule, last, today) and (term := _term(form, rule, child))
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
    if family.record is None:
        yield Term(family.registered, RECORD, None, rules[0])
        return
    ends = family.record.get(PERMIT_ENDS)
    seen = min((v for k, v in family.record.items() if k.endswith(SEEN_ON)), default=None)
    for rule in rules:
        if rule.kind == content.BEFORE and ends:
            day = date.fromisoformat(ends) - timedelta(days=rule.span.value)
            yield Term(day, PERMIT, None, rule)
        elif rule.again and seen:
            yield Term(rule.span.after(date.fromisoformat(seen)), CHECKS, None, rule)


def _term(form: str, rule: Rule, child: Living) -> Term | None:
    """Return when a rule about a child is to be met next; None where nothing is left to do."""
    if rule.again:
        return Term(_visit_or_next(form, rule, child), form, child.child_id, rule)
    if rule.kind == content.STEPS:
        step = rule.steps[child.times.get(form, 0)]
        return Term(step.after(child.begins), form, child.child_id, rule, step.value)
    begins = child.begins if rule.event != "placement_ended" else child.ends
    return Term(rule.span.after(begins), form, child.child_id, rule) if begins else None


def _visit_or_next(form: str, rule: Rule, child: Living) -> date:
    """Return the next day; of a visit the one that was agreed, but for a rule of law."""
    last = child.last.get(form)
    day = _next(rule, last, child.begins)
    if form != VISIT or last is None or child.next_visit is None:
        return day
    return min(child.next_visit, day) if rule.binds else child.next_visit


def _next(rule: Rule, last: date | None, begins: date) -> date:
    """Return when something that comes again is due."""
    return rule.span.after(last) if last else rule.first_after.after(begins)
