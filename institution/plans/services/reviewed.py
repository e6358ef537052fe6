"""What was said and decided about one goal at the reviews, as plain values.

The statement is kept and carried out on the connection; see `through`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.sealing import Keyring, Place
from institution.db.statements import Statement
from institution.plans.models import GoalReview, GoalVoice, PlanReview


class SaidOfGoal(NamedTuple):
    """What one person says; see `GoalVoice`."""

    voice: str
    number: int | None
    words: str | None


@dataclass(frozen=True, slots=True)
class ReviewedGoal:
    """A goal at one review; see `GoalReview`."""

    held_on: date
    decision: str
    reason: str | None
    attainment: int | None
    childs_attainment: int | None
    voices: list[SaidOfGoal] = field(default_factory=list)


def reviews_of_goal(work: Work, child_id: UUID, lineage_id: UUID) -> list[ReviewedGoal]:
    """Return what was said and decided about a goal, oldest first; one query.

    Raises:
        NotAllowedError: no role of the actor may ever read plans.
    """
    reached, asked = scope.of_child(GoalReview, work, Permission.PLAN_READ, child_id)
    if PlanReview not in scope.kinds(work, Permission.PLAN_READ, child_id):
        return []
    asked |= {"of_lineage": lineage_id}
    keyring, found = work.session.info["keyring"], dict[UUID, ReviewedGoal]()
    for row in _statement(reached).rows(work.session.connection(), asked):
        if row.id not in found:
            found[row.id] = _reviewed(row, keyring)
        if row.voice is not None:
            words = _opened(keyring, GoalVoice, (row.voice_id, "words_sealed", row.words_sealed))
            found[row.id].voices.append(SaidOfGoal(row.voice, row.number, words))
    if found:
        work.look_up(child_id)
    return list(found.values())


class Held(NamedTuple):
    """A review of the plan, without what was said."""

    id: UUID
    held_on: date
    written_at: datetime


def reviews_held(work: Work, child_id: UUID) -> list[Held]:
    """Return when the plan of a child was gone through.

    Raises:
        NotAllowedError: no role of the actor may ever read plans.
    """
    reached = scope.within(PlanReview, work, Permission.PLAN_READ)
    if PlanReview not in scope.kinds(work, Permission.PLAN_READ, child_id):
        return []
    found = work.session.connection().execute(_held(reached), {"of_child": child_id}).all()
    work.look_up(child_id)
    return [Held(*row) for row in found]


@lru_cache
def _held(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement for the days of the reviews."""
    of_child = PlanReview.child_id == bindparam("of_child", type_=Uuid())
    return select(PlanReview.id, PlanReview.held_on, PlanReview.written_at).where(of_child, reached)


def _reviewed(row: Any, keyring: Keyring) -> ReviewedGoal:
    """Return what was decided."""
    reason = _opened(keyring, GoalReview, (row.id, "reason_sealed", row.reason_sealed))
    return ReviewedGoal(row.held_on, row.decision, reason, row.attainment, row.childs_attainment)


def _opened(keyring: Keyring, model: Any, text: tuple[UUID, str, bytes | None]) -> str | None:
    """Return the text of a row and a column; None where there is none."""
    row_id, column, sealed = text
    place = Place(model.__tablename__, column, row_id)
    return None if sealed is None else keyring.open(sealed, place)


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Statement:
    """Return the statement: a row for each person who said something, or one without."""
    goal, said = GoalReview, GoalVoice
    chosen = (
        select(
            goal.id, PlanReview.held_on, goal.decision, goal.reason_sealed, goal.attainment,
            goal.childs_attainment, said.id.label("voice_id"), said.voice, said.number,
            said.words_sealed,
        )
        .join(PlanReview, PlanReview.id == goal.review_id)
        .outerjoin(said, said.goal_review_id == goal.id)
        .where(
            goal.lineage_id == bindparam("of_lineage", type_=Uuid()),
            reached,
        )
        .order_by(PlanReview.held_on, PlanReview.written_at, goal.id, said.position)
    )  # fmt: skip
    return Statement(chosen)
