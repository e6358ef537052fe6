"""Keep an incident: the first words at once, the whole of it later, nothing twice."""

from uuid import UUID
from zoneinfo import ZoneInfo

from blinker import Signal
from sqlalchemy import select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import BoundKind
from institution.content.incidents import incidents
from institution.incidents.models import Addition, HelpTonight, Incident, as_text
from institution.incidents.services.adding import keep, newest
from institution.incidents.services.bounding import bound
from institution.incidents.services.checking import check_telling, person_of
from institution.incidents.services.drafts import Draft, Kept, Place, QuickNote
from institution.incidents.services.errors import (
    CompletedMeanwhileError,
    OtherIncidentError,
    SignedError,
)
from institution.incidents.services.places import hold, place_at

recorded = Signal()
"""Sent with the work, as `incident=`, after one was kept; not for one that was known already."""


def quick_note(work: Work, child_id: UUID, note: QuickNote) -> Kept:
    """Keep the first words about something; sending the same again changes nothing.

    Raises:
        As `record`.
    """
    kinds = {one.key: one for one in incidents().types}
    kind = kinds.get(note.type)
    usual = kind.severities[0] if kind and kind.severities else None
    draft = Draft(
        id=note.id,
        type=note.type,
        severity=note.severity if note.severity is not None else usual,
        started_at=note.started_at,
        written_at=note.written_at,
        codes={"place": note.place} if note.place else {},
        texts={"what_was_seen": note.text} if note.text.strip() else {},
        around=note.around,
    )
    return record(work, child_id, draft)


def record(work: Work, child_id: UUID, draft: Draft) -> Kept:
    """Keep a telling; sending the same again changes nothing and returns the kept one.

    Raises:
        NotReachableError: the actor may not write about this child, or not tell that matter anew.
        NotLivingHereError: the child lived in no home where the actor works.
        UnknownAnswerError, AnswerMissingError, TimesOutOfOrderError: names the question.
        CompletedMeanwhileError: somebody told it anew in the meantime.
        SignedError: it is signed, and nothing of it is told anew.
        OtherIncidentError: something else is kept under this id.
    """
    place = place_at(work, child_id, draft.started_at)
    hold(work, Permission.INCIDENT_WRITE, child_id)
    if kept := _own(work, draft.id):
        return _known(kept, place, draft)
    check_telling(work, draft, place.profile)
    old = _replaced(work, child_id, draft.corrects_id) if draft.corrects_id else None
    matter_id = old.matter_id or old.id if old else draft.id
    bounds = bound(work, matter_id, place, draft)
    incident = _incident(work, place, draft, matter_id)
    save(work, incident, Action.INCIDENT_COMPLETED if old else Action.INCIDENT_RECORDED)
    work.session.flush()
    _help(work, incident, bounds)
    for new in draft.additions:
        keep(work, incident, new)
    work.session.flush()
    kept_now = _kept(incident, place, bounds)
    recorded.send(work, incident=kept_now)
    return kept_now


def newest_id(work: Work, child_id: UUID, incident_id: str | None) -> str:
    """Return the id of the telling that stands, of the matter of another; that one if none does."""
    readable = scope.about(Incident, work, Permission.INCIDENT_WRITE)
    of_child = readable.where(Incident.child_id == child_id)
    named = person_of(incident_id)
    one = work.session.scalar(of_child.where(Incident.id == named))
    if one is None or one.matter_id is None:
        return incident_id or ""
    return str(newest(work, Permission.INCIDENT_WRITE, child_id, one.matter_id).id)


def _own(work: Work, incident_id: UUID) -> Incident | None:
    """Return the telling with this id, where the actor could have written it."""
    writable = scope.about(Incident, work, Permission.INCIDENT_WRITE)
    return work.session.scalar(writable.where(Incident.id == incident_id))


def _known(kept: Incident, place: Place, draft: Draft) -> Kept:
    """Return the kept telling when the draft says the same."""
    says = (kept.child_id, kept.type, kept.severity, kept.started_at, kept.corrects_id)
    sent = (place.child_id, draft.type, draft.severity, draft.started_at, draft.corrects_id)
    if says != sent or kept.codes != dict(draft.codes) or kept.texts != dict(draft.texts):
        raise OtherIncidentError
    return _kept(kept, place, frozenset())


def _replaced(work: Work, child_id: UUID, incident_id: UUID) -> Incident:
    """Return the telling that another replaces."""
    writable = scope.about(Incident, work, Permission.INCIDENT_WRITE)
    old = work.session.scalar(writable.where(Incident.id == incident_id))
    if old is None or old.child_id != child_id:
        raise NotReachableError
    if _exists(work, select(Incident.id).where(Incident.corrects_id == old.id)):
        raise CompletedMeanwhileError
    signed = select(Addition.id).where(
        Addition.matter_id == old.matter_id, Addition.kind == "registered"
    )
    if _exists(work, signed):
        raise SignedError
    return old


def _exists(work: Work, statement: object) -> bool:
    """Tell whether there is such a row about a matter that the actor is writing about.

    It may be bounded: what is asked is only whether the next telling comes too late.
    """
    asked = statement.limit(1).execution_options(scope="own matter")  # type: ignore[attr-defined]
    return work.session.scalar(asked) is not None


def _incident(work: Work, place: Place, draft: Draft, matter_id: UUID) -> Incident:
    """Return the telling as it is kept."""
    if work.actor.id is None:
        raise NotReachableError
    return Incident(
        id=draft.id,
        child_id=place.child_id,
        municipality_id=place.municipality_id,
        home_id=place.home_id,
        unit_id=place.unit_id,
        matter_id=matter_id,
        author_id=work.actor.id,
        type=draft.type,
        severity=draft.severity,
        started_at=draft.started_at,
        written_at=draft.written_at,
        received_at=work.now,
        content_version=incidents().version,
        corrects_id=draft.corrects_id,
        codes=dict(draft.codes),
        texts_json=as_text(draft.texts),
    )


def _help(work: Work, incident: Incident, bounds: frozenset[BoundKind]) -> None:
    """Keep how to help tonight, which the shift reads unless only the named may."""
    text = incident.texts.get("tonight")
    if text is None:
        return
    row = HelpTonight(
        child_id=incident.child_id,
        municipality_id=incident.municipality_id,
        home_id=incident.home_id,
        matter_id=incident.matter_id,
        author_id=incident.author_id,
        closeness=BoundKind.NAMED if BoundKind.NAMED in bounds else None,
        written_at=incident.written_at,
        text=text,
    )
    save(work, row, Action.INCIDENT_ADDED_TO)


def _kept(incident: Incident, place: Place, bounds: frozenset[BoundKind]) -> Kept:
    """Return what others are told of a telling."""
    zone = ZoneInfo(place.time_zone)
    return Kept(
        id=incident.id,
        matter_id=incident.matter_id or incident.id,
        type=incident.type,
        severity=incident.severity,
        started_at=incident.started_at,
        day=incident.started_at.astimezone(zone).date(),
        place=place,
        bounds=bounds,
        is_first=incident.corrects_id is None,
    )
