"""Read one flag with its reasons, and the flags of one child."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Child, Placement, Unit
from institution.content.flags import flags as content
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services.raising import closed_at, is_open
from institution.flags.services.requests import is_hidden
from institution.logs.models import ShiftLog
from institution.plans.models import Goal


@dataclass(frozen=True)
class Answered:
    """An answer and who gave it."""

    answer: FlagAnswer
    who: str
    """Empty where a job answered."""


@dataclass(frozen=True)
class Told:
    """A flag as its readers need it."""

    flag: Flag
    child: Child
    answers: tuple[Answered, ...]
    """Oldest first."""
    goal: str
    """Wording of the goal it is about; empty where it is about none."""

    @property
    def closed_at(self) -> datetime | None:
        """Return when it was closed; None while it is open."""
        return closed_at(self.flag)

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has closed it."""
        return self.closed_at is None

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has answered at all."""
        return not self.answers


@dataclass(frozen=True)
class LogBehind:
    """A log behind a flag, and who wrote it."""

    log: ShiftLog
    author: str


@dataclass(frozen=True)
class WithReasons:
    """A flag with what it rests on, as far as the reader may see it."""

    told: Told
    home: str
    """Where the child lives today; empty where it lives nowhere we know."""
    logs: tuple[LogBehind, ...]
    """Newest first, with their ratings."""
    may_answer: bool


def flag(work: Work, flag_id: UUID) -> WithReasons:
    """Return a flag with its reasons.

    Raises:
        NotAllowedError: no role of the actor ever reads flags.
        NotReachableError: no such flag, or not within reach.
    """
    within = scope.about(Flag, work, Permission.FLAG_READ).where(Flag.id == flag_id)
    found = work.session.scalar(within.options(selectinload(Flag.answers)))
    if found is None or is_hidden(work, found):
        raise NotReachableError
    [told] = tell(work, [found])
    homes = homes_of(work, Permission.FLAG_READ, [found.child_id])
    logs = _logs(work, found)
    home = homes.get(found.child_id, "")
    return WithReasons(told, home, logs, told.is_open and _may_answer(work, found))


def flags_of_child(work: Work, child_id: UUID, closed_since: datetime) -> list[Told]:
    """Return the open flags of a child, and those closed since a moment, newest first.

    Raises:
        NotAllowedError: no role of the actor ever reads flags.
    """
    return tell(work, open_or_closed_since(work, [child_id], closed_since))


def open_or_closed_since(work: Work, child_ids: Sequence[UUID], moment: datetime) -> Sequence[Flag]:
    """Return the flags of some children that are open or were closed since, newest first."""
    closed = select(FlagAnswer.flag_id).where(
        FlagAnswer.child_id.in_(child_ids), FlagAnswer.closes, FlagAnswer.answered_at >= moment
    )
    return work.session.scalars(
        scope.about(Flag, work, Permission.FLAG_READ)
        .where(Flag.child_id.in_(child_ids), or_(is_open(), Flag.id.in_(closed)))
        .order_by(Flag.raised_at.desc(), Flag.id)
        .options(selectinload(Flag.answers))
    ).all()


def tell(work: Work, found: Sequence[Flag]) -> list[Told]:
    """Put flags together with children, goals and the names of who answered, in the same order.

    Flags that a child meant for somebody else are left out.
    """
    shown = [one for one in found if not is_hidden(work, one)]
    if not shown:
        return []
    ids = {one.child_id for one in shown}
    people = names(work, [given.author_id for one in shown for given in one.answers])
    children = {
        one.id: one
        for one in work.session.scalars(
            scope.children(work, Permission.FLAG_READ).where(Child.id.in_(ids))
        )
    }
    goals = _goals(work, [one.goal_id for one in shown if one.goal_id])
    return [
        Told(one, children[one.child_id], _answered(one, people), goals.get(one.goal_id, ""))
        for one in shown
    ]


def homes_of(work: Work, permission: Permission, child_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the name of the home in which each child lives today."""
    found = work.session.scalars(
        scope.about(Placement, work, permission)
        .where(
            Placement.child_id.in_(child_ids),
            scope.lasts(Placement.begins, Placement.ends, work.today),
        )
        .order_by(Placement.begins)
        .options(joinedload(Placement.unit).joinedload(Unit.home))
    )
    return {one.child_id: one.unit.home.name for one in found}


def _answered(one: Flag, people: dict[UUID, str]) -> tuple[Answered, ...]:
    """Return the answers with the names of who gave them."""
    return tuple(
        Answered(given, people.get(given.author_id, "") if given.author_id else "")
        for given in one.answers
    )


def _goals(work: Work, ids: Sequence[UUID]) -> dict[UUID | None, str]:
    """Return how goals are worded, for those who read the plan."""
    if not ids:
        return {}
    found = work.session.scalars(
        scope.about(Goal, work, Permission.PLAN_READ).where(Goal.id.in_(ids))
    )
    return {one.id: one.wording for one in found}


def _logs(work: Work, found: Flag) -> tuple[LogBehind, ...]:
    """Return the logs behind a flag that the reader may read."""
    ids = [UUID(one) for one in found.evidence.get("logs", [])]
    if not ids:
        return ()
    logs = work.session.scalars(
        scope.about(ShiftLog, work, Permission.LOG_READ)
        .where(ShiftLog.child_id == found.child_id, ShiftLog.id.in_(ids))
        .order_by(ShiftLog.day.desc(), ShiftLog.written_at.desc())
        .options(selectinload(ShiftLog.ratings))
    ).all()
    people = names(work, [one.author_id for one in logs])
    return tuple(LogBehind(one, people.get(one.author_id, "")) for one in logs)


def _may_answer(work: Work, found: Flag) -> bool:
    """Tell whether the reader may answer this flag."""
    if not work.actor.may_ever(Permission.FLAG_ANSWER):
        return False
    within = scope.within(Flag, work, Permission.FLAG_ANSWER)
    statement = select(Flag.id).where(within, Flag.id == found.id)
    options = {"scope": Permission.FLAG_ANSWER}
    return work.session.scalar(statement.execution_options(**options)) is not None


def by_urgency(told: Told) -> tuple[int, float]:
    """Return the place of a flag in a list: how soon, then the day it is to be answered by."""
    kind = content().kind(told.flag.kind)
    return content().severity(kind.severity).order, told.flag.respond_by.timestamp()
