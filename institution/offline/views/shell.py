"""What a tablet keeps to go on without a line: the page without names, and what serves it."""

import gzip
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.policy import Permission
from institution.logs.models import Shift
from institution.logs.services import UnitShift
from institution.logs.views.form_page import writing_help
from institution.logs.views.showing import shift_name
from institution.offline.views import bp, this_device
from institution.web import cookies, files
from institution.web.entries import kinds
from institution.web.guard import requires, without_database
from institution.web.panels import panel

WORKER = "js/worker.js"
PAGES_USE = ("css/*", "js/*", "icon.svg")
"""What a tablet keeps; the fonts of papers are for the server alone."""


@bp.app_context_processor
def about_tablet() -> dict[str, Any]:
    """Tell every page whether it is shown on an enrolled tablet."""
    if cookies.device_token(request) is None:
        return {"tablet": None}
    return {"tablet": {"worker": url_for("offline.worker")}}


def shift_panel(found: UnitShift) -> Markup:
    """Return what the page of a shift says on a tablet: that it can go on without a line."""
    if cookies.device_token(request) is None or found.when != found.now:
        return Markup()
    where = url_for("logs.shift", unit_id=found.unit.id, day=found.when.day, shift=found.when.shift)
    return panel("offline/shift_panel.html", address=where)


@bp.route("/offline/<day:day>/<shift:shift>")
@requires(Permission.LOG_WRITE)
def shell(day: date, shift: Shift) -> ResponseReturnValue:
    """Give the page that stands in without a line: the forms of a shift, about nobody yet."""
    blanks = [kind.blank(day, shift.value) for kind in kinds().values() if kind.of_shift]
    return render_template(
        "offline/shell.html",
        blanks=blanks,
        of_family=False,
        word_help_entries=writing_help(),
        name_of_shift=shift_name(shift),
        day=day,
        shell=url_for(".shell", day=day, shift=shift),
        person=None,
        # A language is chosen with the server's help.
        languages=[],
        navigation=[],
    )


@bp.route("/offline/weeks/<day:day>")
@requires(Permission.WEEK_WRITE)
def week_shell(day: date) -> ResponseReturnValue:
    """Give the page that stands in without a line for a family: the forms of a week."""
    return render_template(
        "offline/shell.html",
        blanks=[kind.blank(day, "") for kind in kinds().values() if not kind.of_shift],
        of_family=True,
        word_help_entries=writing_help(),
        name_of_shift=_("Our family"),
        day=day,
        shell=url_for(".week_shell", day=day),
        person=None,
        languages=[],
        navigation=[],
    )


def family_panel(unit_id: UUID) -> Markup:
    """Return what the page of a family says on a tablet: that it can go on without a line."""
    device = this_device()
    if device is None or device.unit_id != unit_id:
        return Markup()
    where = f"/units/{unit_id}/weeks"
    return panel("offline/shift_panel.html", address=where)


@bp.route("/service-worker")
@without_database
def worker() -> Response:
    """Give the script that answers for the server without a line, with its list of files."""
    paths = (path for folder in PAGES_USE for path in files.FOLDER.glob(folder))
    names = sorted(path.relative_to(files.FOLDER).as_posix() for path in paths)
    known = [files.static_url(name) for name in names if name != WORKER]
    head = f"const DIGEST = {files.tree_digest()!r};\nconst FILES = {known!r};\n"
    script = head + (files.FOLDER / WORKER).read_text()
    response = Response(gzip.compress(script.encode(), mtime=0), mimetype="text/javascript")
    response.headers["Content-Encoding"] = "gzip"
    return response
