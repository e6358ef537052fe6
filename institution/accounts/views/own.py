"""One's own account: who reads, in which language, the password, and that one is still there."""

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission, Role
from institution.accounts import services, signing_in
from institution.accounts.forms import PasswordForm
from institution.accounts.views import bp
from institution.accounts.views.entering import local
from institution.accounts.views.others import ROLE_WORDS
from institution.web.guard import public, requires
from institution.web.languages import COOKIE, OWN_NAMES


@bp.app_context_processor
def about_reader() -> dict[str, object]:
    """Tell every page who reads it."""
    visit = g.get("visit")
    if visit is None or Role.CHILD in visit.actor.roles:
        return {"person": None}
    roles = [str(ROLE_WORDS[role]) for role in sorted(visit.actor.roles)]
    person = {
        "id": visit.actor.id,
        "name": visit.actor.name,
        "language": visit.actor.language,
        "role_words": ", ".join(roles),
        "home_url": url_for("start"),
    }
    idle = int(signing_in.IDLE[visit.device].total_seconds())
    return {"person": person, "idle_seconds": idle}


@bp.route("/still-here", methods=["POST"])
@requires(Permission.OWN_ACCOUNT)
def still_here() -> ResponseReturnValue:
    """Keep the session open: the person is reading or writing."""
    return "", 204


@bp.route("/language", methods=["POST"])
@public
def language() -> ResponseReturnValue:
    """Read in another language, on this device and, signed in, everywhere."""
    chosen = request.form.get("language", "")
    if chosen not in dict(OWN_NAMES):
        return redirect(url_for("start"), 303)
    if g.visit is not None:
        services.change_language(g.work, chosen)
    response = make_response(redirect(local(request.form.get("next", "")), 303))
    response.set_cookie(COOKIE, chosen, max_age=31536000, samesite="Lax", secure=request.is_secure)
    return response


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def account() -> ResponseReturnValue:
    """One's own account: password and sessions."""
    form = PasswordForm.from_request()
    if form.submitted_valid():
        try:
            services.change_password(g.work, form.old.data or "", form.new.data or "")
        except services.WrongPasswordError:
            form.old.errors = [_("That is not the password you use now")]
        else:
            flash(_("Your password is changed."))
            return redirect(url_for(".account"), 303)
    return render_template("accounts/account.html", form=form), form.status
