"""Look at the last weeks as the product would have, day by day, and let people answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from institution.access.actor import NIGHTLY, Actor
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.base import new_id
from institution.demo.cast import Kid, Story
from institution.demo.spans import Span
from institution.demo.texts import texts
from institution.flags.models import Flag
from institution.flags.services import AlreadyClosedError, NewAnswer, answer, sweep
from institution.flags.services.ahead import ReadAhead
from institution.flags.services.keeping import Keeper
from institution.flags.services.requests import raise_request
from institution.logs.models import ShiftLog
from institution.logs.services import as_kept

LOOKED_AT = 60
"""Days up to yesterday that are swept one by one."""
SWEEP = time(9, 30)
"""In UTC: before the day begins in the homes."""


@dataclass(frozen=True)
class Step:
    """Something a caseworker answers some days after a flag was raised."""

    after: int
    kind: str
    reason: str | None = None


ANSWERS: Mapping[tuple[Story, str], Sequence[Step]] = {
    (Story.SLIDE, ""): (Step(3, "talked_with_home"),),
    (Story.RECOVERY, ""): (
        Step(2, "asked_child"),
        Step(5, "act"),
        Step(33, "close", "support_changed"),
    ),
    (Story.ASKS, "child_asks_to_talk"): (Step(5, "close", "talked_with_child"),),
    (Story.BEHIND, ""): (Step(6, "plan_review"),),
    (Story.NONE, ""): (Step(4, "talked_with_home"), Step(13, "close", "explained_by_context")),
}
"""By story and kind of flag; the empty kind stands for all others. The drop waits for an answer."""


@dataclass(frozen=True)
class Due:
    """An answer that will be given."""

    on: date
    flag_id: UUID
    kid: Kid
    step: Step


class Follower:
    """Goes through the days."""

    def __init__(self, work: Work, kids: Mapping[UUID, Kid], caseworkers: Mapping[int, Actor]):
        """Follow some children.

        Args:
            work: of the loading; the clock stands at now.
            kids: by the id of the child.
            caseworkers: by the number of the child.
        """
        self._work = work
        self._kids = kids
        self._caseworkers = caseworkers
        self._due: list[Due] = []
        self._given = 0

    def follow(self, span: Span) -> None:
        """Sweep the last days one by one; raise what children asked for; answer some."""
        reader, keeper = ReadAhead(span.last), Keeper()
        looked_at = min(LOOKED_AT, (span.last - span.first).days)
        asking = self._asking(span.last - timedelta(days=looked_at), span.last)
        for ago in range(looked_at, 0, -1):
            day = span.last - timedelta(days=ago)
            for log in (log for log in asking if log.day == day):
                raise_request(self._as(NIGHTLY, log.received_at), as_kept(log))
            night = self._as(NIGHTLY, datetime.combine(day + timedelta(days=1), SWEEP, UTC))
            sweep(night, day, reader, keeper)
            self._note(night, day)
            self._answer(day)

    def _as(self, actor: Actor, now: datetime) -> Work:
        """Return the work of somebody at some time."""
        return Work(self._work.session, actor, min(now, self._work.now))

    def _asking(self, first: date, end: date) -> Sequence[ShiftLog]:
        """Return the logs of some days, the end left out, in which a child asked to talk."""
        return self._work.session.scalars(
            scope.about(ShiftLog, self._as(NIGHTLY, self._work.now), Permission.LOG_READ).where(
                ShiftLog.day >= first, ShiftLog.day < end, ShiftLog.child_wants_to_talk
            )
        ).all()

    def _note(self, night: Work, day: date) -> None:
        """Note what will be answered of what was raised."""
        raised = night.session.scalars(
            scope.about(Flag, night, Permission.FLAG_READ).where(
                Flag.raised_at > night.now - timedelta(days=1), Flag.raised_at <= night.now
            )
        )
        for flag in raised:
            kid = self._kids[flag.child_id]
            steps = ANSWERS.get((kid.story, flag.kind), ANSWERS.get((kid.story, ""), ()))
            for step in steps:
                self._due.append(Due(day + timedelta(days=step.after), flag.id, kid, step))

    def _answer(self, day: date) -> None:
        """Give the answers of a day."""
        for due in [due for due in self._due if due.on == day]:
            then = datetime.combine(day, time(15), UTC)
            caseworker = self._as(self._caseworkers[due.kid.number], then)
            try:
                answer(caseworker, due.flag_id, self._words(due.step))
            except AlreadyClosedError:
                continue

    def _words(self, step: Step) -> NewAnswer:
        """Return an answer in words."""
        of_kind = texts("answers")[step.kind]
        options = of_kind[step.reason] if step.reason else of_kind
        self._given += 1
        words = options[self._given % len(options)]
        return NewAnswer(new_id(), step.kind, step.reason, words)
