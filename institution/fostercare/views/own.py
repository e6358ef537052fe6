"""The carer's first page: the week to write, what came of the last ones, and asking for help."""

from datetime import timedelta
from types import SimpleNamespace as Shown
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission, Role
from institution.accounts.services import names
from institution.content.krith import krith
from institution.fostercare.forms import AskForm
from institution.fostercare.services import (
    agreements,
    asking,
    families,
    reading,
    respite,
    sheets,
    staying,
    weeks,
)
from institution.fostercare.views import bp
from institution.fostercare.views.showing import in_list, sheet_url, week_shown
from institution.fostercare.views.wording import in_reader, need_words
from institution.web.guard import requires
from institution.web.languages import content_language

SHOWN_WEEKS = 2


@bp.route("/my-family", methods=["GET", "POST"])
@requires(Permission.FAMILY_OWN)
def my_family() -> ResponseReturnValue:
    """The carer's first page; asking for help is one press away."""
    form = AskForm.asked(content_language())
    if form.submitted_valid():
        asking.ask(g.work, form.request_id, form.about.data or [], form.text.data)
        flash(_("Sent. Your coordinator sees it now, and answers within the time promised below."))
        return redirect(url_for(".my_family") + "#asks", 303)
    return _page(form), form.status


def _page(form: AskForm) -> str:
    work = g.work
    mine = families.families(work, Permission.FAMILY_OWN)
    ids = [one.id for one in mine]
    living = staying.children_in(work, Permission.FAMILY_OWN, ids)
    asked = asking.of_families(work, Permission.FAMILY_OWN, ids)
    own = [
        *sheets.of_family(work, Permission.FAMILY_OWN, ids),
        *(sheets.of_children(work, Permission.FAMILY_OWN, ids) if ids else []),
    ]
    seen = [one for one in own if reading.seen(Role.FOSTER_PARENT, one, work.actor.id)]
    return render_template(
        "fostercare/my_family.html",
        form=form,
        respite=respite.here_today(work, [one.unit_id for one in mine]),
        help_words=in_reader(krith.newest().help_words),
        children=[_child(child.id, child.name) for _placement, child in living],
        agreements=[
            Shown(day=a.due_on, text=f"{a.what} · {a.owner}", url="", late=a.late(work.today))
            for a in agreements.of_families(work, Permission.FAMILY_OWN, ids)
            if a.done_on is None and a.form != "F9"
        ],
        sheets=[in_list(one, sheet_url(one)) for one in seen],
        asks=_asks(asked),
        families=mine,
        ready=[current_app.extensions["family_panel"](one.unit_id) for one in mine],
    )


def _child(child_id: UUID, name: str) -> Shown:
    """Return what there is to write about a child, and what came of what was written."""
    work = g.work
    this = weeks.monday(work.today)
    since = this - timedelta(weeks=SHOWN_WEEKS)
    logs = weeks.weeks_of_child(work, Permission.WEEK_READ, child_id, since)
    answers = weeks.answers_to(work, [log.id for log in logs])
    people = [log.author_id for log in logs] + [
        a.author_id for one in answers.values() for a in one
    ]
    who = names(work, people)
    written = {log.week for log in logs}
    return Shown(
        id=child_id,
        name=name,
        to_write=[week for week in (this, this - timedelta(weeks=1)) if week not in written],
        logs=[week_shown(log, who, answers.get(log.id, ())) for log in logs],
    )


def _asks(asked: list[asking.Asked]) -> list[Shown]:
    who = names(g.work, [a[0] for one in asked for a in one.answers])
    return [
        Shown(
            at=one.asked_at,
            by=one.answer_by,
            about=", ".join(need_words(code) for code in one.about),
            text=one.text,
            answers=[Shown(who=who.get(a, ""), at=at, text=text) for a, at, text in one.answers],
        )
        for one in asked
    ]
