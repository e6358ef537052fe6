"""Flags out of incidents: acute ones at once from what a person wrote, reminders from the clock."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Bound, BoundKind
from institution.content.flags import FlagKind
from institution.content.flags import flags as content
from institution.flags.models import Flag
from institution.flags.services.closing import close
from institution.flags.services.findings import Finding
from institution.flags.services.raising import is_open, raise_flags
from institution.flags.services.residence import Residence
from institution.incidents.models import Addition
from institution.incidents.services import Kept, Line, lines_of_child
from institution.incidents.services.unfinished import FORCE, RETURN_TALK, Unfinished, unfinished

MISSING, CLUSTER = "child_missing", "incident_cluster"
DONE, RETURNED = "done", "returned"
"""Answers of the job."""
REMINDED_BEFORE = timedelta(hours=24)
"""The look comes once a day: it reminds of what falls due before the next."""
BEFORE = timedelta(days=84)
"""Days before the window of a cluster that tell what is usual for the child."""
BOUND_OF = {
    "restricted": BoundKind.RESTRICTED,
    "named_recipients_only": BoundKind.NAMED,
}


def on_incident(work: Work, incident: Kept) -> None:
    """Raise what an incident that was just kept causes, as the job that looks at all children."""
    job = replace(work, actor=NIGHTLY)
    seen = work.looked_up
    kinds = [kind for kind in content().kinds if incident.type in _types(kind)]
    found = [_finding(kind, incident) for kind in kinds]
    raise_flags(job, [*found, *_cluster(job, incident)])
    work.session.info["looked_up"] = {*seen, incident.place.child_id}


def on_addition(work: Work, addition: Addition, incident_type: str) -> None:
    """Close that a child is away when it has come back."""
    if addition.kind == "returned" and incident_type == "missing_from_home":
        job = replace(work, actor=NIGHTLY)
        for flag in _open(job, [MISSING]):
            if flag.matter_id == addition.matter_id:
                close(job, flag, RETURNED)


def find_due(work: Work) -> list[Finding]:
    """Return what waits about incidents and falls due before the next look."""
    soon = work.now + REMINDED_BEFORE
    return [_reminder(work, one) for one in unfinished(work) if one.due <= soon]


def close_done(work: Work) -> int:
    """Close the reminders of what was done meanwhile; return how many."""
    waits = {(one.kind, one.matter_id) for one in unfinished(work)}
    flags = _open(work, [FORCE, RETURN_TALK])
    done = [flag for flag in flags if (flag.kind, flag.matter_id) not in waits]
    return sum(close(work, flag, DONE) for flag in done)


def closeness(kind: FlagKind, bounds: Iterable[BoundKind] = ()) -> BoundKind | None:
    """Return how closely a flag is held: as its kind, and never wider than to named readers."""
    return BoundKind.NAMED if BoundKind.NAMED in bounds else BOUND_OF.get(kind.visibility)


def _types(kind: FlagKind) -> Sequence[str]:
    """Return the types of incident that raise a kind at once."""
    types = kind.rule.get("incident_types", ()) if kind.rule["type"] == "event" else ()
    return [str(one) for one in types]  # type: ignore[attr-defined]


def _finding(kind: FlagKind, incident: Kept) -> Finding:
    """Return a flag that an incident causes."""
    return Finding(
        kind=kind.key,
        child=_residence(incident),
        day=incident.day,
        since=incident.day,
        about=str(incident.matter_id),
        matter_id=incident.matter_id,
        closeness=closeness(kind, incident.bounds),
        evidence={},
    )


def _residence(incident: Kept) -> Residence:
    """Return the child of an incident and where it lives."""
    place = incident.place
    about = (place.child_id, place.municipality_id, place.home_id, place.unit_id)
    return Residence(*about, incident.day, incident.day)


def _cluster(job: Work, incident: Kept) -> list[Finding]:
    """Return that there are more hard events than usual; none that is bounded is counted."""
    rule = content().kind(CLUSTER).rule
    least, days = int(str(rule["at_least"])), int(str(rule["window_days"]))
    severity = int(str(rule["incidents_severity_at_least"]))
    if (incident.severity or 0) < severity or incident.bounds:
        return []
    hard = _countable(job, incident.place.child_id, severity)
    begins = job.now - timedelta(days=days)
    now = [one for one in hard if one.started_at >= begins]
    earlier = [one for one in hard if begins - BEFORE <= one.started_at < begins]
    usual = len(earlier) * days / BEFORE.days
    if len(now) < least or len(now) <= usual:
        return []
    return [
        Finding(
            kind=CLUSTER,
            child=_residence(incident),
            day=incident.day,
            since=begins.date(),
            evidence={"n": len(now)},
        )
    ]


def _countable(job: Work, child_id: UUID, severity: int) -> list[Line]:
    """Return the hard events of a child that everyone around it may know of."""
    bounded = set(
        job.session.scalars(
            select(Bound.matter_id)
            .where(scope.within(Bound, job, Permission.INCIDENT_READ), Bound.child_id == child_id)
            .execution_options(scope=Permission.INCIDENT_READ)
        )
    )
    return [
        one
        for one in lines_of_child(job, child_id)
        if (one.severity or 0) >= severity and one.matter_id not in bounded
    ]


def _reminder(work: Work, one: Unfinished) -> Finding:
    """Return a reminder of what waits."""
    began = one.began_at.date()
    child = Residence(one.child_id, one.municipality_id, one.home_id, one.unit_id, began, began)
    return Finding(
        kind=one.kind,
        child=child,
        day=work.today,
        since=began,
        about=str(one.matter_id),
        matter_id=one.matter_id,
        closeness=closeness(content().kind(one.kind)),
        evidence={"due": one.due.isoformat()},
    )


def _open(job: Work, kinds: Sequence[str]) -> Sequence[Flag]:
    """Return the open flags of some kinds."""
    return job.session.scalars(
        scope.about(Flag, job, Permission.FLAG_RAISE)
        .where(Flag.kind.in_(kinds), is_open())
        .options(selectinload(Flag.answers))
    ).all()
