"""What is written about a child, for the child: plain words, and no other child by name."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Child, Placement, Unit
from institution.db.sealing import Place
from institution.logs.models import ShiftLog
from institution.voice.models import Voice

NEWEST = 20


class Line(NamedTuple):
    """A log as the child reads it."""

    log: ShiftLog
    author: str
    good_moment: str
    note: str


def own_logs(work: Work, another_child: str) -> list[Line]:
    """Return the newest logs about the child that hold words, as they stand.

    Args:
        work: of the child.
        another_child: stands where another child is named.
    """
    later = aliased(ShiftLog)
    corrected = select(later.id).where(later.corrects_id == ShiftLog.id).exists()
    found = work.session.scalars(
        scope.about(ShiftLog, work, Permission.OWN_RECORD_READ)
        .where(~corrected)
        .order_by(ShiftLog.day.desc(), ShiftLog.received_at.desc())
        .limit(NEWEST)
    ).all()
    told = [log for log in found if log.good_moment or log.note]
    people = names(work, [log.author_id for log in told])
    others = names_of_others(work, {log.home_id for log in told})
    return [
        Line(
            log,
            people.get(log.author_id, ""),
            unnamed(log.good_moment or "", others, another_child),
            unnamed(log.note or "", others, another_child),
        )
        for log in told
    ]


def own_log(work: Work, log_id: UUID) -> ShiftLog:
    """Return a log about the child.

    Raises:
        NotReachableError: no such log about this child.
    """
    wanted = scope.about(ShiftLog, work, Permission.OWN_RECORD_READ)
    log = work.session.scalar(wanted.where(ShiftLog.id == log_id))
    if log is None:
        raise NotReachableError
    return log


def read_with_child(work: Work, child_id: UUID, log_ids: Iterable[UUID]) -> list[Voice]:
    """Return the reading of logs with the child that the actor may know of, oldest first.

    That a log was read together is no secret; what the child said of it is for whom it chose.
    """
    return list(
        work.session.scalars(
            scope.about(Voice, work, Permission.VOICE_READ)
            .where(Voice.child_id == child_id, Voice.log_id.in_(list(log_ids)))
            .order_by(Voice.said_at)
        )
    )


def unnamed(text: str, others: Iterable[str], another_child: str) -> str:
    """Return a text in which other children have no name.

    >>> unnamed("Maliks ven Nivi kom", ["Nivi"], "et andet barn")
    'Maliks ven et andet barn kom'
    >>> unnamed("Nivis bold", ["Nivi"], "et andet barn")
    'et andet barns bold'
    """
    words = sorted({re.escape(name) for name in others if name}, key=len, reverse=True)
    if not words:
        return text
    named = re.compile(rf"\b(?:{'|'.join(words)})('?s)?\b", re.IGNORECASE)
    return named.sub(lambda found: another_child + (found[1] or ""), text)


def names_of_others(work: Work, home_ids: set[UUID]) -> set[str]:
    """Return the names of the other children who ever lived in some homes.

    Read on the connection, and shown to nobody: they are what is left out.
    """
    found = work.session.connection().execute(
        select(Child.id, Child.name_sealed)
        .join(Placement, Placement.child_id == Child.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .where(Unit.home_id.in_(home_ids), Child.id != work.actor.id)
        .distinct()
    )
    keyring, others = work.session.info["keyring"], set[str]()
    for child_id, sealed in found:
        name = keyring.open(sealed, Place("children", "name_sealed", child_id))
        others |= {name, *name.split()}
    return others
