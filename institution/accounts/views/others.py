"""Other people's accounts, for administrators."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from institution.access.policy import Permission, Role
from institution.accounts import services, signing_in
from institution.accounts.forms import OpenAccountForm
from institution.accounts.views import bp
from institution.web.guard import requires

ROLE_WORDS = {
    Role.SHIFT_STAFF: _l("shift staff"),
    Role.CONTACT_ADULT: _l("contact adult"),
    Role.TEAM_LEAD: _l("team lead"),
    Role.HOME_MANAGER: _l("manager of the home"),
    Role.CASEWORKER: _l("caseworker"),
    Role.FOSTER_COORDINATOR: _l("foster-care coordinator"),
    Role.FOSTER_PARENT: _l("foster carer"),
    Role.CASE_TEAM_LEADER: _l("team leader"),
    Role.SYSTEM_ADMINISTRATOR: _l("system administrator"),
}


@bp.route("/admin/people")
@requires(Permission.PEOPLE_ADMINISTER)
def people() -> ResponseReturnValue:
    """Everyone who signs in, and whose account is locked."""
    found, locked = services.people(g.work), signing_in.locked(g.work)
    return render_template(
        "accounts/people.html", people=found, locked=locked, role_words=ROLE_WORDS
    )


@bp.route("/admin/people/<uuid:person_id>/open", methods=["GET", "POST"])
@requires(Permission.PEOPLE_ADMINISTER)
def open_account(person_id: UUID) -> ResponseReturnValue:
    """Open a locked account again, and say why."""
    form = OpenAccountForm.from_request()
    if form.submitted_valid():
        signing_in.open_account(g.work, person_id, form.cause.data or "")
        flash(_("The account is open again."))
        return redirect(url_for(".people"), 303)
    names = services.names(g.work, [person_id])
    return (
        render_template("accounts/open_account.html", form=form, name=names.get(person_id, "")),
        form.status,
    )
