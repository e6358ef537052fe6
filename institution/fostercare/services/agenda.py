"""The agenda of a visit that is being prepared: the child may change it before the visit."""

from uuid import UUID

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.fostercare.models import ChildSheet
from institution.fostercare.services.due_forms import VISIT
from institution.fostercare.services.keeping import NewRevision, follows, values_of
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.sheets import of_children

AGENDA, BY_CHILD = "before__agenda", "before__agenda_by_child"


def planned(work: Work, child_id: UUID | None) -> Sheet | None:
    """Return the visit that is being prepared for the child; None where none has an agenda yet.

    Raises:
        NotAllowedError: the actor is no child.
    """
    found = of_children(work, Permission.VISIT_OWN, child_id=child_id)
    open_ones = (one for one in found if one.form == VISIT and not one.signed)
    return next((one for one in open_ones if one.answers.get(AGENDA)), None)


def change(work: Work, handed_by: UUID, sheet_id: UUID, words: str) -> None:
    """Keep what the child wants to talk about and what not, in the sheet of the visit.

    The same again changes nothing; other words take the place of those before, which stay in the
    earlier revision.

    Args:
        work: of the child.
        handed_by: the adult who handed the tablet over, as author of the revision.
        sheet_id: of the visit that the child read about.
        words: what the child says.

    Raises:
        NotReachableError: this visit is not being prepared any more.
    """
    if work.actor.id is None:
        raise NotReachableError
    child = scope.child(work, Permission.VISIT_OWN, work.actor.id)
    sheet = planned(work, child.id)
    if sheet is None or sheet.id != sheet_id:
        raise NotReachableError
    answers = {**sheet.answers, BY_CHILD: words}
    before = (sheet.revision, child.id)
    new = NewRevision(sheet.id, sheet.form, sheet.version, sheet.state, answers, *before)
    if dict(sheet.answers) == answers or not follows(sheet, new):
        return
    values = {**values_of(work, sheet.home_id, new), "author_id": handed_by}
    kept = ChildSheet(child_id=child.id, municipality_id=child.municipality_id, **values)
    save(work, kept, Action.SHEET_WRITTEN)
