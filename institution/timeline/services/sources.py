"""Where the items of a timeline come from: a few queries each, nothing opened."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased, joinedload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Placement, Unit
from institution.incidents.models import Incident
from institution.incidents.services import lines_of_child
from institution.logs.models import Rating, ShiftLog
from institution.logs.services import hidden_choices
from institution.plans.models import Goal, Plan
from institution.timeline.services.finding import (
    beside,
    handover,
    sealed,
    tellings,
    texts_of_plan,
)
from institution.timeline.services.items import Item, Kind, Wanted

Source = Callable[[Work, UUID, Wanted], Iterable[Item]]
SHOWN = ("good_moment", "note")
"""Texts of a log that are shown; the child's own words only help to find it."""


def logs(work: Work, child_id: UUID, wanted: Wanted) -> Iterator[Item]:
    """Give the logs that stand; those that were corrected are read with their correction."""
    hidden = hidden_choices(work, child_id)
    rows = work.session.execute(_logs(work, child_id, wanted)).all()
    lines = handover(work, child_id) if wanted.words else {}
    for row in rows:
        names = SHOWN if row.child_shares_with in hidden else (*SHOWN, "child_words")
        texts = tuple(sealed(row, ShiftLog.__tablename__, names)) + tuple(lines.get(row.id, ()))
        facts = {"shift": row.shift.value, "presence": row.presence}
        yield Item(Kind.LOG, row.day, row.written_at, row.id, row.author_id, facts, texts)


def incidents(work: Work, child_id: UUID, wanted: Wanted) -> Iterator[Item]:
    """Give the incidents, as far as the reader may."""
    if wanted.dimension:
        return
    zone = work.actor.time_zone
    lines = [
        one
        for one in lines_of_child(work, child_id)
        if wanted.holds(one.started_at.astimezone(zone).date())
    ]
    rows = tellings(work, [one.id for one in lines[: wanted.limit]])
    added = beside(work, child_id) if wanted.words else {}
    for line in lines:
        row = rows.get(line.id)
        if row is None or wanted.person_id not in (None, row.author_id):
            continue
        texts = (*sealed(row, Incident.__tablename__, ("texts",)), *added.get(line.matter_id, ()))
        facts = {"type": line.type, "severity": line.severity}
        day = line.started_at.astimezone(zone).date()
        yield Item(Kind.INCIDENT, day, line.started_at, line.matter_id, row.author_id, facts, texts)


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
    found = work.session.scalars(
        scope.about(Placement, work, Permission.CHILD_READ)
        .where(Placement.child_id == child_id)
        .options(joinedload(Placement.unit).joinedload(Unit.home))
    )
    for one in found:
        if wanted.holds(one.begins):
            at = datetime.combine(one.begins, time(), UTC)
            facts = {"home": one.unit.home.name, "unit": one.unit.name}
            yield Item(Kind.MOVE, one.begins, at, one.id, None, facts)


OWN: dict[str, Source] = {
    Kind.LOG: logs,
    Kind.INCIDENT: incidents,
    Kind.PLAN: plans,
    Kind.MOVE: moves,
}


def authors(work: Work, child_id: UUID) -> list[UUID]:
    """Return who wrote something of a child that the reader reads."""
    found: set[UUID] = set()
    for model, permission in (
        (ShiftLog, Permission.LOG_READ),
        (Incident, Permission.INCIDENT_READ),
        (Plan, Permission.PLAN_READ),
    ):
        statement = (
            select(model.author_id)
            .distinct()
            .where(scope.within(model, work, permission), model.child_id == child_id)
        )
        found.update(work.session.scalars(statement.execution_options(scope=permission)))
    return sorted(found)


def _logs(work: Work, child_id: UUID, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """Select the logs that stand, the newest first."""
    other = aliased(ShiftLog)
    corrected = select(other.id).where(other.corrects_id == ShiftLog.id)
    statement = (
        select(
            ShiftLog.id,
            ShiftLog.day,
            ShiftLog.shift,
            ShiftLog.written_at,
            ShiftLog.author_id,
            ShiftLog.presence,
            ShiftLog.child_shares_with,
            ShiftLog.good_moment_sealed,
            ShiftLog.note_sealed,
            ShiftLog.child_words_sealed,
        )
        .where(
            scope.within(ShiftLog, work, Permission.LOG_READ),
            ShiftLog.child_id == child_id,
            ~corrected.exists(),
            *_by(ShiftLog.author_id, wanted),
        )
        .order_by(ShiftLog.day.desc(), ShiftLog.shift.desc())
        .limit(wanted.limit)
        .execution_options(scope=Permission.LOG_READ)
    )
    if wanted.first:
        statement = statement.where(ShiftLog.day >= wanted.first)
    if wanted.last:
        statement = statement.where(ShiftLog.day <= wanted.last)
    if wanted.dimension:
        rated = select(Rating.log_id).where(
            Rating.log_id == ShiftLog.id,
            Rating.dimension == wanted.dimension,
            Rating.level.is_not(None),
        )
        statement = statement.where(rated.exists())
    return statement


def _by(column: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the condition that one person wrote it, where one is wanted."""
    return [] if wanted.person_id is None else [column == wanted.person_id]
