"""The pages of transfer packages."""

import json
from datetime import date, datetime
from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.policy import Permission
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.content.incidents import incidents
from institution.logs.services import UnitShift
from institution.moving import services
from institution.moving.forms import PackageForm, part_words
from institution.moving.services import DamagedError, NowhereError, Package
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.panels import panel
from institution.web.words import day as day_words

bp = Blueprint("moving", __name__)


@bp.route("/children/<uuid:child_id>/transfers")
@requires(Permission.TRANSFER_READ)
def of_child(child_id: UUID) -> ResponseReturnValue:
    """List what was handed on when the child moved."""
    found = services.packages(g.work, child_id)
    return render_template(
        "moving/of_child.html",
        child=g.child,
        packages=found,
        part_words=part_words(),
        may_make=g.work.actor.may_ever(Permission.TRANSFER_MAKE),
    )


@bp.route("/children/<uuid:child_id>/transfers/new", methods=["GET", "POST"])
@requires(Permission.TRANSFER_MAKE)
def new(child_id: UUID) -> ResponseReturnValue:
    """Choose what is handed on to the place the child moved to last, or is to move to."""
    form = PackageForm.from_request()
    form.offer()
    home = services.receiving_home(g.work, child_id)
    if form.submitted_valid():
        try:
            package = services.make(g.work, child_id, form.new())
        except NowhereError:
            form.form_errors.append(_("The child lives nowhere we know, and is to move nowhere."))
        else:
            flash(_("The package is made. The new place can read it."))
            return redirect(url_for(".one", child_id=child_id, transfer_id=package.id), 303)
    page = render_template("moving/new.html", child=g.child, form=form, home=home)
    return page, 422 if form.errors else form.status


@bp.route("/children/<uuid:child_id>/transfers/<uuid:transfer_id>")
@requires(Permission.TRANSFER_READ)
def one(child_id: UUID, transfer_id: UUID) -> ResponseReturnValue:
    """Show a package."""
    return _page(services.found(g.work, child_id, transfer_id), ""), 200


@bp.route("/children/<uuid:child_id>/transfers/<uuid:transfer_id>/file")
@requires(Permission.TRANSFER_READ)
def file(child_id: UUID, transfer_id: UUID) -> ResponseReturnValue:
    """The same as a file, of which the checksum tells."""
    package = services.found(g.work, child_id, transfer_id).package
    response = Response(package.content.encode(), mimetype="application/json")
    name = f"transfer-{package.checksum[:12]}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.route("/children/<uuid:child_id>/transfers/<uuid:transfer_id>/receive", methods=["POST"])
@requires(Permission.TRANSFER_RECEIVE)
def receive(child_id: UUID, transfer_id: UUID) -> ResponseReturnValue:
    """Say that the package has come, whole."""
    try:
        services.receive(g.work, child_id, transfer_id, request.form.get("checksum", ""))
    except DamagedError:
        told = _(
            "The checksum does not fit what you see. Open the package again, and ask who made it."
        )
        return _page(services.found(g.work, child_id, transfer_id), told), 409
    flash(_("The caseworker sees that you have received it."))
    return redirect(url_for(".one", child_id=child_id, transfer_id=transfer_id), 303)


def child_panel(child: ReachedChild) -> Markup | str:
    """Return that a package waits for the reader's home."""
    if not services.unreceived(g.work, child.id):
        return ""
    return panel("moving/child_panel.html", child=child)


def shift_panel(_found: UnitShift) -> Markup | str:
    """Return the children who moved out lately, with what may still be read of them."""
    children = services.left_lately(g.work)
    if not children:
        return ""
    return panel("moving/shift_panel.html", children=children)


def _page(found: Package, fault: str) -> str:
    """Return the page of a package; `fault`: why it could not be received."""
    parts = json.loads(found.package.content)["parts"]
    may_receive = g.work.actor.may_ever(Permission.TRANSFER_RECEIVE)
    return render_template(
        "moving/one.html",
        child=g.child,
        found=found,
        fault=fault,
        part_words=part_words(),
        logs=[_log(row) for row in parts.get("logs", [])],
        incidents=[_incident(row) for row in parts.get("incidents", [])],
        goals=parts.get("plan", []),
        receives=may_receive and found.receipt is None,
    )


def _log(row: dict[str, Any]) -> Shown:
    """Return a log in words."""
    shift = daily_log().shift(row["shift"]).name.in_(content_language())
    names = {one.key: one.name.in_(content_language()) for one in daily_log().dimensions}
    levels = [f"{names[key]} {n}" for key, n in row["levels"].items() if n and key in names]
    return Shown(
        title=f"{day_words(date.fromisoformat(row['day']))} · {shift}",
        author=row["author"],
        levels=", ".join(levels),
        texts=[row[key] for key in ("good_moment", "note") if row[key]]
        + [line["text"] for line in row["handover"]],
    )


def _incident(row: dict[str, Any]) -> Shown:
    """Return an incident in words."""
    at = datetime.fromisoformat(row["started_at"]).astimezone(g.work.actor.time_zone)
    name = incidents().type(row["type"]).name.in_(content_language())
    title, texts = f"{day_words(at.date())} · {name}", list(row["texts"].values())
    return Shown(title=title, author=row["author"], levels="", texts=texts)
