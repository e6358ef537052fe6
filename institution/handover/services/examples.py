"""Rate invented examples together: each answers once a month, and then sees how the team did."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.cases import services as cases
from institution.cases.models import Unit
from institution.content.examples import Example, of_month
from institution.db.base import new_id
from institution.handover.models import ExampleRating
from institution.handover.services.keeping import author_of, keep

LEAST = 3
"""Answers before they are shown: the example is nobody's child and the talk is the point, but
with two answers each would know the other's."""
LEVELS = range(1, 6)


class UnknownExampleError(RefusedError):
    """The example is not of this month, or the level not of the scale."""


@dataclass(frozen=True)
class Rated:
    """An example of the month, and how the unit has rated it."""

    example: Example
    mine: int | None
    """The reader's own level; None: not rated yet."""
    answers: int
    levels: dict[int, int] | None
    """Level to number of answers; None until the reader and enough others have rated."""


def rated(work: Work, unit: Unit) -> tuple[Rated, ...]:
    """Return the examples of the month as far as the reader may see them.

    Args:
        work: who reads.
        unit: from `cases.unit`, so that the actor works there.
    """
    shown = of_month(work.today)
    rows = work.session.execute(
        select(ExampleRating.example, ExampleRating.level, ExampleRating.person_id).where(
            ExampleRating.unit_id == unit.id, ExampleRating.month == work.today.replace(day=1)
        )
    ).all()
    return tuple(
        _rated(work, one, [row for row in rows if row.example == one.key]) for one in shown
    )


def rate(work: Work, unit_id: UUID, key: str, level: int) -> None:
    """Keep the actor's level for an example of the month; the first answer stands.

    Raises:
        NotReachableError: not a unit of the actor.
        UnknownExampleError: not an example of the month, or not a level.
    """
    unit = cases.unit(work, Permission.TEAM_READ, unit_id)
    if key not in {one.key for one in of_month(work.today)} or level not in LEVELS:
        raise UnknownExampleError
    values = {
        "id": new_id(),
        "home_id": unit.home_id,
        "unit_id": unit.id,
        "month": work.today.replace(day=1),
        "example": key,
        "level": level,
        "person_id": author_of(work),
        "at": work.now,
    }
    keep(work, ExampleRating, values, Action.EXAMPLE_RATED)


def _rated(work: Work, one: Example, rows: Sequence[tuple[str, int, UUID]]) -> Rated:
    """Return an example with what its reader may see."""
    mine = next((level for _, level, person in rows if person == work.actor.id), None)
    shown = mine is not None and len(rows) >= LEAST
    counts = Counter(level for _, level, _ in rows)
    return Rated(one, mine, len(rows), dict(counts) if shown else None)
