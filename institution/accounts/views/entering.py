"""Getting in and out. What was typed before a session ended waits, sealed, in the page."""

import re

from flask import Response, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.accounts import signing_in
from institution.accounts.forms import SignInForm
from institution.accounts.models import Device
from institution.accounts.views import bp
from institution.web import cookies, resume
from institution.web.guard import NotSignedInError, keep_although_refused, public, requires

OURS = re.compile(r"/(?![/\\]|sign-)[^\\\x00-\x20\x7f]*")
"""An address on this host: browsers drop control characters and read a backslash as a slash."""


@bp.app_errorhandler(NotSignedInError)
def ask_to_sign_in(_error: NotSignedInError) -> ResponseReturnValue:
    """Ask who it is; what was typed waits, sealed, in the page."""
    form = SignInForm(data={"next": request.full_path.rstrip("?")})
    kept = False
    if request.method == "POST" and (token := cookies.session_token(request)):
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
            device = Device.TABLET if cookies.device_token(request) else Device.DESK
            name, password = form.user_name.data or "", form.password.data or ""
            token = signing_in.sign_in(g.work, name, password, device)
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
    if token := cookies.session_token(request):
        signing_in.sign_out(g.work, token)
    return _signed_out()


@bp.route("/sign-out-everywhere", methods=["POST"])
@requires(Permission.OWN_ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the person, on every device."""
    signing_in.sign_out_everywhere(g.work)
    return _signed_out()


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
    on_tablet = cookies.device_token(request) is not None
    return render_template("accounts/sign_in.html", form=form, kept=kept, on_tablet=on_tablet)


def _signed_in(form: SignInForm, token: str) -> Response:
    """Give the browser its token, in place of any other's, and lead on with what waited."""
    if g.visit is not None and (before := cookies.session_token(request)):
        signing_in.sign_out(g.work, before)
    session.clear()
    path = local(form.next.data or "")
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


def local(path: str) -> str:
    """Return an address of ours; anything else leads to the first page."""
    return path if OURS.fullmatch(path) else url_for("start")
