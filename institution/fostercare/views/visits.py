"""Before a visit: the letter to the child, and the agenda, which the child may change."""

from uuid import UUID

from flask import Response, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.cases import scope
from institution.content.daily_log import daily_log
from institution.fostercare.forms import AgendaForm
from institution.fostercare.services import agenda, sheets
from institution.fostercare.services.agenda import AGENDA, BY_CHILD
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.views import bp
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import day


@bp.route("/me/visit", methods=["GET", "POST"])
@requires(Permission.VISIT_OWN)
def own_visit() -> ResponseReturnValue:
    """What an adult would like to talk about at a visit, and what the child wants and wants not."""
    sheet = agenda.planned(g.work, g.work.actor.id)
    if sheet is None:
        raise NotReachableError
    form = AgendaForm.from_request()
    form.visit.data = form.visit.data or str(sheet.id)
    if form.submitted_valid():
        agenda.change(g.work, g.visit.person_id, UUID(form.visit.data), form.text.data or "")
        flash(_("It stands beside what the adults want to talk about."))
        return redirect(url_for(".own_visit"), 303)
    page = render_template(
        "fostercare/own_visit.html",
        agenda=sheet.answers[AGENDA],
        mine=sheet.answers.get(BY_CHILD, ""),
        form=form,
    )
    return page, form.status


def own_way() -> tuple[str, str] | None:
    """Return what leads the child to the agenda of a visit; None while none is being prepared."""
    if agenda.planned(g.work, g.work.actor.id) is None:
        return None
    return _("The visit: what shall we talk about?"), url_for("fostercare.own_visit")


@bp.route("/foster-families/<uuid:family_id>/sheets/<uuid:sheet_id>/letter")
@requires(Permission.FAMILY_COORDINATE)
def letter(family_id: UUID, sheet_id: UUID) -> ResponseReturnValue:
    """The letter to the child before a visit, with room for what it wants to talk about."""
    sheet = sheets.find(g.work, Permission.FAMILY_COORDINATE, family_id, sheet_id)
    if sheet.child_id is None or not letter_url(sheet):
        raise ConflictError
    child = scope.child(g.work, Permission.FAMILY_COORDINATE, sheet.child_id)
    document = {
        "language": content_language(),
        "title": _("Hello %(name)s", name=child.name.split()[0]),
        "stamp": f"{g.work.actor.name} · {day(g.work.today)}",
        "room": _("What I want to talk about, and what not"),
        "sections": list(_letter(sheet.answers[AGENDA])),
    }
    made = current_app.extensions["sheet_paper"](document, g.work.now)
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    return response


def letter_url(sheet: Sheet) -> str:
    """Return where the letter of a visit that is being prepared is; empty of anything else."""
    if sheet.child_id is None or sheet.signed or not sheet.answers.get(AGENDA):
        return ""
    return url_for("fostercare.letter", family_id=sheet.home_id, sheet_id=sheet.id)


def _letter(asked: str) -> list[dict[str, object]]:
    """Return the parts of the letter."""
    limit = daily_log().self_report.honest_limit.in_(content_language())
    coming = _("I am coming to visit you, to hear how it is to live where you live now.")
    free = _("You may cross out what you do not want to talk about, and write what you do want."
             " You can also do it on your own page on the tablet.")  # fmt: skip
    beside = _("You may have somebody with you whom you choose. You may talk with me alone, and you"
               " may say no.")  # fmt: skip
    return [
        _part(_("I am coming to visit"), coming),
        _part(_("What I would like to talk about"), *asked.splitlines()),
        _part(_("You decide too"), free, beside),
        _part(_("What I keep to myself"), limit),
    ]


def _part(title: str, *lines: str) -> dict[str, object]:
    return {"title": title, "lines": [("", one) for one in lines if one], "told": []}
