"""What a family says to a form about itself, before it is signed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.fostercare.models import SheetComment, SheetState
from institution.fostercare.services import sheets


def comment(work: Work, family_id: UUID, sheet_id: UUID, words: str) -> None:
    """Keep what the family says to a sheet that is laid before it; twice changes nothing.

    Raises:
        NotReachableError: not a sheet about the actor's own family, or not laid before it.
    """
    sheet = sheets.find(work, Permission.FAMILY_OWN, family_id, sheet_id)
    if sheet.child_id is not None or sheet.state is not SheetState.SHARED:
        raise NotReachableError
    before = comments(work, Permission.FAMILY_OWN, [sheet_id])
    if any((one.author_id, one.text) == (work.actor.id, words) for one in before):
        return
    kept = SheetComment(
        home_id=family_id,
        sheet_id=sheet_id,
        text=words,
        author_id=work.actor.id,
        written_at=work.now,
    )
    save(work, kept, Action.SHEET_COMMENTED)


def comments(
    work: Work, permission: Permission, sheet_ids: Sequence[UUID]
) -> Sequence[SheetComment]:
    """Return what families of the actor say to some sheets, oldest first."""
    mine = scope.families(work, permission)
    return work.session.scalars(
        select(SheetComment)
        .where(SheetComment.sheet_id.in_(sheet_ids), SheetComment.home_id.in_(mine))
        .order_by(SheetComment.written_at, SheetComment.id)
    ).all()
