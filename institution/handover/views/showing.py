"""What pages show of a handover, in the reader's words."""

from datetime import datetime
from types import SimpleNamespace as Shown

from flask import g, url_for
from flask_babel import gettext as _

from institution.content.daily_log import daily_log
from institution.handover.models import HandoverNote
from institution.handover.services import ChildHanded, HouseSaid, Said, ShownTask
from institution.handover.services.receipts import ORDINARY, ReadBy
from institution.logs.services import When
from institution.logs.views.showing import first_name, shift_name
from institution.web.languages import content_language
from institution.web.words import clock, short_day

__all__ = ["Shown", "address", "child", "house", "note", "reader", "task", "when_words"]

LAST_MINUTE = (23, 59)
"""Stands for any time of the day."""


def address(unit_id: object, when: When, endpoint: str = "handover.handover") -> str:
    """Return the address of a handover, or of what is sent to it."""
    return url_for(endpoint, unit_id=unit_id, day=when.day, shift=when.shift)


def child(one: ChildHanded, when: When) -> Shown:
    """Return a child with what is handed over about it."""
    return Shown(
        name=first_name(one.child.name),
        full_name=one.child.name,
        says=one.says,
        missing=one.missing,
        away=not one.here,
        url=url_for("logs.new", child_id=one.child.id, day=when.day, shift=when.shift),
        said=[_said(said, one) for said in one.said if said.says],
    )


def note(one: HandoverNote, name: str, shift: str) -> Shown:
    """Return what was added about a child as lists of what is handed over show it."""
    return Shown(
        child=first_name(name),
        child_id=one.child_id,
        shift=shift,
        support=support(one.attention or ""),
        do=one.do or "",
        helps=one.if_then or "",
        worked=one.worked or "",
        who="",
    )


def house(one: HouseSaid, when: When, *, may_correct: bool) -> Shown:
    """Return a line about the house."""
    line = one.line
    way = url_for("handover.correct", unit_id=line.unit_id, day=when.day, shift=when.shift)
    return Shown(
        text=line.text,
        who=one.who,
        when=moment_words(line.written_at, when),
        unit=one.unit,
        whole_house=line.whole_house,
        new=one.new,
        reason=line.correction_reason or "",
        before=[old.text for old in one.replaces],
        correct_url=f"{way}?line={line.id}" if may_correct and not one.unit else "",
    )


def task(one: ShownTask) -> Shown:
    """Return a task."""
    due = one.task.due_at
    return Shown(
        id=one.task.id,
        text=one.task.text,
        child=first_name(one.child.name) if one.child else "",
        owner=one.owner or _("whoever is there"),
        author=one.author,
        due=_due_words(due) if due else "",
        late=one.is_late(g.work.now),
        done=f"{first_name(one.done_by)}, {_due_words(one.done_at)}" if one.done_at else "",
    )


def reader(one: ReadBy, when: When) -> Shown:
    """Return somebody who has read a handover."""
    return Shown(name=one.name, when=moment_words(one.receipt.read_at, when))


def when_words(when: When) -> str:
    """Return a shift of a day in words."""
    return f"{shift_name(when.shift)} · {short_day(when.day)}"


def support(attention: str) -> str:
    """Return how much support is expected, where it is more than usual."""
    options = daily_log().text_field("handover").part("attention").options
    words = {option.key: option.name.in_(content_language()) for option in options}
    return "" if attention in {"", ORDINARY} else words.get(attention, "")


def moment_words(at: datetime, when: When) -> str:
    """Return when something was written: the time, and the day where it is another."""
    local = at.astimezone(g.work.actor.time_zone)
    return clock(at) if local.date() == when.day else f"{short_day(local.date())} {clock(at)}"


def _said(said: Said, one: ChildHanded) -> Shown:
    """Return what one person hands over about a child, each part with its question."""
    handover, language = daily_log().text_field("handover"), content_language()
    url = url_for("logs.one", child_id=one.child.id, log_id=said.log_id) if said.log_id else ""
    texts = ((part, getattr(said, part)) for part in ("do", "if_then", "worked"))
    return Shown(
        who=said.who,
        when=clock(said.at),
        support=support(said.attention),
        parts=[(handover.part(part).name.in_(language), words) for part, words in texts if words],
        url=url,
        new=said.new,
    )


def _due_words(at: datetime) -> str:
    """Return a moment in words: the day where it is not today, the time where there is one."""
    local = at.astimezone(g.work.actor.time_zone)
    day = "" if local.date() == g.work.today else short_day(local.date())
    any_time = (local.hour, local.minute) == LAST_MINUTE
    return " ".join(part for part in (day or _("today"), "" if any_time else clock(at)) if part)
