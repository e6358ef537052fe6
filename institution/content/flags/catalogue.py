"""All that is known about flags."""

from dataclasses import dataclass

from institution.content.choices import Choice, choice
from institution.content.flags.answers import Answer, answer
from institution.content.flags.kinds import FlagKind, flag_kind
from institution.content.keyed import by_key
from institution.content.node import Node, text
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Severity:
    """How soon a flag is to be looked at."""

    key: str
    name: Words
    order: int
    """1 is the most urgent."""
    delivery: str
    """`push_and_phone`, `push`, `weekly_list` or `task_list`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What keeps flags few enough to be read."""

    per_child_open_trend_flags: int
    refractory_days_same_flag: int
    """Days after a flag was closed in which the same kind is not raised for the child again."""
    auto_close_if_recovered_days: int
    false_alarms_per_child_year: float
    """How often the engine may point at nothing: 0.5, 1 or 2."""
    trend_flags_delivery: str
    push_notification_only_for: tuple[str, ...]
    suspend_trend_flags_while: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flags:
    """The kinds of flag, how urgent they are, and what can be answered."""

    version: int
    term: Words
    principles: tuple[Choice, ...]
    limits: Limits
    severities: tuple[Severity, ...]
    """Most urgent first."""
    roles: tuple[Choice, ...]
    close_reasons: tuple[Choice, ...]
    answers: tuple[Answer, ...]
    answer_max_characters: int
    kinds: tuple[FlagKind, ...]

    @property
    def trend_keys(self) -> tuple[str, ...]:
        """Keys of the kinds that are about harder days of a child."""
        return tuple(kind.key for kind in self.kinds if kind.is_trend)

    @property
    def change_keys(self) -> tuple[str, ...]:
        """Keys of the kinds that close by themselves when days are as usual again."""
        return tuple(kind.key for kind in self.kinds if kind.is_trend or kind.verdict == "up")

    def of_verdict(self, verdict: str) -> FlagKind:
        """Return the kind that a verdict of the engine raises, or raise KeyError."""
        found = {kind.verdict: kind for kind in self.kinds}
        return found[verdict]

    def kind(self, key: str) -> FlagKind:
        """Return the kind with this key, or raise KeyError."""
        return by_key(self.kinds, key)

    def severity(self, key: str) -> Severity:
        """Return the severity with this key, or raise KeyError."""
        return by_key(self.severities, key)

    def answer(self, key: str) -> Answer:
        """Return the answer with this key, or raise KeyError."""
        return by_key(self.answers, key)

    def close_reason(self, key: str) -> Choice:
        """Return the close reason with this key, or raise KeyError."""
        return by_key(self.close_reasons, key)

    def role(self, key: str) -> Choice:
        """Return the role with this key, or raise KeyError."""
        return by_key(self.roles, key)


def _severity(node: Node) -> Severity:
    return Severity(
        node.at("key").text(),
        node.words(),
        node.at("order").integer(),
        node.at("delivery").text(),
    )


def _limits(node: Node) -> Limits:
    return Limits(
        node.at("per_child_open_trend_flags").integer(),
        node.at("refractory_days_same_flag").integer(),
        node.at("auto_close_if_recovered_days").integer(),
        node.at("false_alarms_per_child_year").number(),
        node.at("trend_flags_delivery").text(),
        node.at("push_notification_only_for").each(text),
        node.at("suspend_trend_flags_while").each(text),
    )


def read(root: Node) -> Flags:
    """Read all about flags from its file."""
    severities = root.at("severities").each(_severity)
    return Flags(
        version=root.at("version").integer(),
        term=root.at("term").words(),
        principles=root.at("principles").each(choice),
        limits=_limits(root.at("limits")),
        severities=tuple(sorted(severities, key=lambda severity: severity.order)),
        roles=root.at("roles").each(choice),
        close_reasons=root.at("close_reasons").each(choice),
        answers=root.at("answers").each(answer),
        answer_max_characters=root.at("answer_max_characters").integer(),
        kinds=root.at("flags").each(flag_kind),
    )
