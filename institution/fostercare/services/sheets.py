"""Filled-in forms, as they stand."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.sheets import FOSTER_FORM
from institution.fostercare.models import ChildSheet, FamilySheet, SheetState
from institution.fostercare.services import families
from institution.fostercare.services.sheet import Addition, Sheet

BEFORE_PLACING = ("F2", "F3")
"""Forms that are written before the child lives in the family."""


def of_family(work: Work, permission: Permission, home_ids: Sequence[UUID]) -> list[Sheet]:
    """Return the sheets about some families themselves, newest first.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    mine = scope.families(work, permission)
    rows = work.session.scalars(
        select(FamilySheet)
        .where(FamilySheet.home_id.in_(home_ids), FamilySheet.home_id.in_(mine))
        .order_by(FamilySheet.sheet_id, FamilySheet.revision)
    )
    return _sheets(rows)


def of_children(
    work: Work, permission: Permission, home_ids: Sequence[UUID] = (), child_id: UUID | None = None
) -> list[Sheet]:
    """Return the sheets about children in some families, or about one child; newest first."""
    wanted = ChildSheet.home_id.in_(home_ids) if home_ids else ChildSheet.child_id == child_id
    rows = work.session.scalars(
        scope.about(ChildSheet, work, permission)
        .where(wanted, is_form())
        .order_by(ChildSheet.sheet_id, ChildSheet.revision)
    )
    return _sheets(rows)


def find(work: Work, permission: Permission, family_id: UUID, sheet_id: UUID) -> Sheet:
    """Return a sheet of a family, about itself or about a child in it.

    Raises:
        NotReachableError: no such sheet, or not within reach.
    """
    families.family(work, permission, family_id)
    own = work.session.scalars(
        select(FamilySheet)
        .where(FamilySheet.home_id == family_id, FamilySheet.sheet_id == sheet_id)
        .order_by(FamilySheet.revision)
    )
    found = _sheets(own) or _sheets(
        work.session.scalars(
            select(ChildSheet)
            .where(_reached(work), is_form())
            .where(ChildSheet.home_id == family_id, ChildSheet.sheet_id == sheet_id)
            .order_by(ChildSheet.revision)
            .execution_options(scope=Permission.FOSTER_READ)
        )
    )
    if not found:
        raise NotReachableError
    return found[0]


def reachable(work: Work, family_id: UUID, child_id: UUID) -> list[Sheet]:
    """Return the sheets of a family about a child who lives there, or for whom one is sought."""
    rows = work.session.scalars(
        select(ChildSheet)
        .where(_reached(work), is_form())
        .where(ChildSheet.home_id == family_id, ChildSheet.child_id == child_id)
        .order_by(ChildSheet.sheet_id, ChildSheet.revision)
        .execution_options(scope=Permission.FOSTER_READ)
    )
    return _sheets(rows)


def maps_of(
    work: Work, child_id: UUID, permission: Permission = Permission.MAP_READ
) -> list[Sheet]:
    """Return the maps of worries and strengths of a child, newest first.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    rows = work.session.scalars(
        scope.about(ChildSheet, work, permission)
        .where(ChildSheet.child_id == child_id, ~is_form())
        .order_by(ChildSheet.sheet_id, ChildSheet.revision)
    )
    return _sheets(rows)


def is_form() -> ColumnElement[bool]:
    """Return the condition that a sheet is a form of foster care, and no map."""
    return ChildSheet.form.startswith(FOSTER_FORM)


def _reached(work: Work) -> ColumnElement[bool]:
    """Return the condition that a sheet is about a child in reach, or to be found a family for."""
    living = scope.within(ChildSheet, work, Permission.FOSTER_READ)
    if not work.actor.may_ever(Permission.FOSTER_MATCH):
        return living
    asked_for = scope.within(ChildSheet, work, Permission.FOSTER_MATCH)
    return or_(living, and_(asked_for, ChildSheet.form.in_(BEFORE_PLACING)))


def _sheets(rows: Iterable[FamilySheet | ChildSheet]) -> list[Sheet]:
    """Return what some revisions make, given by sheet and number; newest first."""
    found = [_sheet(list(group)) for _, group in groupby(rows, key=lambda row: row.sheet_id)]
    return sorted(found, key=lambda sheet: sheet.written_at, reverse=True)


def _sheet(rows: Sequence[FamilySheet | ChildSheet]) -> Sheet:
    added = [row for row in rows if row.state is SheetState.ADDITION]
    newest = [row for row in rows if row.state is not SheetState.ADDITION][-1]
    texts = json.loads(newest.texts) if newest.texts else {}
    return Sheet(
        newest.sheet_id,
        newest.home_id,
        newest.child_id if isinstance(newest, ChildSheet) else None,
        newest.form,
        newest.content_version,
        rows[-1].revision,
        newest.state,
        {**newest.answers, **texts},
        newest.author_id,
        newest.written_at,
        tuple(Addition(_added(row), row.author_id, row.written_at) for row in added),
    )


def _added(row: FamilySheet | ChildSheet) -> str:
    return str(json.loads(row.texts or "{}").get("added", ""))
