"""How much of a sheet a reader sees: by the tie to the family, and by what the child chose."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from institution.access.policy import Permission, Role
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Home
from institution.content.foster_forms import Form
from institution.fostercare.models import SheetState
from institution.fostercare.services.questions import APART, Answers
from institution.fostercare.services.sheet import Sheet

CHILD = "child"
INFORMANT = f"{APART}informant"
CHOSEN = f"readers{APART}may_read"


@dataclass(frozen=True)
class Seen:
    """A sheet as far as the reader may see it."""

    sheet: Sheet
    sections: frozenset[str]
    """Keys of the sections that are open to the reader."""

    @property
    def answers(self) -> Answers:
        """Return the answers in the sections that are open."""
        return self.sheet.answers


def role_in(work: Work, home_id: UUID) -> Role:
    """Return as what the actor reads about a family: who lives there is never its coordinator."""
    for role, permission in (
        (Role.FOSTER_PARENT, Permission.FAMILY_OWN),
        (Role.FOSTER_COORDINATOR, Permission.FAMILY_COORDINATE),
        (Role.CASE_TEAM_LEADER, Permission.FAMILY_LEAD),
    ):
        if not work.actor.may_ever(permission):
            continue
        mine = scope.families(work, permission)
        if work.session.scalar(select(Home.id).where(Home.id == home_id, Home.id.in_(mine))):
            return role
    return Role.FOSTER_COORDINATOR if _seeks_family(work) else Role.CASEWORKER


def seen(role: Role, sheet: Sheet, reader_id: UUID | None) -> Seen | None:
    """Return what a reader sees of a sheet; None where that is nothing.

    Args:
        role: as what the actor reads about the family.
        sheet: the sheet.
        reader_id: the actor; who helps a child to fill in its card sees it until it is signed.
    """
    form = sheet.content
    if form.as_chosen:
        return _as_chosen(role, sheet, reader_id)
    if role == Role.FOSTER_COORDINATOR or role.value in form.readers:
        shown = sheet.signed or role == Role.FOSTER_COORDINATOR
        return Seen(sheet, frozenset(one.key for one in form.sections)) if shown else None
    if role.value not in form.own_part or sheet.state is SheetState.DRAFT:
        return None
    own = frozenset(one.key for one in form.sections if role.value in one.open_to)
    answers = {k: v for k, v in sheet.answers.items() if k.split(APART)[0] in own}
    hidden = _told_by_child(form, sheet.answers)
    told = {k: v for k, v in answers.items() if k.rsplit(APART, 1)[0] not in hidden}
    return Seen(replace(sheet, answers=told), own) if own else None


def _as_chosen(role: Role, sheet: Sheet, reader_id: UUID | None) -> Seen | None:
    """Return the child's card for those the child chose."""
    whole = frozenset(one.key for one in sheet.content.sections)
    helped = not sheet.signed and sheet.author_id == reader_id
    chosen = role.value in sheet.answers.get(CHOSEN, [])
    return Seen(sheet, whole) if helped or (sheet.signed and chosen) else None


def _told_by_child(form: Form, answers: Answers) -> frozenset[str]:
    """Return the entries that rest on what the child told: the family does not read them."""
    if not form.sections:
        return frozenset()
    told = (path for path, said in answers.items() if path.endswith(INFORMANT) and said == CHILD)
    return frozenset(path.removesuffix(INFORMANT) for path in told)


def _seeks_family(work: Work) -> bool:
    """Tell whether the actor is a coordinator, who is asked to find a family."""
    return work.actor.may_ever(Permission.FOSTER_MATCH)
