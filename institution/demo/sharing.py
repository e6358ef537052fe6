"""Let the demo have a package that went along with a child, and a note about several children."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from institution.access.actor import Actor
from institution.access.work import Work
from institution.cases.models import Child
from institution.db.base import new_id
from institution.demo.cast import Adult, Story, adults, kids
from institution.demo.chance import seeded
from institution.demo.placing import MOVED, Settled, caseworker_of
from institution.demo.spans import Span
from institution.demo.texts import texts
from institution.logs.models import Shift
from institution.logs.services import GroupNote, When, note_of_several, unit_shift
from institution.moving import services as moving
from institution.moving.services import NewPackage

WEEKS = timedelta(days=42)
"""Before the move, of which the new place reads."""
AFTERNOON, LATE = time(15), time(23, 40)
"""By the clock of the program; late in the evening where the children live."""
NOTED, WRITES = 0, "malik"
"""The unit whose children were out together, and who writes of it."""


@dataclass(frozen=True)
class Sharer:
    """Hands on what was written, and writes of several children at once."""

    work: Work
    settled: Settled
    span: Span

    def share(self) -> None:
        """Make the package of the child that moved, and the note of yesterday evening."""
        if (self.span.last - self.span.first).days > MOVED:
            for kid in kids(len(self.settled.children), seeded(0)):
                if kid.story is Story.SLIDE:
                    self._package(self.settled.children[kid.number], caseworker_of(kid))
        self._note()

    def _package(self, child: Child, caseworker: int) -> None:
        """Let the caseworker make it on the day of the move, and the new home receive it."""
        moved = self.span.last - timedelta(days=MOVED)
        maker = self._as(_at("caseworker", caseworker), datetime.combine(moved, AFTERNOON, UTC))
        chosen = NewPackage(
            id=new_id(),
            parts=("logs", "plan"),
            first=moved - WEEKS,
            last=moved,
            words=texts("sharing")["package"],
        )
        made = moving.make(maker, child.id, chosen)
        next_day = datetime.combine(moved + timedelta(days=1), AFTERNOON, UTC)
        moving.receive(self._as(_at("manager", 0), next_day), child.id, made.id, made.checksum)

    def _note(self) -> None:
        """Write one note of the children of a unit, of yesterday evening."""
        day = self.span.last - timedelta(days=1)
        writer = next(one for one in adults() if one.user_name == WRITES)
        work = self._as(writer, datetime.combine(day, LATE, UTC))
        shift = unit_shift(work, self.settled.units[NOTED].id, When(day, Shift.EVENING))
        of = tuple(one.child.id for one in shift.children)
        if of:
            note_of_several(work, shift, GroupNote(new_id(), of, texts("sharing")["note"]))

    def _as(self, adult: Adult, now: datetime) -> Work:
        """Return the work of somebody at a moment."""
        person_id: UUID = self.settled.persons[adult.user_name]
        return Work(self.work.session, Actor(person_id, frozenset(adult.roles)), now)


def _at(post: str, number: int) -> Adult:
    """Return who has a post."""
    return next(one for one in adults() if (one.post, one.number) == (post, number))
