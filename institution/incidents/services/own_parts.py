"""What someone who took part writes, who may not read the matter itself."""

from dataclasses import replace
from uuid import UUID

from institution.access.actor import NIGHTLY
from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Bound, BoundKind
from institution.incidents.models import Addition, Incident
from institution.incidents.services.adding import keep, known, newest, same
from institution.incidents.services.drafts import NewAddition
from institution.incidents.services.errors import UnknownAnswerError
from institution.incidents.services.places import hold


def add_own_part(work: Work, child_id: UUID, matter_id: UUID, new: NewAddition) -> Addition:
    """Keep what someone who took part writes, who may not read the matter itself.

    Raises:
        NotReachableError: the actor took no part in it, or it goes around the actor.
        AddedAlreadyError: the actor has written an own part.
        UnknownAnswerError, AnswerMissingError: names the question.
    """
    scope.child(work, Permission.INCIDENT_WRITE, child_id)
    hold(work, Permission.INCIDENT_WRITE, child_id)
    if kept := known(work, new.id):
        return same(kept, matter_id, new)
    waiting = {row.matter_id: row for row in own_parts_waiting(work, child_id)}
    if matter_id not in waiting:
        raise NotReachableError
    if new.kind != "staff_account":
        raise UnknownAnswerError("kind")
    # The job finds where the part belongs; the actor is shown nothing of it.
    job = replace(work, actor=NIGHTLY)
    return keep(work, newest(job, Permission.INCIDENT_READ, child_id, matter_id), new)


def own_parts_waiting(work: Work, child_id: UUID) -> list[Bound]:
    """Return the matters of a child in which the actor took part and has not written about it.

    Raises:
        NotReachableError: there are incidents, and the actor may not write about this child.
    """
    if Incident not in scope.kinds(work, Permission.INCIDENT_WRITE, child_id):
        return []
    scope.child(work, Permission.INCIDENT_WRITE, child_id)
    rows = work.session.scalars(
        scope.about(Bound, work, Permission.INCIDENT_WRITE).where(
            Bound.child_id == child_id, Bound.person_id == work.actor.id
        )
    ).all()
    around = {row.matter_id for row in rows if row.kind is BoundKind.AROUND}
    written = set(
        work.session.scalars(
            scope.about(Addition, work, Permission.INCIDENT_READ)
            .where(
                Addition.child_id == child_id,
                Addition.kind == "staff_account",
                Addition.author_id == work.actor.id,
            )
            .with_only_columns(Addition.matter_id)
        )
    )
    return [
        row
        for row in rows
        if row.kind is BoundKind.TOOK_PART and row.matter_id not in around | written
    ]
