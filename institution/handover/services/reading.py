"""The handover of a shift, put together from its logs and from what was written beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import services as cases
from institution.cases.models import Child, Unit
from institution.handover.models import HandoverNote
from institution.handover.services.beside import Beside, HouseSaid, Reader, beside
from institution.handover.services.receipts import ORDINARY, ReadBy
from institution.handover.services.standing import ShownTask, tasks_around
from institution.logs.models import ShiftLog
from institution.logs.services import When, check_begun, missing, running, standing_logs

PARTS = ("do", "if_then", "worked")


@dataclass(frozen=True)
class Said:
    """What one person hands over about a child; empty texts where nothing was said."""

    who: str
    at: datetime
    attention: str
    do: str
    if_then: str
    worked: str
    log_id: UUID | None
    """Of the log in which it stands; None: it was written into the handover itself."""
    new: bool
    """Whether it came after the reader said that they had read."""

    @property
    def says(self) -> bool:
        """Tell whether there is anything out of the ordinary to read."""
        return self.attention not in {"", ORDINARY} or bool(self.do or self.if_then or self.worked)


@dataclass(frozen=True)
class ChildHanded:
    """A child of the unit in the handover."""

    child: Child
    said: tuple[Said, ...]
    """Oldest first."""
    missing: bool
    """Whether a log is missing."""
    here: bool
    """Whether anyone wrote that the child was here, or nobody wrote."""

    @property
    def says(self) -> bool:
        """Tell whether there is anything out of the ordinary to read."""
        return any(one.says for one in self.said)


@dataclass(frozen=True)
class Handover:
    """What a shift hands over."""

    unit: Unit
    when: When
    now: When
    """The shift that is running."""
    children: tuple[ChildHanded, ...]
    """By name."""
    lines: tuple[HouseSaid, ...]
    tasks: tuple[ShownTask, ...]
    """Set before the next shift ended, and open or done since this one began."""
    read_by: tuple[ReadBy, ...]
    mine: datetime | None
    """When the reader said that they had read; None: never."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the home."""
        return ZoneInfo(self.unit.home.time_zone)

    @property
    def missing(self) -> int:
        """Return how many logs are missing."""
        return sum(one.missing for one in self.children)

    @property
    def changed(self) -> bool:
        """Tell whether something came after the reader had read."""
        said = any(one.new for child in self.children for one in child.said)
        return said or any(one.new for one in self.lines)


def handover(work: Work, unit_id: UUID, when: When) -> Handover:
    """Return what a shift of one of the actor's units hands over.

    As many queries however much there is to read.

    Raises:
        NotReachableError: no such unit, or not the actor's.
        NotBegunError: the shift lies in the future.
    """
    unit = cases.unit(work, Permission.HANDOVER_READ, unit_id)
    zone = ZoneInfo(unit.home.time_zone)
    check_begun(work, zone, when.day, when.shift)
    written = beside(work, unit, [when])[when]
    since, until = when.begins_at(zone), when.after().ends_at(zone)
    return Handover(
        unit,
        when,
        running(work, unit),
        tuple(_children(work, unit, when, written)),
        written.lines,
        tasks_around(work, unit, since, until if until < work.now else None),
        written.read_by,
        written.reader.read_at,
    )


def _children(work: Work, unit: Unit, when: When, written: Beside) -> Iterator[ChildHanded]:
    """Give the children of the unit with what is said about each."""
    logs = standing_logs(work, unit.id, [when])
    notes, reader = written.notes, written.reader
    gaps = {one.child_id for one in missing(work, unit, when.day, when.day) if one.when == when}
    people = names(work, [*(log.author_id for log in logs), *(note.author_id for note in notes)])
    for child in cases.children_of_unit(work, Permission.HANDOVER_READ, unit.id, when.day):
        mine_logs = [log for log in logs if log.child_id == child.id]
        said = [_of_log(log, people, reader) for log in mine_logs]
        said += [_of_note(note, people, reader) for note in notes if note.child_id == child.id]
        here = not mine_logs or any(log.presence == "present" for log in mine_logs)
        ordered = tuple(sorted(said, key=lambda one: one.at))
        yield ChildHanded(child, ordered, child.id in gaps, here)


def _of_log(log: ShiftLog, people: dict[UUID, str], reader: Reader) -> Said:
    """Return what a log hands over."""
    said = {
        part: _joined(line.text for line in log.handover if line.part == part) for part in PARTS
    }
    who = people.get(log.author_id, "")
    new = reader.is_new(log.author_id, log.received_at)
    return Said(who, log.written_at, log.attention or "", **said, log_id=log.id, new=new)


def _of_note(note: HandoverNote, people: dict[UUID, str], reader: Reader) -> Said:
    """Return what was added to the handover."""
    said = {part: getattr(note, part) or "" for part in PARTS}
    who = people.get(note.author_id, "")
    new = reader.is_new(note.author_id, note.received_at)
    return Said(who, note.written_at, note.attention or "", **said, log_id=None, new=new)


def _joined(texts: Iterable[str]) -> str:
    """Return texts as one."""
    return " ".join(texts)
