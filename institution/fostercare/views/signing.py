"""Signatures of others: the family's and the team leader's, under what is locked."""

from collections.abc import Sequence
from types import SimpleNamespace as Shown
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission, Role
from institution.accounts.services import names
from institution.fostercare.services import families, signing
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.signing import Wanted
from institution.fostercare.views import bp
from institution.fostercare.views.showing import in_list, sheet_url
from institution.fostercare.views.wording import in_reader
from institution.web.guard import requires


@bp.route("/signatures")
@requires(Permission.FAMILY_LEAD)
def to_sign() -> ResponseReturnValue:
    """The forms that wait for the team leader."""
    known = {one.id: one for one in families.families(g.work, Permission.FAMILY_LEAD)}
    waiting = [
        in_list(
            one, sheet_url(one), f"{known[one.family_id].reference} · {known[one.family_id].name}"
        )
        for one in signing.to_sign(g.work)
    ]
    return render_template("fostercare/to_sign.html", waiting=waiting)


@bp.route("/foster-families/<uuid:family_id>/sheets/<uuid:sheet_id>/sign", methods=["POST"])
@requires(Permission.FAMILY_SIGN)
def sign_sheet(family_id: UUID, sheet_id: UUID) -> ResponseReturnValue:
    """Sign a form that is locked; twice is once."""
    signing.sign(g.work, family_id, sheet_id)
    flash(_("Signed, with your name and the time."))
    return redirect(url_for(".sheet", family_id=family_id, sheet_id=sheet_id), 303)


def signatures_shown(sheet: Sheet, role: Role) -> list[Shown]:
    """Return who signed a form and who is waited for; nothing before it is locked."""
    if not sheet.signed:
        return []
    wanted: Sequence[Wanted] = signing.wanted(g.work, Permission.FAMILY_READ, [sheet])[sheet.id]
    who = names(g.work, [one.given.author_id for one in wanted if one.given])
    return [
        Shown(
            name=in_reader(one.field.name),
            who=who.get(one.given.author_id, "") if one.given else "",
            at=one.given.signed_at if one.given else None,
            mine=one.given is None and one.field.role == role.value,
        )
        for one in wanted
    ]
