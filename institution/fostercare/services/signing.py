"""Signatures of others: the family and the team leader sign what the coordinator has locked."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission, Role
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.content.foster_forms import Field
from institution.fostercare.models import SheetSignature
from institution.fostercare.services import reading, sheets
from institution.fostercare.services.questions import SIGNS
from institution.fostercare.services.sheet import Sheet


class Wanted(NamedTuple):
    """A signature that a form asks for."""

    field: Field
    given: SheetSignature | None
    """None while it is waited for."""


def wanted(work: Work, permission: Permission, found: Sequence[Sheet]) -> dict[UUID, list[Wanted]]:
    """Return by sheet which signatures of others its form asks for, and which are given.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    ids = [one.id for one in found if one.signed and _asked(one)]
    mine = scope.families(work, permission)
    rows = work.session.scalars(
        select(SheetSignature).where(
            SheetSignature.sheet_id.in_(ids), SheetSignature.home_id.in_(mine)
        )
    )
    given = {(one.sheet_id, one.field): one for one in rows}
    return {
        one.id: [Wanted(field, given.get((one.id, field.key))) for field in _asked(one)]
        for one in found
        if one.signed
    }


def sign(work: Work, family_id: UUID, sheet_id: UUID) -> None:
    """Sign a form that is locked, as who the actor is to the family; again changes nothing.

    Raises:
        NotReachableError: no such form that is locked, or not one the actor reads.
        ConflictError: the form asks no signature of who the actor is.
    """
    sheet = sheets.find(work, Permission.FAMILY_SIGN, family_id, sheet_id)
    role = reading.role_in(work, family_id)
    if not sheet.signed or reading.seen(role, sheet, work.actor.id) is None:
        raise NotReachableError
    mine = [
        one
        for one in wanted(work, Permission.FAMILY_SIGN, [sheet])[sheet.id]
        if one.field.role == role.value
    ]
    if not mine:
        raise ConflictError
    for one in mine:
        if one.given is None:
            save(work, _signature(work, sheet, one.field, role), Action.SHEET_COUNTERSIGNED)


def to_sign(work: Work) -> list[Sheet]:
    """Return the forms of families of the actor that wait for the team leader, oldest first.

    Raises:
        NotAllowedError: the actor leads no team.
    """
    mine = list(work.session.scalars(scope.families(work, Permission.FAMILY_LEAD)))
    found = sheets.of_family(work, Permission.FAMILY_LEAD, mine)
    asked = wanted(work, Permission.FAMILY_LEAD, found)
    waits = {
        sheet_id
        for sheet_id, each in asked.items()
        for one in each
        if one.given is None and one.field.role == Role.CASE_TEAM_LEADER
    }
    return [one for one in found if one.id in waits][::-1]


def _asked(sheet: Sheet) -> list[Field]:
    """Return the signatures of others in a form."""
    return [
        one
        for section in sheet.content.sections
        for one in section.fields
        if one.kind == "signature" and one.role != SIGNS
    ]


def _signature(work: Work, sheet: Sheet, field: Field, role: Role) -> SheetSignature:
    return SheetSignature(
        home_id=sheet.home_id,
        sheet_id=sheet.id,
        field=field.key,
        role=role,
        author_id=work.actor.id,
        signed_at=work.now,
    )
