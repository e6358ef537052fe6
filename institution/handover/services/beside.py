"""What stands in a handover beside the logs: the house, notes about children, and readers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Unit
from institution.handover.models import HandoverNote, HouseLine
from institution.handover.services.receipts import ReadBy, of_shifts, read_by
from institution.logs.services import When


@dataclass(frozen=True)
class HouseSaid:
    """A line about the house."""

    line: HouseLine
    who: str
    unit: str
    """Name of the unit that wrote it, where that is another; empty where it is this one."""
    replaces: tuple[HouseLine, ...]
    """What it corrects, the newest first."""
    new: bool


class Reader(NamedTuple):
    """Who reads, and when they said that they had."""

    id: UUID | None
    read_at: datetime | None
    """None: never."""

    def is_new(self, author_id: UUID, received_at: datetime) -> bool:
        """Tell whether somebody else wrote something after the reader had read."""
        written_later = self.read_at is not None and received_at > self.read_at
        return written_later and author_id != self.id


@dataclass(frozen=True)
class Beside:
    """What stands beside the logs of one shift."""

    notes: tuple[HandoverNote, ...]
    """About the children within reach, oldest first."""
    lines: tuple[HouseSaid, ...]
    read_by: tuple[ReadBy, ...]
    reader: Reader

    @property
    def changed(self) -> bool:
        """Tell whether something came beside the logs after the reader had read."""
        notes = any(self.reader.is_new(one.author_id, one.received_at) for one in self.notes)
        return notes or any(one.new for one in self.lines)


def beside(work: Work, unit: Unit, shifts: Collection[When]) -> dict[When, Beside]:
    """Return what stands beside the logs of some shifts, in as many queries for one as for all.

    Args:
        work: who reads.
        unit: from `cases.unit`, so that the actor works there.
        shifts: which.
    """
    readers = read_by(work, unit, shifts)
    notes, lines = _notes(work, unit, shifts), _lines(work, unit, shifts)
    people = names(work, [line.author_id for line in lines])
    units = _unit_names(work, {line.unit_id for line in lines} - {unit.id})
    found = {}
    for when in shifts:
        reader = _reader(work, readers[when])
        said = _said([line for line in lines if _is_of(line, when)], people, units, reader)
        mine = tuple(note for note in notes if _is_of(note, when))
        found[when] = Beside(mine, tuple(said), readers[when], reader)
    return found


def _reader(work: Work, readers: Sequence[ReadBy]) -> Reader:
    """Return the actor as a reader."""
    read = {one.receipt.person_id: one.receipt.read_at for one in readers}
    return Reader(work.actor.id, read.get(work.actor.id) if work.actor.id else None)


def _is_of(row: HandoverNote | HouseLine, when: When) -> bool:
    """Tell whether something was written in a shift."""
    return (row.day, row.shift) == (when.day, when.shift)


def _notes(work: Work, unit: Unit, shifts: Collection[When]) -> Sequence[HandoverNote]:
    """Return what was added about the children within reach."""
    return work.session.scalars(
        scope.about(HandoverNote, work, Permission.HANDOVER_READ)
        .where(HandoverNote.unit_id == unit.id, of_shifts(HandoverNote, shifts))
        .order_by(HandoverNote.received_at, HandoverNote.id)
    ).all()


def _lines(work: Work, unit: Unit, shifts: Collection[When]) -> Sequence[HouseLine]:
    """Return the lines about the house, with those other units wrote for all of it."""
    ours = or_(HouseLine.unit_id == unit.id, HouseLine.whole_house)
    return work.session.scalars(
        select(HouseLine)
        .where(HouseLine.home_id == unit.home_id, ours, of_shifts(HouseLine, shifts))
        .order_by(HouseLine.received_at, HouseLine.id)
    ).all()


def _unit_names(work: Work, ids: set[UUID]) -> dict[UUID, str]:
    """Return the names of other units of the home."""
    if not ids:
        return {}
    found = work.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return {row.id: row.name for row in found}


def _said(
    lines: Sequence[HouseLine], people: dict[UUID, str], units: dict[UUID, str], reader: Reader
) -> Iterator[HouseSaid]:
    """Give the lines that stand, each with what it corrects."""
    by_id = {line.id: line for line in lines}
    corrected = {line.corrects_id for line in lines}
    for line in lines:
        if line.id not in corrected:
            yield HouseSaid(
                line,
                people.get(line.author_id, ""),
                units.get(line.unit_id, ""),
                tuple(_replaced(line, by_id)),
                reader.is_new(line.author_id, line.received_at),
            )


def _replaced(line: HouseLine, by_id: dict[UUID, HouseLine]) -> Iterator[HouseLine]:
    """Give what a line corrects, the newest first."""
    while line.corrects_id in by_id:
        line = by_id[line.corrects_id]
        yield line
