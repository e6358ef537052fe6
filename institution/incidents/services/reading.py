"""Read the incidents of a child, as far as the reader may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Bound, BoundKind
from institution.incidents.models import Addition, HelpTonight, Incident
from institution.incidents.services.accounts import Beside, readable
from institution.incidents.services.bounding import bounds_of
from institution.incidents.services.missing import missing
from institution.incidents.services.places import profile_of_home

READ = Permission.INCIDENT_READ
HELPS_SHOWN = timedelta(hours=36)


class Around(NamedTuple):
    """What is known around a matter."""

    bounds: list[Bound]
    people: Mapping[UUID, str]


@dataclass(frozen=True)
class Matter:
    """All of one incident that the reader sees."""

    incident: Incident
    """The newest telling."""
    older: tuple[Incident, ...]
    """Tellings it replaced, the newest first."""
    beside: tuple[Beside, ...]
    """What was placed beside it, oldest first."""
    people: Mapping[UUID, str]
    bounds: tuple[Bound, ...]
    missing: tuple[str, ...]
    profile: str

    @property
    def signed(self) -> Addition | None:
        """Return the signature; None while there is none."""
        found = (one.addition for one in self.beside)
        return next((one for one in found if one.kind == "registered"), None)

    def of(self, kind: BoundKind) -> list[UUID]:
        """Return the people whom the bounds of a kind name."""
        return [b.person_id for b in self.bounds if b.kind is kind and b.person_id is not None]


def matter(work: Work, child_id: UUID, matter_id: UUID) -> Matter:
    """Return an incident with all that was placed beside it.

    Raises:
        NotReachableError: no such incident of this child, or not within reach.
    """
    found = matters(work, child_id, [matter_id])
    if not found:
        raise NotReachableError
    return found[0]


def matters(work: Work, child_id: UUID, matter_ids: Sequence[UUID]) -> list[Matter]:
    """Return incidents of a child in the order asked for; those out of reach are left out."""
    about = scope.about(Incident, work, READ).where(
        Incident.child_id == child_id, Incident.matter_id.in_(matter_ids)
    )
    told: dict[UUID | None, list[Incident]] = {}
    for one in work.session.scalars(about.order_by(Incident.received_at, Incident.id)):
        told.setdefault(one.matter_id, []).append(one)
    beside = _beside(work, child_id, list(told))
    bounds = bounds_of(work, [one for one in told if one])
    people = names(work, _people(told, beside, bounds))
    return [
        _matter(work, told[one], beside.get(one, []), Around(bounds.get(one, []), people))
        for one in matter_ids
        if one in told
    ]


def helps_tonight(work: Work, child_id: UUID) -> list[HelpTonight]:
    """Return how to help the child tonight, the newest first."""
    if HelpTonight not in scope.kinds(work, READ, child_id):
        return []
    return list(
        work.session.scalars(
            scope.about(HelpTonight, work, READ)
            .where(
                HelpTonight.child_id == child_id,
                HelpTonight.written_at > work.now - HELPS_SHOWN,
            )
            .order_by(HelpTonight.written_at.desc())
        )
    )


def _beside(
    work: Work, child_id: UUID, matter_ids: Sequence[UUID | None]
) -> dict[UUID | None, list[Addition]]:
    """Return what was placed beside matters, oldest first."""
    found: dict[UUID | None, list[Addition]] = {}
    for one in work.session.scalars(
        scope.about(Addition, work, READ)
        .where(Addition.child_id == child_id, Addition.matter_id.in_(matter_ids))
        .order_by(Addition.received_at, Addition.id)
    ):
        found.setdefault(one.matter_id, []).append(one)
    return found


def _people(
    told: Mapping[Any, Sequence[Incident]],
    beside: Mapping[Any, Sequence[Addition]],
    bounds: Mapping[Any, Sequence[Bound]],
) -> list[UUID | None]:
    """Return everyone who is named."""
    writers = [one.author_id for of_matter in told.values() for one in of_matter]
    added = [one for of_matter in beside.values() for one in of_matter]
    named = [one.person_id for of_matter in bounds.values() for one in of_matter]
    return [*writers, *named, *(p for one in added for p in (one.author_id, one.person_id))]


def _matter(
    work: Work, tellings: Sequence[Incident], additions: Sequence[Addition], around: Around
) -> Matter:
    """Put the parts of a matter together."""
    replaced = {one.corrects_id for one in tellings}
    standing = [one for one in tellings if one.id not in replaced][-1]
    profile = profile_of_home(work, standing.home_id)
    return Matter(
        incident=standing,
        older=tuple(one for one in reversed(tellings) if one is not standing),
        beside=tuple(readable(work, additions, around.bounds)),
        people=around.people,
        bounds=tuple(around.bounds),
        missing=missing(standing, additions, profile),
        profile=profile,
    )
