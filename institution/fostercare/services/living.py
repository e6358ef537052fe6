"""Whether foster care concerns a child at all."""

from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Home, PlaceKind, Placement, Unit
from institution.db.statements import Statement


def known_in_a_family(work: Work, child_id: UUID) -> bool:
    """Tell whether the reader finds the child in a foster family, now or before.

    Raises:
        NotAllowedError: no role of the actor ever reads foster care.
    """
    gaps, values = scope.with_gaps(Placement, work, Permission.FOSTER_READ)
    asked = {"child_id": child_id, **values}
    return bool(_lived(gaps.within).rows(work.session.connection(), asked))


@lru_cache
def _lived(reached: ColumnElement[bool]) -> Statement:
    """Return the statement for families `child_id` lives or lived in; every child's page asks."""
    return Statement(
        select(Placement.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(
            Placement.child_id == bindparam("child_id", type_=Uuid()),
            Home.kind == PlaceKind.FOSTER_FAMILY,
            reached,
        )
        .limit(1)
    )
