"""What came back from tablets: with the reason, and the text to mend."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from institution.access.policy import Permission
from institution.db.sealing import Keyring
from institution.logs.forms import Asked, form_class
from institution.logs.models import Shift
from institution.logs.views.showing import shift_name
from institution.offline.forms import SettleForm
from institution.offline.services import quarantine
from institution.offline.services.quarantine import Returned
from institution.offline.views import bp
from institution.offline.views.wording import WORDS
from institution.web import resume
from institution.web.forms import as_uuid
from institution.web.guard import requires
from institution.web.languages import content_language


@bp.route("/returned")
@requires(Permission.LOG_WRITE)
def returned() -> ResponseReturnValue:
    """Show what came back to the reader, and from the tablets they answer for."""
    found = [_shown(one) for one in quarantine.returned(g.work)]
    return render_template("offline/returned.html", entries=found, form=SettleForm())


@bp.route("/returned/settle", methods=["POST"])
@requires(Permission.LOG_WRITE)
def settle() -> ResponseReturnValue:
    """Set an entry aside, and say why."""
    form = SettleForm.from_request()
    if form.submitted_valid():
        quarantine.settle(g.work, as_uuid(form.entry.data), form.cause.data)
        flash(_("It is set aside. It stays kept."))
        return redirect(url_for(".returned"), 303)
    found = [_shown(one) for one in quarantine.returned(g.work)]
    page = render_template("offline/returned.html", entries=found, form=form)
    return page, form.status


def _shown(one: Returned) -> dict[str, Any]:
    """Return an entry as the page shows it."""
    entry = one.entry
    return {
        "id": entry.id,
        "day": entry.day,
        "shift": shift_name(Shift(entry.shift)) if entry.shift else "",
        "author": one.author,
        "device": one.device,
        "own": one.own,
        "written_at": entry.written_at,
        "received_at": entry.received_at,
        "reason": str(WORDS[entry.reason]),
        "answers": _answers(one),
        **_mending(one),
    }


def _answers(one: Returned) -> list[tuple[str, str]]:
    """Return the questions with what was answered, in words."""
    if not one.form:
        return []
    said: dict[str, list[str]] = {}
    for name, answer in one.form:
        said.setdefault(name, []).append(answer)
    asked = (field for field in _every_question(one) if field.name in said)
    return [(str(field.label.text), _words(field, said[field.name])) for field in asked]


def _every_question(one: Returned) -> list[Field]:
    """Return the questions that the shift of an entry may ask."""
    shift = one.entry.shift or Shift.EVENING
    asked = Asked(shift, content_language(), "five_faces", correction=True)
    hidden = {"id", "next"}
    return [field for field in form_class(asked)() if field.name not in hidden]


def _words(field: Field, answers: list[str]) -> str:
    """Return answers in words, where the question offers them."""
    offered = getattr(field, "choices", None) or {}
    return ", ".join(str(offered.get(answer, answer)) for answer in answers)


def _mending(one: Returned) -> dict[str, str]:
    """Return where its author goes on writing, and the form as it was, sealed to both."""
    entry = one.entry
    if not (one.own and one.form and entry.named_child_id and entry.day and entry.shift):
        return {"mend_url": "", "sealed": ""}
    child_id, log_id = entry.named_child_id, entry.corrects_id
    if log_id:
        url = url_for("logs.correct", child_id=child_id, log_id=log_id)
    else:
        url = url_for("logs.new", child_id=child_id, day=entry.day, shift=Shift(entry.shift))
    keyring: Keyring = g.work.session.info["keyring"]
    fields = [("id", str(entry.entry_id)), *(pair for pair in one.form if pair[0] != "id")]
    return {"mend_url": url, "sealed": resume.sealed(keyring, g.work.actor.id, url, fields)}
