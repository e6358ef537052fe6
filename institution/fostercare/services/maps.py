"""The map of worries, strengths and next steps of a child, and where each person stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Placement, Unit
from institution.content.worries_strengths import NUMBERS, WHO
from institution.fostercare.models import ChildSheet, SheetState
from institution.fostercare.services import agreeing, balance
from institution.fostercare.services.keeping import NewRevision, follows, values_of
from institution.fostercare.services.questions import APART, MOST_ROWS
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.sheets import maps_of


class Stands(NamedTuple):
    """Where a person stands on the scale, on the day of a map."""

    who: str
    """Code of who it is to the child."""
    name: str
    number: int
    reason: str
    one_up: str
    at: datetime


def numbers_of(sheet: Sheet) -> list[Stands]:
    """Return where each person stands in a map; the numbers are never combined."""
    found = []
    for row in range(1, MOST_ROWS + 1):
        said = {
            key: sheet.answers.get(f"{NUMBERS}{APART}{row}{APART}{key}")
            for key in (WHO, "name", "number", "reason", "one_up")
        }
        if said["number"] is not None:
            told = (said["reason"] or "", said["one_up"] or "", sheet.written_at)
            number = int(said["number"])
            found.append(Stands(said[WHO] or "", said["name"] or "", number, *told))
    return found


def alike(maps: Sequence[Sheet]) -> list[Sheet]:
    """Return the finished maps with the scale and words of the newest, oldest first."""
    finished = [one for one in maps if one.signed]
    if not finished:
        return []
    newest = finished[0]
    same = [one for one in finished if (one.form, one.version) == (newest.form, newest.version)]
    return same[::-1]


def keep_map(work: Work, child_id: UUID, new: NewRevision) -> None:
    """Keep a state of a map of worries and strengths; sending the same again changes nothing.

    Raises:
        NotReachableError: not a child of the actor.
        NewerRevisionError: somebody kept it in the meantime.
        LockedError: it is finished; a new day is a new map.
        MissingAnswersError: it is to be finished, and something is missing.
        TooManyFearsError: more fears than a map holds.
    """
    child = scope.child(work, Permission.MAP_WRITE, child_id)
    before = next((one for one in maps_of(work, child_id) if one.id == new.sheet_id), None)
    if not follows(before, new):
        return
    if new.state is SheetState.SIGNED:
        balance.check(new.answers)
    values = values_of(work, home_of(work, Permission.MAP_WRITE, child_id), new)
    kept = ChildSheet(child_id=child.id, municipality_id=child.municipality_id, **values)
    signing = new.state is SheetState.SIGNED
    save(work, kept, Action.SHEET_SIGNED if signing else Action.SHEET_WRITTEN)
    if signing:
        agreeing.make(work, kept, new.answers)


def home_of(work: Work, permission: Permission, child_id: UUID) -> UUID | None:
    """Return where a child lives, or lived last; None where it never lived in a place."""
    return work.session.scalar(
        select(Unit.home_id)
        .join(Placement, Placement.unit_id == Unit.id)
        .where(scope.within(Placement, work, permission))
        .where(Placement.child_id == child_id, Placement.begins <= work.today)
        .order_by(Placement.begins.desc())
        .limit(1)
        .execution_options(scope=permission)
    )
