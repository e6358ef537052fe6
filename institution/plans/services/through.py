"""A goal as each version of the plan has it, as plain values.

The statements are kept and carried out on the connection: the session would make an object of each
row, which takes longer than reading it.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
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
    begins_on: date
    ends_on: date | None


class Step(NamedTuple):
    """What one step of attainment looks like; see `GoalLevel`."""

    step: int
    text: str


@dataclass(frozen=True, slots=True)
class GoalVersion:
    """A goal in one version of the plan; see `Goal`."""

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


def goal_through_versions(work: Work, child_id: UUID, lineage_id: UUID) -> list[GoalVersion]:
    """Return a goal as each version of the plan has it, newest first; empty where none has it.

    Raises:
        NotAllowedError: no role of the actor may ever read plans.
    """
    reached, asked = scope.of_child(Goal, work, Permission.PLAN_READ, child_id)
    asked |= {"of_lineage": lineage_id}
    connection, opened = work.session.connection(), _opening(work.session.info["keyring"])
    rows = _goals(reached).rows(connection, asked)
    if not rows:
        return []
    work.look_up(child_id)
    parts: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in _parts(reached).rows(connection, asked):
        parts[row.goal_id].append(_part(row, opened))
    return [_version(row, opened, parts) for row in rows]


def _version(row: Any, opened: Callable[..., Any], parts: Mapping[UUID, list[Any]]) -> GoalVersion:
    """Return a version with its texts opened."""
    plain: tuple[Any, ...] = tuple(row[: -len(SEALED)])
    sealed = row[-len(SEALED) :]
    texts = (opened(Goal, row.id, *one) for one in zip(SEALED, sealed, strict=True))
    own = parts.get(row.id, [])
    done = tuple(one for one in own if isinstance(one, DoneFor))
    steps = tuple(one for one in own if isinstance(one, Step))
    values: tuple[Any, ...] = (*plain, *texts, done, steps)
    return GoalVersion(*values)


def _part(row: Any, opened: Callable[..., Any]) -> DoneFor | Step:
    """Return a support, or a step where there is no first day."""
    if row.begins_on is None:
        return Step(row.position, opened(GoalLevel, row.id, "text_sealed", row.what_sealed))
    what = opened(Intervention, row.id, "what_sealed", row.what_sealed)
    who = opened(Intervention, row.id, "who_sealed", row.who_sealed)
    return DoneFor(what, who, row.begins_on, row.ends_on)


def _opening(keyring: Keyring) -> Callable[..., Any]:
    """Return what opens the text of a column of a row; None where there is none."""

    def opened(model: type[Record], row_id: UUID, column: str, sealed: bytes | None) -> str | None:
        place = Place(model.__tablename__, column, row_id)
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
    """Return the statement for what belongs to the versions: supports, and steps in their shape."""
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
    ).where(step.goal_id.in_(kept))
    return Statement(union_all(supports, steps).order_by("position"))
