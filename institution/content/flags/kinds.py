"""The kinds of flag: what each means, whom it is for and how it is worded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from institution.content.node import Node, text, words
from institution.content.words import Words

UNITS = ("hours", "calendar_days", "working_days")
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in which something is expected."""

    value: float
    unit: str
    """`hours`, `calendar_days` or `working_days`."""

    def after(self, moment: datetime) -> datetime:
        """Return the end of the period that begins at `moment`.

        Working days are Monday to Friday; public holidays are not known here.
        """
        if self.unit == "hours":
            return moment + timedelta(hours=self.value)
        end, left = moment, int(self.value)
        while left:
            end += timedelta(days=1)
            left -= self.unit == "calendar_days" or end.weekday() < SATURDAY
        return end


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is told when nothing has happened for a while."""

    role: str
    after: Period


@dataclass(frozen=True, slots=True)
class FlagKind:
    """One kind of flag."""

    key: str
    name: Words
    severity: str
    to: tuple[str, ...]
    """Roles that are asked to look and answer."""
    copy_to: tuple[str, ...]
    to_if_child_chose: tuple[str, ...]
    """Roles that are told only when the child picked them."""
    respond_within: Period
    escalate_to: Escalation | None
    visibility: str
    """`ordinary`, `restricted`, `named_recipients_only` or `team_level_only`."""
    meaning: Words
    check_first: tuple[Words, ...]
    """What to ask first, most important first."""
    wording: Words
    """What is said to people; has placeholders."""
    headline: Words | None
    """One line for a list, without the name of the child; None where `name` is enough."""
    evidence: Words | None
    """What the flag rests on, with placeholders; None where no numbers lie behind it."""
    evidence_line: Words | None
    """One dimension of the evidence, with placeholders."""
    closes: Words | None
    """What would have to happen for it to close by itself, with placeholders."""
    rule: Mapping[str, object]
    """When it is raised; `type` says how the rest is read."""
    suppresses: tuple[str, ...]
    """Keys of kinds that are not raised beside it."""

    @property
    def verdict(self) -> str | None:
        """What the engine calls it; None where the engine does not raise it."""
        return str(self.rule["verdict"]) if self.rule["type"] == "engine" else None

    @property
    def is_trend(self) -> bool:
        """Whether it is about days that are harder, by the engine or by an earlier rule."""
        by_rule = self.rule["type"] == "window" and "drop_at_least" in self.rule
        return by_rule or self.verdict in {"down", "volatile"}


def period(node: Node) -> Period:
    """Read a period."""
    return Period(node.at("value").number(), node.at("unit").one_of(*UNITS))


def _escalation(node: Node) -> Escalation:
    return Escalation(node.at("role").text(), period(node.at("after")))


def _questions(node: Node) -> tuple[Words, ...]:
    """Read two lists of equal length as pairs."""
    danish, english = node.at("da").each(text), node.at("en").each(text)
    if len(danish) != len(english):
        node.refuse("Danish and English have different numbers of questions")
    return tuple(Words(da, en) for da, en in zip(danish, english, strict=True))


def _rule(node: Node) -> Mapping[str, object]:
    node.at("type").text()
    return MappingProxyType({str(key): value for key, value in node.mapping().items()})


def flag_kind(node: Node) -> FlagKind:
    """Read one kind of flag."""
    return FlagKind(
        key=node.at("key").text(),
        name=node.words(),
        severity=node.at("severity").text(),
        to=node.at("to").each(text),
        copy_to=node.list_of("copy_to", text),
        to_if_child_chose=node.list_of("to_if_child_chose", text),
        respond_within=period(node.at("respond_within")),
        escalate_to=node.optional("escalate_to", _escalation),
        visibility=node.optional("visibility", text) or "ordinary",
        meaning=node.at("meaning").words(),
        check_first=_questions(node.at("check_first")),
        wording=node.at("wording").words(),
        headline=node.optional("headline", words),
        evidence=node.optional("evidence", words),
        evidence_line=node.optional("evidence_line", words),
        closes=node.optional("closes", words),
        rule=_rule(node.at("rule")),
        suppresses=node.list_of("suppresses", text),
    )
