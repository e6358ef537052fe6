"""What the page of a child shows of its flags."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import g, url_for
from markupsafe import Markup

from institution.access.policy import Permission
from institution.flags import services
from institution.flags.services import Told
from institution.flags.services.requests import KIND as WISH
from institution.flags.views import house_words, showing, wording
from institution.web.panels import panel

CLOSED_SHOWN = timedelta(days=30)
EVER = timedelta(days=365 * 25)
MARKS_SHOWN = timedelta(days=400)
"""How far back changes are marked in the pictures: a little more than the year they show."""


def child_panel(child: Any) -> Markup:
    """Return the open flags of a child as cards, and what became of the last ones.

    It leads to why there is none. Empty for a reader who reads no flags.
    """
    if not g.work.actor.may_ever(Permission.FLAG_READ):
        return Markup()
    shown = g.work.now - CLOSED_SHOWN
    found = [told for told in _flags(child) if told.closed_at is None or told.closed_at >= shown]
    cards = [_card(told) for told in found if told.is_open]
    closed = [showing.in_list(told, "") for told in found if not told.is_open]
    why = url_for("flags.weighing", child_id=child.id)
    return panel("flags/child_panel.html", cards=cards, closed=closed, why=why)


def team_panel(unit: Any, child_ids: Sequence[UUID], since: date) -> Markup:
    """Return the flags of a unit's children that are open or were closed since a day.

    With them how many of the past year were useful, so that the team learns from its answers.
    Empty for a reader who reads no flags.
    """
    work = g.work
    if not work.actor.may_ever(Permission.FLAG_READ):
        return Markup()
    moment = datetime.combine(since, time(), work.actor.time_zone)
    found = [showing.in_list(told, "") for told in services.flags_of(work, child_ids, moment)]
    useful = services.usefulness_within_reach(work, unit.home_id)
    lines = [house_words.useful(one) for one in useful]
    return panel("flags/team_panel.html", flags=found, lines=lines)


def child_marks(child: Any) -> Iterator[tuple[date, frozenset[str], str]]:
    """Give day, dimensions and words of each change that a flag told of."""
    for told in _flags(child):
        named = [one["key"] for one in told.flag.evidence.get("dimensions", [])]
        if told.flag.since is not None and named:
            yield told.flag.since, frozenset(named), wording.headline(told)


class Waiting:
    """An open flag of a list: in words once it is shown."""

    def __init__(self, told: Told) -> None:
        self.told = told

    def shown(self) -> showing.Shown:
        """Return it as a line of a list; that the child was looked up is noted."""
        g.work.look_up(self.told.child.id)
        return showing.in_list(self.told, "")


def waiting_of(child_ids: Collection[UUID]) -> list[Waiting]:
    """Return the open flags of some children of the reader, the soonest first."""
    if not child_ids:
        return []
    return [Waiting(told) for told in services.open_flags_of(g.work, child_ids)]


def on_timeline(child: Any) -> Iterator[tuple[UUID, date, datetime, str, str]]:
    """Give id, day, moment, words and address of each flag of a child that the reader reads."""
    if not g.work.actor.may_ever(Permission.FLAG_READ):
        return
    long_ago = g.work.now - EVER
    for told in services.flags_of_child(g.work, child.id, long_ago):
        flag = told.flag
        url = url_for("flags.flag", flag_id=flag.id)
        yield (
            flag.id,
            showing.local_day(flag.raised_at),
            flag.raised_at,
            wording.headline(told),
            url,
        )


def tells_wish(child: Any) -> bool:
    """Tell whether the reader sees an open flag because the child wants to talk."""
    return any(told.is_open and told.flag.kind == WISH for told in _flags(child))


def _flags(child: Any) -> list[Told]:
    """Return the flags of a child; asked once for each page."""
    if not g.work.actor.may_ever(Permission.FLAG_READ):
        return []
    kept: dict[Any, list[Told]] = g.setdefault("flags_of_child", {})
    if child.id not in kept:
        since = g.work.now - MARKS_SHOWN
        kept[child.id] = services.flags_of_child(g.work, child.id, since)
    return kept[child.id]


def _card(told: Told) -> showing.Shown:
    """Return one open flag."""
    line = showing.in_list(told, "")
    line.text = wording.reasons(told)
    line.waiting = told.is_waiting
    return line
