"""A child that wanted to wait with its own account is offered to tell again, on the day agreed.

Each offer is kept beside the incident, with its day and who made it; a later one changes none.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.incidents.models import Addition, Incident
from institution.incidents.services.drafts import NewAddition
from institution.incidents.services.reading import Matter

ACCOUNT, OFFERED, LATER = "child_account", "childs_account_offered", "later"
ANSWERS = frozenset({LATER, "told", "declined"})
MOST_OFFERS = 3
"""The first, and two more: it is for the child to come after that."""
LOOKED_BACK = timedelta(days=60)
"""Older ones are no longer for a reminder."""
DAY = timedelta(days=1)


class Offer(NamedTuple):
    """An offer to tell."""

    id: UUID
    """Of the telling or the addition that says so."""
    at: datetime
    answer: str | None
    due: date | None
    """The day that was agreed for the next one."""
    by: UUID
    """Who made it."""


class Again(NamedTuple):
    """An offer that is to be made again."""

    last: Offer
    due: date


class Waiting(NamedTuple):
    """A child that waits with its account of an incident."""

    child_id: UUID
    matter_id: UUID
    type: str
    started_at: datetime
    due: date


def agreed(work: Work, new: NewAddition) -> NewAddition:
    """Return an account with the day of the next offer: the day after, where none was agreed.

    Only a child that wants to wait is offered again. Other additions are returned as they are.
    """
    if new.kind != ACCOUNT:
        return new
    if new.codes.get("answer") != LATER or new.at is None:
        return replace(new, due=None)
    return replace(new, due=new.due or new.at.astimezone(work.actor.time_zone).date() + DAY)


def to_offer(work: Work, matters: Sequence[Matter]) -> dict[UUID | None, Again]:
    """Return the offers that are to be made again, by id of the matter.

    Where the child has told, or will not, there is none. The last offer may be one that the actor
    does not read: then it is told of the day alone.
    """
    return _to_offer(work, [one.incident for one in matters])


def waiting_to_tell(work: Work, child_ids: Collection[UUID]) -> list[Waiting]:
    """Return who of some children waits with telling, the nearest first, as far as the actor reads.

    Raises:
        NotAllowedError: no role of the actor ever reads incidents.
    """
    told = _told(work, child_ids)
    again = _to_offer(work, told)
    found = []
    for row in told:
        if row.matter_id in again:
            work.look_up(row.child_id)
            about = (row.child_id, row.matter_id, row.type, row.started_at)
            found.append(Waiting(*about, again[row.matter_id].due))
    return sorted(found, key=lambda one: one.due)


def _to_offer(work: Work, told: Sequence[Any]) -> dict[UUID | None, Again]:
    """Return the offers to be made again, of some tellings that the actor reads."""
    made, zone, found = _made(work, [one.matter_id for one in told]), work.actor.time_zone, {}
    for one in told:
        first = Offer(one.id, one.received_at, one.codes.get(OFFERED), None, one.author_id)
        if again := _again([first, *made[one.matter_id]], zone):
            found[one.matter_id] = again
    return found


def _again(offers: Sequence[Offer], zone: ZoneInfo) -> Again | None:
    """Return when an offer is made again, after those that were made, oldest first."""
    made = [one for one in offers if one.answer in ANSWERS]
    if not made or len(made) >= MOST_OFFERS or any(one.answer != LATER for one in made):
        return None
    last = made[-1]
    return Again(last, last.due or last.at.astimezone(zone).date() + DAY)


def _told(work: Work, child_ids: Collection[UUID]) -> list[Any]:
    """Return the standing tellings of the last weeks."""
    told = Incident
    columns = (
        told.id, told.corrects_id, told.matter_id, told.child_id, told.type, told.codes,
        told.author_id, told.started_at, told.received_at,
    )  # fmt: skip
    rows = work.session.execute(
        select(*columns)
        .where(
            scope.within(told, work, Permission.INCIDENT_READ),
            told.child_id.in_(child_ids),
            told.started_at >= work.now - LOOKED_BACK,
        )
        .execution_options(scope=Permission.INCIDENT_READ)
    ).all()
    replaced = {row.corrects_id for row in rows}
    return [row for row in rows if row.id not in replaced]


def _made(work: Work, matter_ids: Sequence[UUID | None]) -> Mapping[UUID | None, list[Offer]]:
    """Return the offers beside some matters that the actor reads, oldest first, without a word.

    They are read as the job reads: whoever told of a closed matter does not read what others place
    beside it, and would else offer again what the child has done.
    """
    found: defaultdict[UUID | None, list[Offer]] = defaultdict(list)
    if not matter_ids:
        return found
    one, job = Addition, replace(work, actor=NIGHTLY)
    columns = (one.matter_id, one.id, one.at, one.received_at, one.codes, one.due, one.author_id)
    rows = work.session.execute(
        select(*columns)
        .where(
            scope.within(one, job, Permission.INCIDENT_READ),
            one.kind == ACCOUNT,
            one.matter_id.in_(matter_ids),
        )
        .order_by(one.received_at, one.id)
        .execution_options(scope=Permission.INCIDENT_READ)
    )
    for matter_id, made_id, at, received_at, codes, due, by in rows:
        offer = Offer(made_id, at or received_at, codes.get("answer"), due, by)
        found[matter_id].append(offer)
    return found
