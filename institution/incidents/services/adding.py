"""Place something beside an incident: nothing that was written is changed by it."""

from uuid import UUID

from blinker import Signal

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.content.incidents import AdditionKind, incidents
from institution.incidents.models import Addition, Incident, as_text
from institution.incidents.services.bounding import took_part
from institution.incidents.services.checking import check_addition
from institution.incidents.services.drafts import NewAddition
from institution.incidents.services.errors import (
    AddedAlreadyError,
    NotCompleteError,
    OtherIncidentError,
    TookPartError,
    UnknownAnswerError,
)
from institution.incidents.services.missing import missing_to_sign
from institution.incidents.services.offering import agreed
from institution.incidents.services.places import hold, profile_of_home

added = Signal()
"""Sent with the work, as `addition=` and `incident_type=`, after something was placed beside."""

ONCE = frozenset({"registered", "received", "returned"})
"""Kinds of which a matter has one."""
DONE = "follow_up_done"
PERMISSION = {
    "write": Permission.INCIDENT_WRITE,
    "took_part": Permission.INCIDENT_WRITE,
    "sign": Permission.FORCE_SIGN,
    "receive": Permission.FORCE_RECEIVE,
}


def add(work: Work, child_id: UUID, matter_id: UUID, new: NewAddition) -> Addition:
    """Keep an addition; sending the same again changes nothing and returns the kept one.

    Raises:
        NotAllowedError: no role of the actor ever adds this kind.
        NotReachableError: no such incident of this child, or not within reach.
        UnknownAnswerError, AnswerMissingError, TimesOutOfOrderError: names the question.
        TookPartError: who took part neither signs nor reviews.
        NotCompleteError: it is not whole enough to be signed.
        AddedAlreadyError: there can be only one of this kind.
        OtherIncidentError: something else is kept under this id.
    """
    kind, new = _kind(new.kind), agreed(work, new)
    permission = PERMISSION[kind.by]
    scope.child(work, permission, child_id)
    hold(work, permission, child_id)
    if kept := known(work, new.id):
        return same(kept, matter_id, new)
    incident = newest(work, permission, child_id, matter_id)
    _check_person(work, kind, matter_id)
    _check_place(work, kind, incident)
    _check_named(work, new, matter_id)
    return keep(work, incident, new)


def newest(work: Work, permission: Permission, child_id: UUID, matter_id: UUID) -> Incident:
    """Return the newest telling of a matter that the actor reads.

    Raises:
        NotReachableError: no such matter of this child, or not within reach.
    """
    readable = scope.about(Incident, work, permission)
    tellings = work.session.scalars(
        readable.where(Incident.child_id == child_id, Incident.matter_id == matter_id)
    ).all()
    replaced = {one.corrects_id for one in tellings}
    standing = [one for one in tellings if one.id not in replaced]
    if not standing:
        raise NotReachableError
    return standing[-1]


def keep(work: Work, incident: Incident, new: NewAddition) -> Addition:
    """Keep an addition to an incident that the actor has just told or reached."""
    check_addition(work, new, incident.type, incident.started_at)
    if work.actor.id is None:
        raise NotReachableError
    addition = Addition(
        id=new.id,
        child_id=incident.child_id,
        municipality_id=incident.municipality_id,
        home_id=incident.home_id,
        matter_id=incident.matter_id,
        author_id=work.actor.id,
        kind=new.kind,
        at=new.at,
        due=new.due,
        person_id=new.person_id,
        names_id=new.names_id,
        signs_id=incident.id if new.kind == "registered" else None,
        written_at=new.written_at,
        received_at=work.now,
        content_version=incidents().version,
        codes=dict(new.codes),
        texts_json=as_text(new.texts) if new.texts else None,
    )
    save(work, addition, Action.INCIDENT_ADDED_TO)
    work.session.flush()
    added.send(work, addition=addition, incident_type=incident.type)
    return addition


def _kind(key: str) -> AdditionKind:
    kinds = {one.key: one for one in incidents().additions}
    if key not in kinds or kinds[key].by == "took_part":
        raise UnknownAnswerError("kind")
    return kinds[key]


def _check_person(work: Work, kind: AdditionKind, matter_id: UUID) -> None:
    """Refuse a signature or a review by someone who took part."""
    if kind.by == "sign" and took_part(work, matter_id, work.actor.id):
        raise TookPartError


def _check_place(work: Work, kind: AdditionKind, incident: Incident) -> None:
    """Refuse what comes too early, and what is there already."""
    there = set(
        work.session.scalars(
            scope.about(Addition, work, Permission.INCIDENT_READ)
            .where(Addition.matter_id == incident.matter_id)
            .with_only_columns(Addition.kind)
        )
    )
    if kind.key in ONCE & there:
        raise AddedAlreadyError
    if kind.needs is not None and kind.needs not in there:
        raise UnknownAnswerError("kind")
    if kind.key == "registered":
        profile = profile_of_home(work, incident.home_id)
        if missing := missing_to_sign(incident, profile):
            raise NotCompleteError(missing)


def _check_named(work: Work, new: NewAddition, matter_id: UUID) -> None:
    """Let only a follow-up of the same matter be told to be done, and once."""
    if new.kind != DONE:
        if new.names_id is not None:
            raise UnknownAnswerError("follow_up")
        return
    there = work.session.scalars(
        scope.about(Addition, work, Permission.INCIDENT_READ).where(
            Addition.matter_id == matter_id, Addition.kind.in_(("follow_up", DONE))
        )
    ).all()
    if new.names_id not in {one.id for one in there if one.kind == "follow_up"}:
        raise UnknownAnswerError("follow_up")
    if new.names_id in {one.names_id for one in there}:
        raise AddedAlreadyError


def known(work: Work, addition_id: UUID) -> Addition | None:
    """Return the addition with this id, where the actor reads it."""
    readable = scope.about(Addition, work, Permission.INCIDENT_READ)
    return work.session.scalar(readable.where(Addition.id == addition_id))


def same(kept: Addition, matter_id: UUID, new: NewAddition) -> Addition:
    """Return the kept addition when it says the same."""
    says = (kept.matter_id, kept.kind, kept.at, kept.due, kept.person_id, kept.texts)
    sent = (matter_id, new.kind, new.at, new.due, new.person_id, dict(new.texts))
    if says != sent or kept.codes != dict(new.codes):
        raise OtherIncidentError
    return kept
