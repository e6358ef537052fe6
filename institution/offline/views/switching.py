"""Change the person at a tablet: pick a name, give a PIN."""

from flask import flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.accounts import services as accounts
from institution.accounts import signing_in
from institution.accounts.views.entering import local
from institution.offline.forms import PinForm, SwitchForm
from institution.offline.services import pins
from institution.offline.services.enrolling import KnownDevice
from institution.offline.views import bp, this_device
from institution.web import cookies
from institution.web.forms import as_uuid
from institution.web.guard import keep_although_refused, public, requires


@bp.route("/switch", methods=["GET", "POST"])
@public
def switch() -> ResponseReturnValue:
    """Let another person who works here take the tablet over."""
    device = this_device()
    if device is None or device.revoked:
        return redirect(url_for("accounts.sign_in"), 303)
    form = SwitchForm.from_request(data={"next": request.args.get("next", "")})
    form.person.choices = {str(one.id): one.name for one in pins.names_on(g.work, device)}
    if form.submitted_valid():
        if token := _token(device, form):
            return _taken_over(form, token)
        keep_although_refused()
        return _page(form, device), 401
    return _page(form, device), form.status


@bp.route("/account/pin", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def pin() -> ResponseReturnValue:
    """Choose a PIN for the tablets."""
    form = PinForm.from_request()
    if form.submitted_valid():
        try:
            accounts.check_password(g.work, form.password.data or "")
            pins.set_pin(g.work, form.pin.data or "")
        except accounts.WrongPasswordError:
            form.password.errors = [_("That is not the password you use now")]
        except pins.WeakPinError:
            form.pin.errors = [_("Six digits, not all alike and not in a row")]
        else:
            flash(_("Your PIN is kept."))
            return redirect(url_for("accounts.account"), 303)
    return render_template("offline/pin.html", form=form), form.status


def _token(device: KnownDevice, form: SwitchForm) -> str | None:
    """Return the token of a new session; None, with the words on the form, where it is refused."""
    try:
        return pins.change_person(g.work, device, as_uuid(form.person.data), form.pin.data or "")
    except (pins.WrongPinError, NotReachableError):
        form.form_errors = [_("The name and the PIN do not fit together.")]
    except pins.PinLockedError:
        form.form_errors = [_("Too many wrong PINs. Sign in with your password.")]
    return None


def _taken_over(form: SwitchForm, token: str) -> ResponseReturnValue:
    """Give the tablet the new session in place of any other's."""
    if g.visit is not None and (before := cookies.session_token(request)):
        signing_in.sign_out(g.work, before)
    session.clear()
    response = make_response(redirect(local(form.next.data or ""), 303))
    cookies.keep_token(response, token)
    return response


def _page(form: SwitchForm, device: KnownDevice) -> str:
    """Return the page with the names."""
    return render_template("offline/switch.html", form=form, device=device)
