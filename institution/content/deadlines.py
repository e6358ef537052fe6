"""When something in foster care is due: rules by country, each with where it comes from."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from institution.content.editions import Editions
from institution.content.keyed import by_key, repeated
from institution.content.node import Node, text
from institution.content.words import Words

BEFORE, BEFORE_EVENT, AFTER = "before", "before_event", "after"
EVERY, TIMES_PER, STEPS = "every", "times_per", "steps"
KINDS = (BEFORE, BEFORE_EVENT, AFTER, EVERY, TIMES_PER, STEPS)
UNITS = ("days", "weeks", "months", "years")
EVENTS = ("placement_started", "placement_ended", "foster_permit_issued", "foster_permit_ends")
COUNTRIES = ("gl", "dk")
CONFIRMED = "confirmed"
STATUSES = (CONFIRMED, "secondary", "unconfirmed")
BASES = ("law", "guidance", "practice", "borrowed", "product")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; days may be negative."""

    value: int
    unit: str

    def after(self, day: date) -> date:
        """Return the day so long after another; in a month too short for it, its last day.

        >>> Span(6, "months").after(date(2026, 8, 31))
        datetime.date(2027, 2, 28)
        """
        if self.unit in {"days", "weeks"}:
            return day + timedelta(days=self.days)
        months = day.month - 1 + self.value * (12 if self.unit == "years" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        try:
            return day.replace(year, month)
        except ValueError:
            return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def days(self) -> int:
        """Return its days, at least: a month counts as 28."""
        return self.value * {"days": 1, "weeks": 7, "months": 28, "years": 365}[self.unit]


@dataclass(frozen=True, slots=True)
class Rule:
    """One deadline."""

    key: str
    countries: frozenset[str]
    title: Words
    text: Words
    event: str
    """From which its days are counted."""
    kind: str
    span: Span
    first_after: Span
    """From the event to the first time."""
    steps: tuple[Span, ...]
    ahead: int
    """So many days before it is due it is shown."""
    escalates: Span | None
    """So long after it was due somebody else is told."""
    reference: str
    status: str
    basis: str
    is_default: bool
    """Whether the municipality is to look at the value."""
    again: bool
    """Whether it comes again and again."""
    times: int
    """How often it is to be done where it does not."""
    quiet: int
    """For at least so many days after it was done it is not shown."""

    @property
    def binds(self) -> bool:
        """Tell whether it may be shown as a rule; else it is a proposal."""
        return self.status == CONFIRMED and not self.is_default


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All rules of one edition."""

    version: int
    rules: tuple[Rule, ...]

    def rule(self, key: str) -> Rule:
        """Return the rule with this key, or raise KeyError."""
        return by_key(self.rules, key)


def read(root: Node) -> Deadlines:
    """Read the rules from their file; a wrong place is refused with its line and the reason."""
    rules = root.at("rules").each(_rule)
    if twice := repeated(rules):
        root.at("rules").refuse(f"'{twice[0]}' is there twice")
    return Deadlines(root.at("version").integer(), rules)


deadlines = Editions("deadlines", "deadlines", read)


def _rule(node: Node) -> Rule:
    due = node.at("due")
    kind = due.at("kind").one_of(*KINDS)
    span = _length(due, kind)
    steps = _steps(due) if kind == STEPS else ()
    first, escalates = due.maybe("first_after"), node.maybe("escalate")
    ahead = max([0, *(-one.days for one in node.at("reminders").each(_span))])
    return Rule(
        key=node.at("key").text(),
        countries=frozenset(node.at("profile").each(lambda one: one.one_of(*COUNTRIES))),
        title=node.at("title").words(),
        text=node.at("text").words(),
        event=node.at("trigger").at("event").one_of(*EVENTS),
        kind=kind,
        span=span,
        first_after=_span(first) if first else span,
        steps=steps,
        ahead=ahead,
        escalates=_span(escalates.at("after")) if escalates else None,
        reference=text(node.at("reference")),
        status=node.at("status").one_of(*STATUSES),
        basis=node.at("basis").one_of(*BASES),
        is_default=node.at("value_is_default").yes(),
        again=kind in {EVERY, TIMES_PER},
        times=len(steps) or 1,
        quiet=span.days - ahead,
    )


def _length(due: Node, kind: str) -> Span:
    """Read the period of a rule; some kinds have none."""
    if kind in {BEFORE_EVENT, STEPS}:
        return Span(0, "days")
    if kind == BEFORE:
        due.at("unit").one_of("days")
    if kind == TIMES_PER:
        due.at("times").integer()
        _span(due)
        return _span(due.at("suggest_next"))
    return _span(due)


def _steps(due: Node) -> tuple[Span, ...]:
    unit = due.at("unit").one_of(*UNITS)
    return tuple(Span(value, unit) for value in due.at("values").each(Node.integer))


def _span(node: Node) -> Span:
    return Span(node.at("value").integer(), node.at("unit").one_of(*UNITS))
