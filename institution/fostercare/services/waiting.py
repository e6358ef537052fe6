"""What families asked for and nobody has answered: for the desk of their coordinator."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.sealing import Place
from institution.fostercare.models import HelpAnswer, HelpRequest
from institution.fostercare.services.asked import asked


class Waiting(NamedTuple):
    """A request that nobody has answered, not yet opened."""

    id: UUID
    home_id: UUID
    answer_by: datetime
    about: Sequence[str]
    text_sealed: bytes | None

    def text(self, work: Work) -> str:
        """Return what the family wrote; empty where it wrote nothing."""
        if self.text_sealed is None:
            return ""
        place = Place(HelpRequest.__tablename__, "text_sealed", self.id)
        return str(work.session.info["keyring"].open(self.text_sealed, place))


def waiting(work: Work) -> list[Waiting]:
    """Return what the families of the actor asked for and nobody answered, soonest first.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    return [Waiting(*row) for row in asked(work, _waiting)]


def _waiting(work: Work) -> Select[Any]:
    one = HelpRequest
    answered = select(HelpAnswer.id).where(HelpAnswer.request_id == one.id)
    return (
        select(one.id, one.home_id, one.answer_by, one.about, one.text_sealed)
        .where(one.home_id.in_(scope.families(work, Permission.FAMILY_COORDINATE)))
        .where(~answered.exists())
        .order_by(one.answer_by, one.id)
    )
