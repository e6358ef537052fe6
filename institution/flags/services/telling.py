"""Put flags together with what their readers need: child, answers, goal, home."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload, selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Child, Placement, Unit
from institution.content.flags import flags as content
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services.raising import closed_at, is_open
from institution.flags.services.requests import is_hidden
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


def open_or_closed_since(work: Work, child_ids: Sequence[UUID], moment: datetime) -> Sequence[Flag]:
    """Return the flags of some children that are open or were closed since, newest first."""
    statement = _open_or_closed(scope.within(Flag, work, Permission.FLAG_READ))
    asked = {"child_ids": list(child_ids), "moment": moment}
    return work.session.scalars(statement, asked).all()


def open_now(work: Work) -> Sequence[Flag]:
    """Return every open flag within reach, newest first."""
    return work.session.scalars(_open(scope.within(Flag, work, Permission.FLAG_READ))).all()


@lru_cache
def _open(reached: ColumnElement[bool]) -> Select[Flag]:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    found = select(Flag).where(reached, is_open()).order_by(Flag.raised_at.desc(), Flag.id)
    told = found.options(selectinload(Flag.answers))
    return told.execution_options(scope=Permission.FLAG_READ)


@lru_cache
def _open_or_closed(reached: ColumnElement[bool]) -> Select[Flag]:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    closed = select(FlagAnswer.flag_id).where(
        FlagAnswer.child_id.in_(bindparam("child_ids", expanding=True)),
        FlagAnswer.closes,
        FlagAnswer.answered_at >= bindparam("moment"),
    )
    return (
        select(Flag)
        .where(reached, Flag.child_id.in_(bindparam("child_ids", expanding=True)))
        .where(or_(is_open(), Flag.id.in_(closed)))
        .order_by(Flag.raised_at.desc(), Flag.id)
        .options(selectinload(Flag.answers))
        .execution_options(scope=Permission.FLAG_READ)
    )


def tell(work: Work, found: Sequence[Flag]) -> list[Told]:
    """Put flags together with children, goals and the names of who answered, in the same order.

    Flags that a child meant for somebody else are left out.
    """
    shown = [one for one in found if not is_hidden(work, one)]
    if not shown:
        return []
    ids = {one.child_id for one in shown}
    authors = [given.author_id for one in shown for given in one.answers]
    people = names(work, authors) if authors else {}
    told = _children(scope.children(work, Permission.FLAG_READ).whereclause)
    children = {one.id: one for one in work.session.scalars(told, {"ids": list(ids)})}
    goals = _goals(work, [one.goal_id for one in shown if one.goal_id])
    return [
        Told(one, children[one.child_id], _answered(one, people), goals.get(one.goal_id, ""))
        for one in shown
    ]


@lru_cache
def _children(reached: ColumnElement[bool]) -> Select[Child]:
    """Return the statement for children by their `ids`; kept, as that of the flags."""
    told = select(Child).where(reached, Child.id.in_(bindparam("ids", expanding=True)))
    return told.execution_options(scope=Permission.FLAG_READ)


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


def by_urgency(told: Told) -> tuple[int, float]:
    """Return the place of a flag in a list: how soon, then the day it is to be answered by."""
    kind = content().kind(told.flag.kind)
    return content().severity(kind.severity).order, told.flag.respond_by.timestamp()


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
