"""Put flags together with what their readers need: child, answers, goal, home."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Child
from institution.content.flags import flags as content
from institution.flags.models import Flag, FlagAnswer, OpenFlag
from institution.flags.services.raising import is_open
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

    flag: Flag | OpenFlag
    child: Child | scope.ShownChild
    answers: tuple[Answered, ...]
    """Oldest first."""
    goal: str
    """Wording of the goal it is about; empty where it is about none."""

    @property
    def closed_at(self) -> datetime | None:
        """Return when it was closed; None while it is open."""
        return min(
            (one.answer.answered_at for one in self.answers if one.answer.closes), default=None
        )

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


def open_now(work: Work, child_ids: Collection[UUID]) -> list[Told]:
    """Return every open flag about some children that the actor reads, newest first.

    Who shows one notes that the child was looked up.
    """
    statement = _open(scope.within(Flag, work, Permission.FLAG_READ))
    keyring, found = work.session.info["keyring"], []
    given = []
    for name, born, answered, *columns in work.session.connection().execute(statement):
        flag = OpenFlag(*columns)
        if flag.child_id in child_ids and not is_hidden(work, flag):
            found.append((flag, scope.ShownChild(keyring, flag.child_id, name, born)))
            given += [flag.id] if answered else []
    answers = _answers(work, given) if given else {}
    goals = _goals(work, [flag.goal_id for flag, _ in found if flag.goal_id])
    return [
        Told(flag, child, answers.get(flag.id, ()), goals.get(flag.goal_id, ""))
        for flag, child in found
    ]


@lru_cache
def _open(reached: ColumnElement[bool]) -> Select[Any]:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    columns = (getattr(Flag, name) for name in OpenFlag._fields)
    answered = select(FlagAnswer.id).where(FlagAnswer.flag_id == Flag.id).exists()
    found = select(Child.name_sealed, Child.born_sealed, answered, *columns)
    return (
        found.join(Child, Child.id == Flag.child_id)
        .where(reached, is_open())
        .order_by(Flag.raised_at.desc(), Flag.id)
    )


def _answers(work: Work, flag_ids: Sequence[UUID]) -> dict[UUID, tuple[Answered, ...]]:
    """Return what was done about some flags that the actor reads, oldest first."""
    options = {"scope": Permission.FLAG_READ}
    given = work.session.scalars(_GIVEN, {"ids": list(flag_ids)}, execution_options=options).all()
    people = names(work, [one.author_id for one in given])
    found: dict[UUID, list[FlagAnswer]] = {}
    for one in given:
        found.setdefault(one.flag_id, []).append(one)
    return {flag_id: _answered(some, people) for flag_id, some in found.items()}


_GIVEN = (
    select(FlagAnswer)
    .where(FlagAnswer.flag_id.in_(bindparam("ids", expanding=True)))
    .order_by(FlagAnswer.answered_at)
)


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
        Told(
            one, children[one.child_id], _answered(one.answers, people), goals.get(one.goal_id, "")
        )
        for one in shown
    ]


@lru_cache
def _children(reached: ColumnElement[bool]) -> Select[Child]:
    """Return the statement for children by their `ids`; kept, as that of the flags."""
    told = select(Child).where(reached, Child.id.in_(bindparam("ids", expanding=True)))
    return told.execution_options(scope=Permission.FLAG_READ)


def by_urgency(told: Told) -> tuple[int, float]:
    """Return the place of a flag in a list: how soon, then the day it is to be answered by."""
    kind = content().kind(told.flag.kind)
    return content().severity(kind.severity).order, told.flag.respond_by.timestamp()


def _answered(given: Iterable[FlagAnswer], people: dict[UUID, str]) -> tuple[Answered, ...]:
    """Return the answers with the names of who gave them."""
    return tuple(
        Answered(one, people.get(one.author_id, "") if one.author_id else "") for one in given
    )


def _goals(work: Work, ids: Sequence[UUID]) -> dict[UUID | None, str]:
    """Return how goals are worded, for those who read the plan."""
    if not ids:
        return {}
    found = work.session.scalars(
        scope.about(Goal, work, Permission.PLAN_READ).where(Goal.id.in_(ids))
    )
    return {one.id: one.wording for one in found}
