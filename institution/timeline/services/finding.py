"""The sealed texts behind the items of a timeline."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.sealing import Place
from institution.incidents.models import Addition
from institution.logs.models import HandoverLine
from institution.plans.models import Goal, Intervention, Plan
from institution.timeline.services.items import SealedText


def handover(work: Work, child_id: UUID) -> dict[UUID, list[SealedText]]:
    """Return the lines to the next shift, by log."""
    rows = work.session.execute(
        select(HandoverLine.log_id, HandoverLine.id, HandoverLine.text_sealed)
        .where(
            scope.within(HandoverLine, work, Permission.LOG_READ), HandoverLine.child_id == child_id
        )
        .execution_options(scope=Permission.LOG_READ)
    )
    found: dict[UUID, list[SealedText]] = {}
    for row in rows:
        found.setdefault(row.log_id, []).extend(sealed(row, HandoverLine.__tablename__, ("text",)))
    return found


def beside(work: Work, child_id: UUID) -> dict[UUID | None, list[SealedText]]:
    """Return the texts beside incidents, by matter; what leaders alone read is not looked in."""
    rows = work.session.execute(
        select(Addition.matter_id, Addition.id, Addition.texts_sealed)
        .where(
            scope.within(Addition, work, Permission.INCIDENT_READ),
            Addition.child_id == child_id,
            Addition.kind != "staff_account",
        )
        .execution_options(scope=Permission.INCIDENT_READ)
    )
    found: dict[UUID | None, list[SealedText]] = {}
    for row in rows:
        texts = sealed(row, Addition.__tablename__, ("texts",), "beside")
        found.setdefault(row.matter_id, []).extend(texts)
    return found


def texts_of_plan(plan: Plan) -> Iterator[SealedText]:
    """Give what is written in a version: goals, what is done for them, and why it was changed."""
    yield from sealed(plan, Plan.__tablename__, ("change_reason",))
    for goal in plan.goals:
        yield from sealed(goal, Goal.__tablename__, ("wording",))
        for done in goal.interventions:
            yield from sealed(done, Intervention.__tablename__, ("what",))


def sealed(
    row: Any, table: str, names: Iterable[str], shown_as: str | None = None
) -> Iterator[SealedText]:
    """Give the sealed texts of a row that are there."""
    for name in names:
        column = f"{name}_sealed"
        sealed = getattr(row, column)
        if sealed is not None:
            yield SealedText(shown_as or name, Place(table, column, row.id), sealed)
