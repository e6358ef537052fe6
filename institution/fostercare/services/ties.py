"""Tie a person to a family from a day."""

from datetime import date
from uuid import UUID

from institution.access.policy import Relation
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases.models import Employment
from institution.fostercare.models import FosterFamily


def tie(work: Work, family: FosterFamily, person_id: UUID, relation: Relation, day: date) -> None:
    """Tie a person to a family from a day."""
    tied = Employment(
        person_id=person_id,
        relation=relation,
        home_id=family.home_id,
        unit_id=family.unit_id,
        begins=day,
    )
    save(work, tied, Action.EMPLOYED)
