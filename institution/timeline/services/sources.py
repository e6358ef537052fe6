"""Where the items of a timeline come from: a few queries each, nothing opened."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Uuid, bindparam, select, union_all
from sqlalchemy.orm import joinedload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.types import Moment
from institution.incidents.models import Incident
from institution.logs.models import ShiftLog
from institution.logs.services import hidden_choices
from institution.plans.models import Goal, Plan
from institution.timeline.services.finding import (
    beside,
    handover,
    sealed,
    texts_of_plan,
)
from institution.timeline.services.items import Item, Kind, Wanted
from institution.timeline.services.rows import FIRST, incident_rows, log_rows, move_rows

Source = Callable[[Work, UUID, Wanted], Iterable[Item]]
YEAR = timedelta(days=365)
SHOWN = ("good_moment", "note")
"""Texts of a log that are shown; the child's own words only help to find it."""


def logs(work: Work, child_id: UUID, wanted: Wanted) -> Iterator[Item]:
    """Give the logs that stand; those that were corrected are read with their correction."""
    hidden = hidden_choices(work, child_id) if wanted.words else frozenset()
    lines = handover(work, child_id) if wanted.words else {}
    for row in log_rows(work, child_id, wanted):
        finds = wanted.words and row.child_shares_with not in hidden
        names = (*SHOWN, "child_words") if finds else SHOWN
        texts = tuple(sealed(row, ShiftLog.__tablename__, names)) + tuple(lines.get(row.id, ()))
        facts = {"shift": row.shift.value, "presence": row.presence}
        yield Item(Kind.LOG, row.day, row.written_at, row.id, row.author_id, facts, texts)


def incidents(work: Work, child_id: UUID, wanted: Wanted) -> Iterator[Item]:
    """Give the incidents, as far as the reader may."""
    if wanted.dimension:
        return
    zone = work.actor.time_zone
    added = beside(work, child_id) if wanted.words else {}
    for row in incident_rows(work, child_id, wanted):
        texts = (*sealed(row, Incident.__tablename__, ("texts",)), *added.get(row.matter_id, ()))
        facts = {"type": row.type, "severity": row.severity}
        day = row.started_at.astimezone(zone).date()
        yield Item(Kind.INCIDENT, day, row.started_at, row.matter_id, row.author_id, facts, texts)


def plans(work: Work, child_id: UUID, wanted: Wanted) -> Iterator[Item]:
    """Give the versions of the plan, on the day each began."""
    found = work.session.scalars(
        scope.about(Plan, work, Permission.PLAN_READ)
        .where(Plan.child_id == child_id, *_by(Plan.author_id, wanted))
        .options(joinedload(Plan.goals).joinedload(Goal.interventions))
    ).unique()
    for plan in found:
        if wanted.holds(plan.begins_on):
            facts = {"version": plan.version}
            texts = tuple(texts_of_plan(plan))
            yield Item(
                Kind.PLAN, plan.begins_on, plan.written_at, plan.id, plan.author_id, facts, texts
            )


def moves(work: Work, child_id: UUID, wanted: Wanted) -> Iterator[Item]:
    """Give where the child moved to."""
    if wanted.person_id or wanted.dimension or wanted.words:
        return
    for one in move_rows(work, child_id):
        if wanted.holds(one.begins):
            at = datetime.combine(one.begins, time(), UTC)
            yield Item(
                Kind.MOVE, one.begins, at, one.id, None, {"home": one.home, "unit": one.unit}
            )


OWN: dict[str, Source] = {
    Kind.LOG: logs,
    Kind.INCIDENT: incidents,
    Kind.PLAN: plans,
    Kind.MOVE: moves,
}


def year_of(today: date, first: date | None, last: date | None) -> tuple[date, date]:
    """Return the days whose writers can be chosen: those asked for, else the newest year of them.

    >>> year_of(date(2026, 11, 22), None, date(2024, 3, 1))
    (datetime.date(2023, 3, 2), datetime.date(2024, 3, 1))
    """
    # What is typed may be a day that has no year before it.
    until = max(min(last or today, today), FIRST)
    return first or until - YEAR, until


def authors(work: Work, child_id: UUID, since: date, until: date) -> list[UUID]:
    """Return who wrote something about some days of a child that the reader reads."""
    statement = _authors(
        scope.within(ShiftLog, work, Permission.LOG_READ),
        scope.within(Incident, work, Permission.INCIDENT_READ),
        scope.within(Plan, work, Permission.PLAN_READ),
    )
    zone, after = work.actor.time_zone, until + timedelta(days=1)
    asked = {
        "of_child": child_id,
        "since": since,
        "until": until,
        "begins": datetime.combine(since, time(), zone),
        "ends": datetime.combine(after, time(), zone),
    }
    found = work.session.connection().execute(statement, asked)
    return sorted(set(found.scalars()))


@lru_cache
def _authors(
    logs: ColumnElement[bool], incidents: ColumnElement[bool], plans: ColumnElement[bool]
) -> CompoundSelect[Any]:
    """Return the statement for who wrote; kept, since making it takes long."""
    of_child = bindparam("of_child", type_=Uuid())
    began = Incident.started_at.between(
        bindparam("begins", type_=Moment()), bindparam("ends", type_=Moment())
    )
    reached = (
        (ShiftLog, logs, ShiftLog.day.between(bindparam("since"), bindparam("until"))),
        (Incident, incidents, began),
        (Plan, plans, Plan.version > 0),
    )
    return union_all(
        *(
            select(model.author_id).distinct().where(model.child_id == of_child, then, within)
            for model, within, then in reached
        )
    )


def _by(column: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the condition that one person wrote it, where one is wanted."""
    return [] if wanted.person_id is None else [column == wanted.person_id]
