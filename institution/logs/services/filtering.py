"""Which logs of a child are wanted, and in which order they come."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import aliased

from institution.access.work import Work
from institution.logs.models import Rating, ShiftLog
from institution.logs.models import Shift as ShiftCode
from institution.logs.services.voice import hidden_choices
from institution.logs.services.when import ORDER


@dataclass(frozen=True)
class Filter:
    """Which logs of a child are wanted; nothing said: all of them."""

    shift: ShiftCode | None = None
    author_id: UUID | None = None
    dimension: str | None = None
    """Only logs in which this dimension has a level."""
    first: date | None = None
    last: date | None = None
    with_note: bool = False
    with_answer: bool = False
    """Only logs in which the child answered, as far as the child lets the actor see it."""
    corrected: bool = False
    """Only logs that were corrected, and their corrections."""


def conditions(work: Work, child_id: UUID, wanted: Filter) -> list[ColumnElement[bool]]:
    """Return what a log must be like."""
    found: list[ColumnElement[bool]] = []
    if wanted.shift:
        found.append(ShiftLog.shift == wanted.shift)
    if wanted.author_id:
        found.append(ShiftLog.author_id == wanted.author_id)
    if wanted.first:
        found.append(ShiftLog.day >= wanted.first)
    if wanted.last:
        found.append(ShiftLog.day <= wanted.last)
    return found + _parts(work, child_id, wanted)


def _parts(work: Work, child_id: UUID, wanted: Filter) -> list[ColumnElement[bool]]:
    """Return what a log must hold."""
    found: list[ColumnElement[bool]] = []
    if wanted.with_note:
        found.append(ShiftLog.note_sealed.is_not(None))
    if wanted.dimension:
        rated = (Rating.dimension == wanted.dimension) & Rating.level.is_not(None)
        found.append(ShiftLog.ratings.any(rated))
    if wanted.with_answer:
        found += _answered(work, child_id)
    if wanted.corrected:
        newer = aliased(ShiftLog)
        replaced = select(newer.id).where(newer.corrects_id == ShiftLog.id).exists()
        found.append(ShiftLog.corrects_id.is_not(None) | replaced)
    return found


def _answered(work: Work, child_id: UUID) -> list[ColumnElement[bool]]:
    """Return that the child answered and lets the actor see it."""
    said = (ShiftLog.child_value, ShiftLog.child_words_sealed, ShiftLog.child_scale)
    chosen = ShiftLog.child_shares_with
    visible = chosen.is_(None) | chosen.not_in(sorted(hidden_choices(work, child_id)))
    return [or_(*(column.is_not(None) for column in said)), visible]


def newest_first() -> tuple[ColumnElement[Any], ...]:
    """Return the order of the list."""
    place = case({code: at for at, code in enumerate(ORDER)}, value=ShiftLog.shift)
    return ShiftLog.day.desc(), place.desc(), ShiftLog.received_at.desc(), ShiftLog.id.desc()
