"""Who reads of a matter less than others: said when it is told, and never taken back."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Bound, BoundKind, Employment
from institution.content.incidents import incidents
from institution.incidents.services.checking import person_of
from institution.incidents.services.drafts import Draft, Place
from institution.incidents.services.errors import UnknownAnswerError
from institution.incidents.services.places import home_of

OF_VISIBILITY = {
    "own_part": BoundKind.RESTRICTED,
    "restricted": BoundKind.RESTRICTED,
    "named_recipients_only": BoundKind.NAMED,
}
EVERYONE = frozenset({BoundKind.RESTRICTED, BoundKind.NAMED})


def colleagues(work: Work, home_id: UUID) -> list[UUID]:
    """Return who works in a home today."""
    return list(
        work.session.scalars(
            select(Employment.person_id)
            .distinct()
            .where(
                Employment.home_id == home_id,
                scope.lasts(Employment.begins, Employment.ends, work.today),
            )
        )
    )


def colleagues_of(work: Work, child_id: UUID) -> list[UUID]:
    """Return who works today in the home where a child lives, or lived last."""
    home_id = home_of(work, child_id)
    return colleagues(work, home_id) if home_id else []


def bound(work: Work, matter_id: UUID, place: Place, draft: Draft) -> frozenset[BoundKind]:
    """Keep the bounds that a telling asks for beside those that are there.

    Returns:
        Which bounds hold for everyone.

    Raises:
        UnknownAnswerError: someone is named who does not work in the home.
    """
    _check_people(work, place, draft)
    there = _there(work, matter_id)
    day = draft.started_at.astimezone(work.actor.time_zone).date()
    wanted = set(_wanted(work, place, draft))
    for kind, person_id in sorted(wanted - there, key=str):
        row = Bound(
            child_id=place.child_id,
            municipality_id=place.municipality_id,
            matter_id=matter_id,
            kind=kind,
            person_id=person_id,
            day=day,
        )
        save(work, row, Action.INCIDENT_BOUNDED)
    return frozenset(kind for kind, _ in wanted | there if kind in EVERYONE)


def bounds_of(work: Work, matter_ids: Iterable[UUID]) -> dict[UUID, list[Bound]]:
    """Return the bounds of matters that the actor reads, by matter."""
    found: dict[UUID, list[Bound]] = {}
    for row in work.session.scalars(
        scope.about(Bound, work, Permission.INCIDENT_READ).where(Bound.matter_id.in_(matter_ids))
    ):
        found.setdefault(row.matter_id, []).append(row)
    return found


def took_part(work: Work, matter_id: UUID, person_id: UUID | None) -> bool:
    """Tell whether somebody took part in a matter."""
    return person_id is not None and (BoundKind.TOOK_PART, person_id) in _there(work, matter_id)


def _there(work: Work, matter_id: UUID) -> set[tuple[BoundKind, UUID | None]]:
    """Return the bounds that are kept."""
    rows = bounds_of(work, [matter_id]).get(matter_id, [])
    return {(row.kind, row.person_id) for row in rows}


def _wanted(work: Work, place: Place, draft: Draft) -> Iterator[tuple[BoundKind, UUID | None]]:
    """Give the bounds that a telling asks for."""
    closeness = OF_VISIBILITY.get(incidents().type(draft.type).visibility)
    if closeness is not None:
        yield closeness, None
    yield from ((BoundKind.AROUND, person_id) for person_id in draft.around)
    if closeness is BoundKind.NAMED:
        yield from ((BoundKind.READER, one) for one in managers(work, place.home_id, draft.around))
    for value in draft.codes.get("adults_involved", ()):
        yield BoundKind.TOOK_PART, person_of(value)


def managers(work: Work, home_id: UUID, around: Iterable[UUID]) -> list[UUID]:
    """Return who manages a home today and is not among those it goes around."""
    found = work.session.scalars(
        select(Employment.person_id).where(
            Employment.home_id == home_id,
            Employment.relation == Relation.MANAGER_OF_HOME,
            scope.lasts(Employment.begins, Employment.ends, work.today),
        )
    )
    return sorted(set(found) - set(around))


def _check_people(work: Work, place: Place, draft: Draft) -> None:
    """Refuse people who do not work in the home; nobody keeps a matter from oneself."""
    here = set(colleagues(work, place.home_id))
    if not set(draft.around) <= here - {work.actor.id}:
        raise UnknownAnswerError("around")
    involved = {person_of(value) for value in draft.codes.get("adults_involved", ())}
    if not involved <= here:
        raise UnknownAnswerError("adults_involved")
