"""Read and answer what was raised about a house."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Home, Unit
from institution.content.flags import flags as content
from institution.flags.models import HouseFlag, HouseFlagAnswer
from institution.flags.services.answering import (
    AlreadyClosedError,
    NewAnswer,
    OtherAnswerError,
    check,
)
from institution.flags.services.houses import closed_on

CLOSED_SHOWN_DAYS = 14


class AnsweredHouse(NamedTuple):
    """An answer and who gave it."""

    answer: HouseFlagAnswer
    who: str
    """Empty where a job answered."""


class ToldHouse(NamedTuple):
    """A flag of a house as its readers need it."""

    flag: HouseFlag
    home: str
    answers: tuple[AnsweredHouse, ...]
    """Oldest first."""

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has closed it."""
        return closed_on(self.flag) is None


def house_flags(work: Work) -> list[ToldHouse]:
    """Return the flags of the actor's houses: open, or closed lately; newest first.

    None where no role of the actor ever reads them.
    """
    if not work.actor.may_ever(Permission.HOUSE_FLAG_READ):
        return []
    lately = work.today - timedelta(days=CLOSED_SHOWN_DAYS)
    found = _found(work, Permission.HOUSE_FLAG_READ)
    return [one for one in found if one.is_open or (closed_on(one.flag) or lately) > lately]


def house_flag(work: Work, flag_id: UUID) -> ToldHouse:
    """Return a flag of a house.

    Raises:
        NotAllowedError: no role of the actor ever reads flags of houses.
        NotReachableError: no such flag, or not within reach.
    """
    return _one(work, Permission.HOUSE_FLAG_READ, flag_id)


def answer_house(work: Work, flag_id: UUID, new: NewAnswer) -> None:
    """Keep an answer; sending the same again changes nothing.

    Raises:
        NotAllowedError: no role of the actor ever answers flags of houses.
        NotReachableError: no such flag, or not within reach.
        UnknownAnswerError, ReasonMissingError, TextMissingError: the answer is not whole.
        AlreadyClosedError: somebody closed the flag in the meantime.
        OtherAnswerError: something else was kept under this id.
    """
    check(new)
    kind = content().answer(new.kind)
    new = new if kind.close_reason_required else replace(new, reason=None)
    told = _one(work, Permission.HOUSE_FLAG_ANSWER, flag_id)
    for one in told.flag.answers:
        if one.id == new.id:
            return _same(work, one, new)
    if not told.is_open:
        raise AlreadyClosedError
    given = HouseFlagAnswer(
        id=new.id,
        flag_id=flag_id,
        kind=new.kind,
        closes=kind.closes,
        reason=new.reason,
        text=new.text,
        author_id=work.actor.id,
        answered_at=work.now,
    )
    save(work, given, Action.FLAG_ANSWERED)
    return None


def _same(work: Work, kept: HouseFlagAnswer, new: NewAnswer) -> None:
    """Refuse another answer under the id of one that is kept."""
    says = (kept.author_id, kept.kind, kept.reason, kept.text)
    if says != (work.actor.id, new.kind, new.reason, new.text):
        raise OtherAnswerError


def _one(work: Work, permission: Permission, flag_id: UUID) -> ToldHouse:
    found = _found(work, permission, flag_id)
    if not found:
        raise NotReachableError
    return found[0]


def _found(work: Work, permission: Permission, flag_id: UUID | None = None) -> list[ToldHouse]:
    """Return the flags of the actor's houses, or one of them, newest first."""
    within = scope.units(work, permission).with_only_columns(Unit.home_id)
    statement = select(HouseFlag, Home.name).join(Home, Home.id == HouseFlag.home_id)
    statement = statement.where(HouseFlag.home_id.in_(within))
    if flag_id is not None:
        statement = statement.where(HouseFlag.id == flag_id)
    loaded = statement.options(selectinload(HouseFlag.answers)).order_by(HouseFlag.day.desc())
    rows = work.session.execute(loaded).all()
    people = names(work, [one.author_id for flag, _ in rows for one in flag.answers])
    return [ToldHouse(flag, home, _answered(flag.answers, people)) for flag, home in rows]


def _answered(
    answers: Sequence[HouseFlagAnswer], people: dict[UUID, str]
) -> tuple[AnsweredHouse, ...]:
    return tuple(
        AnsweredHouse(one, people.get(one.author_id, "") if one.author_id else "")
        for one in answers
    )
