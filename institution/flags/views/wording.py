"""A flag in words: the texts of the content, filled with its numbers."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from institution.content.daily_log import daily_log
from institution.content.flags import FlagKind
from institution.content.flags import flags as content
from institution.content.words import Words, listed
from institution.flags.services import Told
from institution.flags.services.recovery import closes_at
from institution.flags.views.borrowing import borrowed
from institution.stats.change.starts import Start
from institution.web.languages import content_language
from institution.web.words import day, number, short_day


def kind_of(told: Told) -> FlagKind:
    """Return the kind of a flag."""
    return content().kind(told.flag.kind)


def headline(told: Told) -> str:
    """Return what changed since when, in one line without the name of the child."""
    kind = kind_of(told)
    since = short_day(told.flag.since) if told.flag.since else ""
    return (kind.headline or kind.name).filled(content_language(), **_values(told, since))


def reasons(told: Told) -> str:
    """Return what a flag rests on."""
    kind = kind_of(told)
    steady = [short(key) for key in told.flag.evidence.get("steady", [])]
    start = told.flag.evidence.get("start")
    said = [_filled(kind.evidence or kind.meaning, told)]
    if steady:
        as_usual = _("As usual: %(dimensions)s.", dimensions=listed(steady, content_language()))
        said.insert(0, as_usual)
    if start:
        said.append(borrowed(Start(**start)))
    return " ".join(said)


def closing(told: Told) -> str:
    """Return what would have to happen for a flag to close by itself; empty where none is known."""
    kind = kind_of(told)
    return _filled(kind.closes, told) if kind.closes and told.is_open else ""


def invitation(told: Told) -> str:
    """Return what the flag asks people to do."""
    return _filled(kind_of(told).wording, told)


def questions(told: Told) -> list[str]:
    """Return what to ask first."""
    return [one.in_(content_language()) for one in kind_of(told).check_first]


def dimension_lines(told: Told) -> list[str]:
    """Return one line for each dimension that changed."""
    line = kind_of(told).evidence_line
    if line is None:
        return []
    return [
        line.filled(content_language(), dimension=name, now=number(now), usual=number(usual))
        for name, usual, now in changes(told)
    ]


def changes(told: Told) -> Iterator[tuple[str, float, float]]:
    """Give name, usual level and level now of each dimension that changed."""
    for one in told.flag.evidence.get("dimensions", []):
        if "usual" in one:
            yield _dimension(one["key"]).in_(content_language()), one["usual"], one["now"]


def level_words(level: float) -> str:
    """Return the words of the scale that lie nearest to a level."""
    labels = daily_log().scale.labels
    return labels[max(min(round(level), max(labels)), min(labels))].in_(content_language()).lower()


def answer_words(key: str) -> str:
    """Return the name of an answer, of a person or of the job that looks every day."""
    by_itself = {
        "recovered": _("The days are as usual again; closed by itself"),
        "withdrawn": _("The whole day does not show it after all; closed by itself"),
        "filled": _("The shifts are written again; closed by itself"),
        "done": _("It has been done; closed by itself"),
        "returned": _("The child has come back; closed by itself"),
    }
    return by_itself.get(key) or content().answer(key).name.in_(content_language())


def reason_words(key: str | None) -> str:
    """Return the reason for closing; empty where none was asked for."""
    return content().close_reason(key).name.in_(content_language()) if key else ""


def first_name(told: Told) -> str:
    """Return the name by which the child is called."""
    return told.child.name.split(maxsplit=1)[0]


def due_words(respond_by: date, today: date) -> str:
    """Return when an answer is expected."""
    return _("today") if respond_by == today else short_day(respond_by)


def shift_words(key: str) -> str:
    """Return the name of a shift."""
    return daily_log().shift(key).name.in_(content_language())


def dimension_words(key: str) -> str:
    """Return the name of a dimension."""
    return _dimension(key).in_(content_language())


def short(key: str) -> Words:
    """Return the name of a dimension as it stands within a sentence; else its code."""
    names = {one.key: one.short for one in daily_log().dimensions}
    return names.get(key, Words(key, key))


def _filled(words: Words, told: Told) -> str:
    since = day(told.flag.since) if told.flag.since else ""
    return words.filled(content_language(), **_values(told, since))


def _values(told: Told, since: str) -> dict[str, Any]:
    """Return what stands in the gaps of the texts; more than a text needs does no harm."""
    evidence = told.flag.evidence
    named = evidence.get("dimensions", [])
    levels: dict[str, Any] = {
        key: " / ".join(number(one[key]) for one in named if key in one) for key in ("now", "usual")
    }
    goal: dict[str, Any] = {
        key: number(evidence[key]) for key in ("now", "expected") if key in evidence
    }
    counts: dict[str, Any] = {key: evidence[key] for key in ("n", "total") if key in evidence}
    return {
        "child": first_name(told),
        "since": since,
        "dimensions": listed([short(one["key"]) for one in named], content_language()),
        "closes_at": _closes_at(named),
        # A goal is written as a sentence of its own; here it stands within another.
        "goal": told.goal.rstrip("."),
        **levels,
        **goal,
        **counts,
        **_behind(evidence),
        "weeks": ngettext("%(num)d week", "%(num)d weeks", evidence.get("n", 0)),
    }


def _behind(evidence: dict[str, Any]) -> dict[str, str]:
    """Return how many days and adults a flag rests on; empty where they are not counted."""
    if "n_days" not in evidence:
        return {}
    return {
        "days": ngettext("%(num)d day", "%(num)d days", evidence["n_days"]),
        "adults": ngettext("%(num)d adult", "%(num)d adults", evidence["n_adults"]),
    }


def _closes_at(named: list[dict[str, Any]]) -> str:
    """Return the level of a week at which each dimension counts as back."""
    return ", ".join(
        f"{short(one['key']).in_(content_language())} {number(closes_at(one))}"
        for one in named
        if "usual" in one
    )


def _dimension(key: str) -> Words:
    """Return the name of a dimension; its code where the content no longer has it."""
    names = {one.key: one.name for one in daily_log().dimensions}
    return names.get(key, Words(key, key))
