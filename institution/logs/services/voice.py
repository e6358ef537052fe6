"""The child chose who reads its own answer: one function decides, everywhere it is shown."""

from datetime import date
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Assignment

READER = {
    "contact_adult_only": Relation.CONTACT_ADULT_OF,
    "caseworker_only": Relation.CASEWORKER_OF,
}
"""Who alone reads it; with any other choice everyone reads it who reads the log."""


class Answered(Protocol):
    """A log, or a row with these two columns of one."""

    @property
    def child_id(self) -> UUID:
        """Return whose answer it is."""

    @property
    def child_shares_with(self) -> str | None:
        """Return whom the child chose."""


def may_see_answer(work: Work, log: Answered) -> bool:
    """Tell whether the actor is among those whom the child chose for its own answer.

    Costs one query for each piece of work, however many logs it asks about.
    """
    chosen = log.child_shares_with
    return chosen not in READER or chosen not in hidden_choices(work, log.child_id)


def hidden_choices(work: Work, child_id: UUID) -> frozenset[str]:
    """Return the choices of the child that leave the actor out."""
    assigned = _assigned(work)
    return frozenset(code for code, reader in READER.items() if (child_id, reader) not in assigned)


def _assigned(work: Work) -> frozenset[tuple[UUID, Relation]]:
    """Return the children assigned to the actor today, and as what."""
    kept: dict[tuple[UUID | None, date], frozenset[tuple[UUID, Relation]]]
    kept = work.session.info.setdefault("assigned", {})
    key = (work.actor.id, work.today)
    if key not in kept:
        found = work.session.execute(
            select(Assignment.child_id, Assignment.relation)
            .where(
                scope.within(Assignment, work, Permission.LOG_READ),
                Assignment.person_id == work.actor.id,
                scope.lasts(Assignment.begins, Assignment.ends, work.today),
            )
            .execution_options(scope=Permission.LOG_READ)
        )
        kept[key] = frozenset((child_id, relation) for child_id, relation in found)
    return kept[key]
