"""The statements by which families and the children in them are counted, form by form."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, Text, cast, func, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Child, Home, Municipality, Placement, Unit
from institution.db.types import DayOf
from institution.fostercare.models import (
    ChildSheet,
    FamilySheet,
    FosterFamily,
    SheetState,
    WeeklyLog,
)
from institution.fostercare.services.due_forms import RECORD, VISIT, counted, version
from institution.fostercare.services.sheet import OPEN_STATES

COORDINATE = Permission.FAMILY_COORDINATE
VISIT_DAYS = ("with_child__visited_at", "after__next_visit")
SPLIT = " "
"""Between the days of a visit."""


def families_counted(work: Work) -> Select[Any]:
    """Select the families of the actor with their newest record and when forms were signed."""
    one = FamilySheet
    states = [*OPEN_STATES, SheetState.SIGNED]
    record = (
        select(cast(one.answers, Text))
        .where(one.home_id == Home.id, one.form == RECORD, one.state.in_(states))
        .order_by(one.written_at.desc(), one.id.desc())
        .limit(1)
        .correlate(Home)
        .scalar_subquery()
    )
    last = [
        _last(one, [one.home_id == Home.id], form, Home) for form in counted(False, version())[1]
    ]
    return (
        select(
            Home.id,
            Home.name,
            Home.profile,
            FosterFamily.id,
            FosterFamily.name_sealed,
            DayOf(FosterFamily.registered_at),
            record,
            *last,
        )
        .join(Home, Home.id == FosterFamily.home_id)
        .where(FosterFamily.home_id.in_(scope.families(work, COORDINATE)))
        .order_by(Home.name)
    )


def living_counted(work: Work) -> Select[Any]:
    """Select who lives in families of the actor, each with what was done there."""
    often, last = counted(True, version())
    mine = [ChildSheet.child_id == Child.id, ChildSheet.home_id == Unit.home_id]
    this_week = work.today - timedelta(days=work.today.weekday())
    written = (
        select(func.max(WeeklyLog.week))
        .where(WeeklyLog.child_id == Child.id, WeeklyLog.home_id == Unit.home_id)
        .where(WeeklyLog.week < this_week)
        .correlate(Child, Unit)
        .scalar_subquery()
    )
    return (
        select(
            Child.id,
            Child.name_sealed,
            Unit.home_id,
            Placement.begins,
            Placement.ends,
            Municipality.profile,
            written,
            _visit(mine),
            *(_times(mine, form) for form in often),
            *(_last(ChildSheet, mine, form, Child, Unit) for form in last),
        )
        .join(Placement, Placement.child_id == Child.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Municipality, Municipality.id == Child.municipality_id)
        .where(
            scope.within(Placement, work, COORDINATE),
            scope.lasts(Placement.begins, Placement.ends, work.today),
        )
    )


def _signed(
    model: type[FamilySheet | ChildSheet], form: str
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return model.form == form, model.state == SheetState.SIGNED


def _times(mine: Sequence[ColumnElement[bool]], form: str) -> ScalarSelect[Any]:
    """Select how often a form about a child was signed."""
    found = select(func.count()).select_from(ChildSheet).where(*mine, *_signed(ChildSheet, form))
    return found.correlate(Child, Unit).scalar_subquery()


def _last(
    model: type[FamilySheet | ChildSheet],
    mine: Sequence[ColumnElement[bool]],
    form: str,
    *outer: Any,
) -> ScalarSelect[Any]:
    """Select when a form was signed last."""
    found = select(DayOf(func.max(model.written_at))).where(*mine, *_signed(model, form))
    return found.correlate(*outer).scalar_subquery()


def _visit(mine: Sequence[ColumnElement[bool]]) -> ScalarSelect[Any]:
    """Select the two days that the last visit to a child says: its own, and of the next one."""
    days = (func.coalesce(ChildSheet.answers[path].as_string(), "") for path in VISIT_DAYS)
    return (
        select(next(days) + SPLIT + next(days))
        .where(*mine, *_signed(ChildSheet, VISIT))
        .order_by(ChildSheet.written_at.desc(), ChildSheet.id.desc())
        .limit(1)
        .correlate(Child, Unit)
        .scalar_subquery()
    )
