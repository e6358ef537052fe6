"""Pages to get in and out, one's own account, and the list of people for administrators."""

import re
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from institution.access.policy import Permission, Role
from institution.accounts import services, signing_in
from institution.accounts.forms import OpenAccountForm, PasswordForm, SignInForm
from institution.web import cookies, resume
from institution.web.guard import NotSignedInError, keep_although_refused, public, requires
from institution.web.languages import COOKIE, OWN_NAMES

bp = Blueprint("accounts", __name__)

OURS = re.compile(r"/(?![/\\]|sign-)[^\\\x00-\x20\x7f]*")
"""An address on this host: browsers drop control characters and read a backslash as a slash."""
ROLE_WORDS = {
    Role.SHIFT_STAFF: _l("shift staff"),
    Role.CONTACT_ADULT: _l("contact adult"),
    Role.TEAM_LEAD: _l("team lead"),
    Role.HOME_MANAGER: _l("manager of the home"),
    Role.CASEWORKER: _l("caseworker"),
    Role.SYSTEM_ADMINISTRATOR: _l("system administrator"),
}


@bp.app_context_processor
def about_reader() -> dict[str, object]:
    """Tell every page who reads it."""
    visit = g.get("visit")
    if visit is None:
        return {"person": None}
    roles = [str(ROLE_WORDS[role]) for role in sorted(visit.actor.roles)]
    person = {
        "name": visit.actor.name,
        "language": visit.actor.language,
        "role_words": ", ".join(roles),
        "home_url": url_for("start"),
    }
    idle = int(signing_in.IDLE[visit.device].total_seconds())
    return {"person": person, "idle_seconds": idle}


@bp.app_errorhandler(NotSignedInError)
def ask_to_sign_in(_error: NotSignedInError) -> ResponseReturnValue:
    """Ask who it is; what was typed waits, sealed, in the page."""
    form = SignInForm(data={"next": request.full_path.rstrip("?")})
    kept = False
    if request.method == "POST" and (token := cookies.session_token()):
        work = g.work
        if person_id := signing_in.expired_person(work.session, token):
            form.next.data = request.path
            form.resume.data = resume.pack(work.session.info["keyring"], person_id)
            kept = True
    return _sign_in_page(form, kept=kept), 401


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in, and go where one was going."""
    form = SignInForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        try:
            token = signing_in.sign_in(g.work, form.user_name.data or "", form.password.data or "")
        except signing_in.WrongSignInError:
            return _refused(form, _("The user name and the password do not fit together."))
        except signing_in.LockedError:
            return _refused(form, _locked_words())
        except signing_in.TooSoonError as error:
            return _refused(form, _("Wait a little (%(n)d s) and try again.", n=error.seconds))
        return _signed_in(form, token)
    return _sign_in_page(form, kept=bool(form.resume.data)), 422 if form.errors else 200


@bp.route("/sign-out", methods=["POST"])
@public
def sign_out() -> ResponseReturnValue:
    """End this session."""
    if token := cookies.session_token():
        signing_in.sign_out(g.work, token)
    return _signed_out()


@bp.route("/sign-out-everywhere", methods=["POST"])
@requires(Permission.OWN_ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the person, on every device."""
    signing_in.sign_out_everywhere(g.work)
    return _signed_out()


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
    response = make_response(redirect(_local(request.form.get("next", "")), 303))
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


def _refused(form: SignInForm, words: str) -> ResponseReturnValue:
    """Show the form again; the try is kept, since it counts."""
    keep_although_refused()
    form.form_errors = [words]
    return _sign_in_page(form, kept=bool(form.resume.data)), 401


def _locked_words() -> str:
    """Return what someone reads whose account is locked."""
    return str(
        _(
            "The account is locked after five wrong passwords. "
            "Ask your system administrator, who can open it again."
        )
    )


def _sign_in_page(form: SignInForm, *, kept: bool) -> str:
    """Return the page that asks who it is."""
    return render_template("accounts/sign_in.html", form=form, kept=kept)


def _signed_in(form: SignInForm, token: str) -> Response:
    """Give the browser its token, in place of any other's, and lead on with what waited."""
    if g.visit is not None and (before := cookies.session_token()):
        signing_in.sign_out(g.work, before)
    session.clear()
    path = _local(form.next.data or "")
    if form.resume.data:
        page = render_template("accounts/welcome_back.html", path=path, sealed=form.resume.data)
        response = make_response(page)
    else:
        response = make_response(redirect(path, 303))
    cookies.keep_token(response, token)
    return response


def _signed_out() -> Response:
    """Take the token back and lead to the door."""
    session.clear()
    response = make_response(redirect(url_for(".sign_in"), 303))
    cookies.drop_token(response)
    return response


def _local(path: str) -> str:
    """Return an address of ours; anything else leads to the first page."""
    return path if OURS.fullmatch(path) else url_for("start")
