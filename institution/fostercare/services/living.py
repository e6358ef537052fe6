"""Whether foster care concerns a child at all."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Home, PlaceKind, Placement, Unit


def known_in_a_family(work: Work, child_id: UUID) -> bool:
    """Tell whether the reader finds the child in a foster family, now or before.

    Raises:
        NotAllowedError: no role of the actor ever reads foster care.
    """
    reached = scope.within(Placement, work, Permission.FOSTER_READ)
    asked = {"child_id": child_id}
    return work.session.connection().execute(_lived(reached), asked).first() is not None


@lru_cache
def _lived(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement for families `child_id` lives or lived in; every child's page asks."""
    return (
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
