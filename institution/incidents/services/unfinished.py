"""What time has not yet seen done: unsigned uses of force, and talks after having been away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.incidents.models import Addition, Incident

FORCE, RETURN_TALK = "use_of_force_incomplete", "return_talk_due"
LOOKED_BACK = timedelta(days=60)
"""Older ones are no longer for a reminder."""
TALK_AFTER = timedelta(hours=72)
DAY = timedelta(hours=24)


class Unfinished(NamedTuple):
    """Something about a matter that waits to be done."""

    kind: str
    """Key of the flag that reminds of it."""
    matter_id: UUID
    child_id: UUID
    municipality_id: UUID
    home_id: UUID
    unit_id: UUID
    began_at: datetime
    due: datetime


def unfinished(work: Work) -> list[Unfinished]:
    """Return what waits about the matters of the last weeks that the actor reads."""
    since = work.now - LOOKED_BACK
    columns = (
        Incident.id,
        Incident.corrects_id,
        Incident.type,
        Incident.matter_id,
        Incident.child_id,
        Incident.municipality_id,
        Incident.home_id,
        Incident.unit_id,
        Incident.started_at,
    )
    found = work.session.execute(
        select(*columns)
        .where(
            scope.within(Incident, work, Permission.INCIDENT_READ),
            Incident.type.in_(("use_of_force", "missing_from_home")),
            Incident.started_at >= since,
        )
        .execution_options(scope=Permission.INCIDENT_READ)
    ).all()
    replaced = {row.corrects_id for row in found}
    standing = [row for row in found if row.id not in replaced]
    done = _done(work, [row.matter_id for row in standing])
    return [one for row in standing for one in _waiting(row, done.get(row.matter_id, {}))]


def _done(work: Work, matter_ids: Sequence[UUID]) -> Mapping[UUID | None, dict[str, datetime]]:
    """Return what was placed beside matters: the kinds, and when."""
    found: dict[UUID | None, dict[str, datetime]] = {}
    rows = work.session.execute(
        select(Addition.matter_id, Addition.kind, Addition.at, Addition.received_at)
        .where(
            scope.within(Addition, work, Permission.INCIDENT_READ),
            Addition.matter_id.in_(matter_ids),
        )
        .execution_options(scope=Permission.INCIDENT_READ)
    )
    for matter_id, kind, at, received_at in rows:
        found.setdefault(matter_id, {})[kind] = at or received_at
    return found


def _waiting(row: Any, done: Mapping[str, datetime]) -> Iterator[Unfinished]:
    """Give what waits of one matter."""
    if row.type == "use_of_force":
        signed = done.get("registered")
        whole = signed is not None and {"sent", "child_account"} <= done.keys()
        if not whole:
            yield _unfinished(FORCE, row, (signed or row.started_at) + DAY)
    elif "returned" in done and "return_talk" not in done:
        yield _unfinished(RETURN_TALK, row, done["returned"] + TALK_AFTER)


def _unfinished(kind: str, row: Any, due: datetime) -> Unfinished:
    about = (row.matter_id, row.child_id, row.municipality_id, row.home_id, row.unit_id)
    return Unfinished(kind, *about, row.started_at, due)
