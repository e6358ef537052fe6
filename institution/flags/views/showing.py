"""Flags and answers as pages show them, in the reader's words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import current_app, g, url_for
from flask_babel import gettext as _

from institution.access.work import Work
from institution.cases.models import Child
from institution.cases.scope import ShownChild
from institution.flags.services import ChildLine, Told
from institution.flags.services.house_flags import AnsweredHouse
from institution.flags.services.reading import LogBehind
from institution.flags.services.telling import Answered
from institution.flags.views import wording
from institution.web.words import short_day

__all__ = [
    "Shown",
    "about",
    "answers",
    "answers_of",
    "change",
    "child_line",
    "in_list",
    "lists",
    "local_day",
    "log_behind",
    "pictures",
]


def in_list(told: Told, home: str) -> Shown:
    """Return one flag as a line of a list."""
    due = local_day(told.flag.respond_by)
    last = told.answers[-1] if told.answers else None
    late = told.is_waiting and due < g.work.today
    return Shown(
        url=url_for("flags.flag", flag_id=told.flag.id),
        severity=wording.kind_of(told).severity,
        child=told.child.name,
        about=about(told, home),
        title=wording.headline(told),
        due=wording.due_words(due, g.work.today) if told.is_waiting else "",
        state=_("the day has passed") if late else _state(last) if last else "",
    )


def about(told: Told, home: str) -> str:
    """Return age and place of a child."""
    age = _("%(age)d years", age=told.child.age_on(g.work.today))
    return " · ".join(part for part in (age, home) if part)


def answers(told: Told) -> list[Shown]:
    """Return what was done about a flag: that it was raised, then each answer, oldest first."""
    return answers_of(told.flag.raised_at, told.answers)


def answers_of(at: datetime, given: Iterable[Answered | AnsweredHouse]) -> list[Shown]:
    """Return that something was raised, then each answer, oldest first."""
    raised = Shown(who=_("the system"), at=at, what=_("Raised"), text="")
    return [raised, *(_answer(one) for one in given)]


def child_line(line: ChildLine) -> Shown:
    """Return one child of the reader."""
    return Shown(
        name=line.child.name,
        url=url_for("trends.child", child_id=line.child.id),
        home=line.home,
        last_log=_last_written(line.last_log, line.last_week),
        flags=line.open_flags,
    )


def log_behind(one: LogBehind, told: Told) -> Shown:
    """Return one log behind a flag, with the levels that count."""
    keys = {dimension["key"] for dimension in told.flag.evidence.get("dimensions", [])}
    return Shown(
        url=url_for("logs.one", child_id=one.log.child_id, log_id=one.log.id),
        day=one.log.day,
        shift=wording.shift_words(one.log.shift),
        author=one.author,
        levels=[
            Shown(name=wording.dimension_words(rating.dimension), level=rating.level)
            for rating in one.log.ratings
            if rating.dimension in keys
        ],
    )


def change(name: str, usual: float, now: float) -> Shown:
    """Return one dimension that changed, in numbers and words."""
    return Shown(name=name, usual=_level(usual), now=_level(now))


def pictures(child: ShownChild | Child, since: date | None, evidence: Mapping[str, Any]) -> str:
    """Return the pictures of what changed; empty where nothing was compared with the usual."""
    if since is None or "weeks" not in evidence:
        return ""
    draw: Callable[..., str] = current_app.extensions["change_pictures"]
    return draw(child, since, evidence["weeks"])


def lists(found: Iterable[Told], homes: Mapping[UUID, str]) -> list[Shown]:
    """Return flags as lines of a list."""
    return [in_list(told, homes.get(told.child.id, "")) for told in found]


def _level(level: float) -> Shown:
    return Shown(level=round(level), number=level, words=wording.level_words(level))


def _answer(one: Answered | AnsweredHouse) -> Shown:
    """Return an answer with who gave it and, where it closes, why."""
    what = wording.answer_words(one.answer.kind)
    if reason := wording.reason_words(one.answer.reason):
        what = f"{what}: {reason}"
    return Shown(
        who=one.who or _("the system"),
        at=one.answer.answered_at,
        what=what,
        text=one.answer.text or "",
    )


def _state(last: Answered) -> str:
    """Return the last answer in one line."""
    shown = _answer(last)
    return f"{shown.what} · {shown.who}, {short_day(local_day(shown.at))}"


def _last_written(day: date | None, week: date | None) -> str:
    """Return when somebody last wrote: of a day in a home, or of a week in a family."""
    if week is not None and (day is None or week > day):
        return str(_("last weekly log from %(day)s", day=short_day(week)))
    return str(_("last log %(day)s", day=short_day(day)) if day else _("no log yet"))


def local_day(moment: datetime) -> date:
    """Return the day of a moment where the reader is."""
    work: Work = g.work
    return moment.astimezone(work.actor.time_zone).date()
