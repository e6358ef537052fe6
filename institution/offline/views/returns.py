"""What came back from tablets: with the reason, and the text to mend."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from institution.access.policy import Permission
from institution.db.sealing import Keyring
from institution.logs.models import Shift
from institution.logs.views.showing import shift_name
from institution.offline.forms import SettleForm
from institution.offline.services import quarantine
from institution.offline.services.quarantine import Returned
from institution.offline.views import bp
from institution.offline.views.wording import WORDS
from institution.web import resume
from institution.web.entries import TabletEntry, kinds, tables
from institution.web.forms import as_uuid
from institution.web.guard import requires


@bp.route("/returned")
@requires(Permission.RETURNED_READ)
def returned() -> ResponseReturnValue:
    """Show what came back to the reader, and from the tablets they answer for."""
    found = [_shown(one) for one in quarantine.returned(g.work, tables())]
    return render_template("offline/returned.html", entries=found, form=SettleForm())


@bp.route("/returned/settle", methods=["POST"])
@requires(Permission.RETURNED_READ)
def settle() -> ResponseReturnValue:
    """Set an entry aside, and say why."""
    form = SettleForm.from_request()
    if form.submitted_valid():
        quarantine.settle(g.work, tables(), as_uuid(form.entry.data), form.cause.data)
        flash(_("It is set aside. It stays kept."))
        return redirect(url_for(".returned"), 303)
    found = [_shown(one) for one in quarantine.returned(g.work, tables())]
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
        "kind": str(kinds()[entry.kind].name) if entry.kind in kinds() else "",
        "reason": str(WORDS[entry.reason]),
        "answers": _answers(one),
        **_mending(one),
    }


def _answers(one: Returned) -> list[tuple[str, str]]:
    """Return the questions with what was answered, in words."""
    kind = kinds().get(one.entry.kind)
    if kind is None or not one.form:
        return []
    said: dict[str, list[str]] = {}
    for name, answer in one.form:
        said.setdefault(name, []).append(answer)
    asked = (field for field in kind.questions(_entry(one)) if field.name in said)
    return [(str(field.label.text), _words(field, said[field.name])) for field in asked]


def _words(field: Field, answers: list[str]) -> str:
    """Return answers in words, where the question offers them."""
    offered = dict(getattr(field, "choices", None) or {})
    return ", ".join(str(offered.get(answer, answer)) for answer in answers)


def _mending(one: Returned) -> dict[str, str]:
    """Return where its author goes on writing, and the form as it was, sealed to both."""
    kind = kinds().get(one.entry.kind)
    if kind is None or not (one.own and one.form and one.entry.day):
        return {"mend_url": "", "sealed": ""}
    url = kind.address(_entry(one))
    keyring: Keyring = g.work.session.info["keyring"]
    fields = [
        (kind.id_name, str(one.entry.entry_id)),
        *(pair for pair in one.form if pair[0] != kind.id_name),
    ]
    path = url.partition("?")[0]
    return {"mend_url": url, "sealed": resume.sealed(keyring, g.work.actor.id, path, fields)}


def _entry(one: Returned) -> TabletEntry:
    """Return an entry as its kind shows it."""
    entry = one.entry
    if entry.day is None:
        raise TypeError("only what was opened is shown by its kind")
    return TabletEntry(
        id=entry.entry_id,
        unit_id=entry.unit_id,
        child_id=entry.named_child_id,
        day=entry.day,
        shift=entry.shift or "",
        form=one.form,
        corrects_id=entry.corrects_id,
    )
