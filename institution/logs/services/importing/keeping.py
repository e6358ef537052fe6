"""Keep the rows of a file: all, or none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy.orm import selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.logs.models import ShiftLog
from institution.logs.services.drafts import as_draft
from institution.logs.services.importing.preparing import Preparing
from institution.logs.services.importing.refusals import Refusal, RowsRefusedError
from institution.logs.services.importing.rows import Rows
from institution.logs.services.many import Prepared, keep_many

AT_ONCE = 500
Thing = TypeVar("Thing")
DIFFERS = (
    "a log of this child, day, shift and author is kept already and says something else; "
    "what is kept is never overwritten: correct it in the program"
)


class Imported(NamedTuple):
    """What an import kept, or would keep."""

    logs: int
    ratings: int
    known: int
    """Rows that were kept by an earlier import."""
    children: int
    first: date | None
    """Day of the earliest log; None where there is none."""
    last: date | None


def keep(
    work: Work, rows: Rows, *, dry_run: bool = False, done: Callable[[int], None] = lambda _: None
) -> Imported:
    """Keep the rows as logs; rows that are kept already change nothing.

    Args:
        work: of the set-up job.
        rows: as read from the file.
        dry_run: check everything and keep nothing.
        done: told how many rows were dealt with, each time some were.

    Raises:
        RowsRefusedError: names every row that cannot be kept; nothing was.
        NotAllowedError: the actor may not import.
    """
    prepared = Preparing(work, rows.rows)
    refusals = [*rows.refusals, *prepared.refusals]
    new: list[Prepared] = []
    for some in _divided(list(prepared.by_line.items())):
        fresh = _new(work, some, refusals)
        new += fresh
        done(len(some) - len(fresh))
    if refusals:
        raise RowsRefusedError(refusals)
    for few in _divided(new):
        if not dry_run:
            keep_many(work, few)
        done(len(few))
    return _counted(new, len(rows.rows))


def _new(
    work: Work, some: Sequence[tuple[int, Prepared]], refusals: list[Refusal]
) -> list[Prepared]:
    """Return the entries that are not kept yet; those kept with other words are refused."""
    kept = _kept(work, [entry.draft.id for _, entry in some])
    for line, entry in some:
        log = kept.get(entry.draft.id)
        if log is not None and not _same(log, entry):
            refusals.append(Refusal(line, "", DIFFERS))
    return [entry for _, entry in some if entry.draft.id not in kept]


def _kept(work: Work, ids: Sequence[UUID]) -> Mapping[UUID, ShiftLog]:
    """Return the logs that are kept under these ids."""
    found = work.session.scalars(
        scope.about(ShiftLog, work, Permission.LOG_IMPORT)
        .where(ShiftLog.id.in_(ids))
        .options(selectinload(ShiftLog.ratings), selectinload(ShiftLog.handover))
    )
    return {log.id: log for log in found}


def _same(log: ShiftLog, entry: Prepared) -> bool:
    """Tell whether the log says what the file says."""
    kept, sent = as_draft(log), entry.draft
    return (kept.levels, kept.child, kept.good_moment, kept.handover, kept.note) == (
        sent.levels,
        sent.child,
        sent.good_moment,
        sent.handover,
        sent.note,
    )


def _divided(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """Yield the things in batches."""
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]


def _counted(new: Sequence[Prepared], rows: int) -> Imported:
    """Return what was kept in numbers."""
    days = [entry.draft.day for entry in new]
    return Imported(
        logs=len(new),
        ratings=sum(len(entry.draft.levels) for entry in new),
        known=rows - len(new),
        children=len({entry.place.child_id for entry in new}),
        first=min(days, default=None),
        last=max(days, default=None),
    )
