"""A goal as each version of the plan has it, as plain values.

The statements are kept and carried out on the connection: the session would make an object of each
row, which takes longer than reading it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    bindparam,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.base import Record
from institution.db.sealing import Keyring, Place
from institution.db.statements import Statement
from institution.plans.models import Goal, GoalLevel, Intervention, Plan

OF_LINEAGE = Goal.lineage_id == bindparam("of_lineage", type_=Uuid())
SEALED = ("wording_sealed", "childs_wording_sealed", "signs_sealed", "measure_sealed")


class DoneFor(NamedTuple):
    """What is done for a goal; see `Intervention`."""

    what: str
    who: str | None
    """Not opened of an earlier version."""
    begins_on: date
    ends_on: date | None


class Step(NamedTuple):
    """What one step of attainment looks like; see `GoalLevel`."""

    step: int
    text: str


class Earlier(NamedTuple):
    """What an earlier version of the plan tells of the course of a goal."""

    plan_begins_on: date
    starts_on: date
    interventions: tuple[DoneFor, ...]


@dataclass(frozen=True, slots=True)
class GoalVersion:
    """A goal in the newest version of the plan that has it; see `Goal`."""

    id: UUID
    lineage_id: UUID
    plan_begins_on: date
    current: bool
    """Whether the version holds."""
    area: str
    dimension: str | None
    baseline: float | None
    target_low: float | None
    target_high: float | None
    starts_on: date
    review_on: date
    wording: str
    childs_wording: str | None
    signs: str | None
    measure: str | None
    interventions: tuple[DoneFor, ...]
    levels: tuple[Step, ...]
    earlier: tuple[Earlier, ...]
    """Newest first."""


def goal_through_versions(work: Work, child_id: UUID, lineage_id: UUID) -> GoalVersion | None:
    """Return a goal as the newest version of the plan has it; None where none ever had it.

    Raises:
        NotAllowedError: no role of the actor may ever read plans.
    """
    reached, asked = scope.of_child(Goal, work, Permission.PLAN_READ, child_id)
    asked |= {"of_lineage": lineage_id}
    connection, opened = work.session.connection(), _opening(work.session.info["keyring"])
    rows = _goals(reached).rows(connection, asked)
    if not rows:
        return None
    work.look_up(child_id)
    newest, *others = rows
    done: defaultdict[UUID, list[DoneFor]] = defaultdict(list)
    steps = []
    for row in _parts(reached).rows(connection, {**asked, "newest": newest.id}):
        if row.begins_on is None:
            steps.append(Step(row.position, opened(GoalLevel, row, "text_sealed", "what_sealed")))
        else:
            done[row.goal_id].append(_done(row, opened, with_who=row.goal_id == newest.id))
    earlier = (Earlier(one.begins_on, one.starts_on, tuple(done[one.id])) for one in others)
    texts = (opened(Goal, newest, name) for name in SEALED)
    parts = tuple(done[newest.id]), tuple(steps), tuple(earlier)
    values: tuple[Any, ...] = (*newest[: -len(SEALED)], *texts, *parts)
    return GoalVersion(*values)


def _done(row: Any, opened: Callable[..., Any], *, with_who: bool) -> DoneFor:
    """Return a support."""
    who = opened(Intervention, row, "who_sealed") if with_who else None
    return DoneFor(opened(Intervention, row, "what_sealed"), who, row.begins_on, row.ends_on)


def _opening(keyring: Keyring) -> Callable[..., Any]:
    """Return what opens the text of a column of a row; None where there is none."""

    def opened(model: type[Record], row: Any, column: str, shown_as: str = "") -> str | None:
        sealed = getattr(row, shown_as or column)
        place = Place(model.__tablename__, column, row.id)
        return None if sealed is None else keyring.open(sealed, place)

    return opened


@lru_cache
def _goals(reached: ColumnElement[bool]) -> Statement:
    """Return the statement for the versions, newest first."""
    other = aliased(Plan)
    newest = select(func.max(other.version)).where(other.child_id == Goal.child_id)
    plain = (
        Goal.id,
        Goal.lineage_id,
        Plan.begins_on,
        Plan.version == newest.scalar_subquery(),
        Goal.area,
        Goal.dimension,
        Goal.baseline,
        Goal.target_low,
        Goal.target_high,
        Goal.starts_on,
        Goal.review_on,
    )
    chosen = select(*plain, *(getattr(Goal, name) for name in SEALED))
    of_plan = chosen.join(Plan, Plan.id == Goal.plan_id).where(OF_LINEAGE, reached)
    return Statement(of_plan.order_by(Plan.version.desc()))


@lru_cache
def _parts(reached: ColumnElement[bool]) -> Statement:
    """Return the statement for the supports of all versions, and the steps of the newest.

    Both have the same shape; a step has no first day.
    """
    kept = select(Goal.id).where(OF_LINEAGE, reached)
    done, step = Intervention, GoalLevel
    supports = select(
        done.goal_id,
        done.id,
        done.position,
        done.what_sealed,
        done.who_sealed,
        done.begins_on,
        done.ends_on,
    ).where(done.goal_id.in_(kept))
    steps = select(
        step.goal_id, step.id, step.step, step.text_sealed, null(), null(), null()
    ).where(step.goal_id == bindparam("newest", type_=Uuid()))
    return Statement(union_all(supports, steps).order_by("position"))
