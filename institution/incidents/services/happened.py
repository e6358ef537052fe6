"""When something happened around a child: days and kinds alone, for pictures of other things."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.incidents import incidents
from institution.db.statements import Statement
from institution.db.types import Moment
from institution.incidents.models import Incident

LOSS = "loss_or_bad_news"


class Happened(NamedTuple):
    """One matter as it stands."""

    day: date
    """Where the reader is."""
    type: str
    kind: str
    """`hard`, `story` (a loss, a part of the child's own story) or `good`."""


def happened(work: Work, child_id: UUID, since: date, until: date) -> list[Happened]:
    """Return what the reader may read of incidents and good events in some days, oldest first.

    Raises:
        NotAllowedError: no role of the actor ever reads incidents.
    """
    reached, asked = scope.of_child(Incident, work, Permission.INCIDENT_READ, child_id)
    if Incident not in scope.kinds(work, Permission.INCIDENT_READ, child_id):
        return []
    zone = work.actor.time_zone
    begins, ends = (
        datetime.combine(day, time(), zone).astimezone(UTC)
        for day in (since, until + timedelta(days=1))
    )
    asked |= {"begins": begins, "ends": ends}
    found = _statement(reached).rows(work.session.connection(), asked)
    work.look_up(child_id)
    kinds = {type_: kind_of(type_) for type_ in {type_ for _at, type_ in found}}
    return [Happened(at.astimezone(zone).date(), type_, kinds[type_]) for at, type_ in found]


def kind_of(type_: str) -> str:
    """Return how a type of incident is drawn."""
    if incidents().type(type_).has_severity:
        return "hard"
    return "story" if type_ == LOSS else "good"


@lru_cache
def _statement(reached: ColumnElement[bool]) -> Statement:
    """Return the statement; kept, since making it takes longer than carrying it out."""
    told = Incident
    replaced = select(told.corrects_id).where(told.corrects_id.is_not(None), reached)
    begins, ends = (bindparam(name, type_=Moment()) for name in ("begins", "ends"))
    chosen = select(told.started_at, told.type).where(
        told.started_at >= begins,
        told.started_at < ends,
        reached,
        told.id.not_in(replaced.correlate(None)),
    )
    return Statement(chosen.order_by(told.started_at, told.id))
