"""Whether foster care concerns a child at all."""

from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Home, PlaceKind, Placement, Unit


def known_in_a_family(work: Work, child_id: UUID) -> bool:
    """Tell whether the reader finds the child in a foster family, now or before.

    Raises:
        NotAllowedError: no role of the actor ever reads foster care.
    """
    lived = (
        select(Placement.id)
        .join(Unit, Unit.id == Placement.unit_id)
        .join(Home, Home.id == Unit.home_id)
        .where(Placement.child_id == child_id, Home.kind == PlaceKind.FOSTER_FAMILY)
        .where(scope.within(Placement, work, Permission.FOSTER_READ))
        .limit(1)
    )
    asked = lived.execution_options(scope=Permission.FOSTER_READ)
    return work.session.scalar(asked) is not None
