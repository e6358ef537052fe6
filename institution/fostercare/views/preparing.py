"""Before a visit: everything on one sheet, on the screen and as a paper to take along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Response, current_app, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.content.krith import krith
from institution.fostercare.services import agreements, weeks
from institution.fostercare.services.agreements import Followed
from institution.fostercare.views import bp
from institution.fostercare.views.wording import in_reader
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import day, short_day

WEEKS = 13
GOOD = 6
"""Good moments on the sheet; a quarter of a year of them would be a second page."""


@dataclass(frozen=True)
class Prepared:
    """What stands on the sheet."""

    agreements: list[Followed]
    words: list[tuple[date, str]]
    """What the child said, by week, newest first."""
    good: list[tuple[date, str]]
    questions: list[tuple[str, str]]


@bp.route("/children/<uuid:child_id>/visit-preparation")
@requires(Permission.FAMILY_COORDINATE)
def prepare_visit(child_id: UUID) -> ResponseReturnValue:
    """Last agreements, the weeks, the child's words, and questions to ask."""
    found = _prepared(child_id)
    return render_template(
        "fostercare/prepare.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        words=found.words,
        agreements=[_agreed(one) for one in found.agreements],
        lines=current_app.extensions["week_lines"](child_id),
        good=found.good,
        questions=found.questions,
    )


@bp.route("/children/<uuid:child_id>/visit-preparation/pdf")
@requires(Permission.FAMILY_COORDINATE)
def visit_paper(child_id: UUID) -> ResponseReturnValue:
    """The same as a paper; its name says nothing of the child."""
    document = {
        "language": content_language(),
        "title": f"{_('Prepare a visit')}: {g.child.name}",
        "stamp": _("Made %(day)s. Shred it after the visit.", day=day(g.work.today)),
        "room": _("Own notes"),
        "sections": list(_sections(child_id)),
    }
    made = current_app.extensions["sheet_paper"](document, g.work.now)
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="visit.pdf"'
    return response


def _prepared(child_id: UUID) -> Prepared:
    since = g.work.today - timedelta(weeks=WEEKS)
    logs = weeks.weeks_of_child(g.work, Permission.WEEK_READ, child_id, since)
    content = krith.newest()
    return Prepared(
        agreements=agreements.of_child(g.work, child_id),
        words=[(log.week, log.child_words) for log in logs if log.child_words],
        good=[(log.week, log.good_moment) for log in logs][:GOOD],
        questions=[
            (in_reader(content.area(one.area).name), in_reader(one.question))
            for one in content.reflections
        ],
    )


def _agreed(one: Followed) -> str:
    """Return an agreement and what became of it."""
    if one.done_on:
        became = _("done %(day)s", day=day(one.done_on))
    else:
        became = _("late") if one.late(g.work.today) else _("open")
    return f"{one.what} · {one.owner} · {day(one.due_on)}: {became}"


def _sections(child_id: UUID) -> Iterator[dict[str, Any]]:
    """Give the parts of the paper, the child's words first."""
    found = _prepared(child_id)
    nothing = [("", _("Nothing is written down. Ask first."))]
    yield _section(_("The child's words"), _dated(found.words) or nothing)
    agreed = [("", _agreed(one)) for one in found.agreements]
    yield _section(_("Last agreements"), agreed or [("", _("Nothing is agreed yet."))])
    pictures = [
        {"text": words, "figure": {"title": title, "alt": f"{title}: {words}", "svg": svg}}
        for title, words, svg in current_app.extensions["week_pictures"](child_id)
    ]
    yield {**_section(_("The weeks"), _dated(found.good)), "told": pictures}
    yield _section(_("Questions to ask"), found.questions)


def _section(title: str, lines: list[tuple[str, str]]) -> dict[str, Any]:
    return {"title": title, "lines": lines, "told": []}


def _dated(told: list[tuple[date, str]]) -> list[tuple[str, str]]:
    return [(short_day(week), text) for week, text in told]
