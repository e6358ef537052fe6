"""What pages show of shifts and logs, in the reader's words."""

from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import g, url_for

from institution.content.daily_log import daily_log
from institution.logs.models import Shift, ShiftLog
from institution.logs.services import ChildInShift, ChosenLog, HandedOver, UnitShift
from institution.web.languages import content_language
from institution.web.words import clock, short_day

__all__ = [
    "Shown",
    "first_name",
    "handed_lines",
    "handovers",
    "listed",
    "shift_name",
    "written_when",
]


def shift_name(shift: Shift) -> str:
    """Return the name of a shift."""
    return daily_log().shift(shift).name.in_(content_language())


def first_name(name: str) -> str:
    """Return the name by which a child is called."""
    return name.split(maxsplit=1)[0]


def written_when(log: ShiftLog | ChosenLog) -> str:
    """Return when a log was written: the time, and the day where it is another."""
    local = log.written_at.astimezone(g.work.actor.time_zone)
    time = clock(log.written_at)
    return time if local.date() == log.day else f"{short_day(local.date())} {time}"


def listed(found: UnitShift, current: UUID | None, begun: frozenset[str]) -> list[Shown]:
    """Return the children of a shift as the list shows them: beside a form with less about each.

    Args:
        found: the shift.
        current: the child that the page is about; None where it is about none.
        begun: addresses of the forms that the reader has begun.
    """
    entries = [_in_list(one, found, current, begun) for one in found.children]
    called = [first_name(entry.name) for entry in entries]
    for entry, name in zip(entries, called, strict=True):
        if current is None:
            entry.note = " · ".join(part for part in (entry.note, entry.who) if part)
        elif called.count(name) == 1:
            entry.name = name
    return entries


def handovers(found: UnitShift) -> list[Shown]:
    """Return what earlier shifts hand over, those that say something."""
    return [
        Shown(shift=shift_name(one.when.shift), day=one.when.day, lines=handed_lines(one, found))
        for one in found.handovers
        if one.lines
    ]


def _in_list(
    one: ChildInShift, found: UnitShift, current: UUID | None, begun: frozenset[str]
) -> Shown:
    """Return one child as the list shows it."""
    child, last = one.child, one.logs[-1] if one.logs else None
    state = "missing" if last is None else "logged" if one.here else "away"
    url = _way(child.id, found, last)
    is_begun = last is None and (current == child.id or url in begun)
    return Shown(
        name=child.name,
        url=url,
        state="begun" if is_begun else state,
        note=written_when(last) if last and one.here else "",
        who=_authors(one, found) if one.here else "",
        current=current == child.id,
    )


def _way(child_id: UUID, found: UnitShift, last: ShiftLog | None) -> str:
    """Return where the name of a child leads: to write, or to what was written."""
    if last is not None:
        return url_for("logs.one", child_id=child_id, log_id=last.id)
    when = found.when
    return url_for("logs.new", child_id=child_id, day=when.day, shift=when.shift)


def _authors(one: ChildInShift, found: UnitShift) -> str:
    """Return who wrote about the child."""
    names = (found.authors.get(log.author_id, "") for log in one.logs)
    return ", ".join(dict.fromkeys(first_name(name) for name in names if name))


def handed_lines(handed: HandedOver, found: UnitShift) -> list[Shown]:
    """Return what one shift hands over, child by child."""
    attention = {
        choice.key: choice.name.in_(content_language())
        for choice in daily_log().text_field("handover").part("attention").options
    }
    return [
        Shown(
            child=first_name(line.child.name),
            child_id=line.child.id,
            shift=shift_name(handed.when.shift),
            support=_support(line.log, attention),
            do=_text(line.log, "do"),
            helps=_text(line.log, "if_then"),
            worked=_text(line.log, "worked"),
            who=found.authors.get(line.log.author_id, ""),
        )
        for line in handed.lines
    ]


def _support(log: ShiftLog, attention: dict[str, str]) -> str:
    """Return how much support is expected, where it is more than usual."""
    return "" if log.attention in {None, "ordinary"} else attention.get(log.attention or "", "")


def _text(log: ShiftLog, part: str) -> str:
    """Return what was written to the next shift in one part."""
    return " ".join(line.text for line in log.handover if line.part == part)


def words_of(choices: Any) -> dict[str, str]:
    """Return code to words in the reader's language."""
    return {choice.key: choice.name.in_(content_language()) for choice in choices}
