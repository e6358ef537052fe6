"""The coordinator's first page, and a new family."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.fostercare.forms import FamilyForm
from institution.fostercare.services import families, matching
from institution.fostercare.services.agreements import Late
from institution.fostercare.services.briefs import Brief
from institution.fostercare.services.desk import Desk, Line, MissingWeek
from institution.fostercare.services.desk import desk as look
from institution.fostercare.services.due import Term
from institution.fostercare.services.matching import Sought
from institution.fostercare.services.waiting import Waiting
from institution.fostercare.services.weeks import Unread
from institution.fostercare.views import bp
from institution.fostercare.views.wording import need_words, term_url, term_words
from institution.web.guard import requires

FIRST, FIRST_FAMILIES = 5, 10
"""So many of each list are shown at first; how many there are stands above it."""


@bp.route("/foster-families")
@requires(Permission.FAMILY_COORDINATE)
def desk() -> ResponseReturnValue:
    """What needs the coordinator today, and the families."""
    found, sought = look(g.work), matching.sought(g.work)
    flags = current_app.extensions["flags_of_children"](found.children)
    parts = {
        "asks": _part("asks", found.asks, lambda one: _asked(found, one)),
        "flags": _part("flags", flags, lambda one: one.shown()),
        "missing": _part("missing", found.missing, _missing),
        "unread": _part("unread", found.unread, lambda one: _unread(found, one)),
        "terms": _part("terms", found.terms, lambda pair: _term(found, *pair)),
        "late": _part("late", found.late, lambda one: _late(found, one)),
        "sought": _part("sought", sought, _sought),
    }
    families = _part("families", found.families, _family, FIRST_FAMILIES)
    counts = [(words, parts[key].number, key) for key, words in _named()]
    return render_template("fostercare/desk.html", counts=counts, families=families, **parts)


@bp.route("/foster-families/new", methods=["GET", "POST"])
@requires(Permission.FAMILY_REGISTER)
def new_family() -> ResponseReturnValue:
    """Register a family; whoever does is its coordinator."""
    form = FamilyForm.from_request()
    if form.submitted_valid():
        try:
            kept = families.register(g.work, form.family())
        except families.ReferenceTakenError:
            form.reference.errors = [_("Another place has this number")]
            return render_template("fostercare/new_family.html", form=form), 422
        flash(_("The family is registered. Its record and permit come next."))
        return redirect(url_for(".family", family_id=kept.id), 303)
    return render_template("fostercare/new_family.html", form=form), form.status


def _asked(found: Desk, one: Waiting) -> Shown:
    family = found.family_of(one.home_id)
    return Shown(
        url=_family_url(one.home_id) + "#asks",
        name=f"{family.reference} · {family.name(g.work)}" if family else "",
        about=", ".join(need_words(code) for code in one.about),
        text=one.text(g.work),
        by=one.answer_by,
        late=one.answer_by < g.work.now,
    )


def _missing(one: MissingWeek) -> Shown:
    return Shown(
        url=_family_url(one.family.id),
        name=one.child.name(g.work),
        family=one.family.reference,
        weeks=one.weeks,
        call=one.call,
    )


def _unread(found: Desk, one: Unread) -> Shown:
    url = url_for(".week", child_id=one.child_id, week_id=one.id)
    return Shown(url=url, name=found.name_of(one.child_id), week=one.week)


def _term(found: Desk, family: Brief, term: Term) -> Shown:
    return Shown(
        day=term.day,
        text=f"{family.reference} · {term_words(term, found.name_of(term.child_id))}",
        url=term_url(term, family.id),
        late=term.day < g.work.today,
    )


def _late(found: Desk, one: Late) -> Shown:
    return Shown(
        day=one.due_on,
        text=f"{one.words(g.work)} · {found.name_of(one.child_id)}",
        url=_family_url(one.home_id) + "#agreements",
        late=True,
    )


def _sought(one: Sought) -> Shown:
    return Shown(url=url_for(".match", child_id=one.id), name=one.name(g.work))


def _family(line: Line) -> Shown:
    children = sorted(one.name(g.work) for one in line.children)
    return Shown(
        url=_family_url(line.family.id),
        name=f"{line.family.reference} · {line.family.name(g.work)}",
        children=", ".join(children),
        room=line.room,
    )


def _family_url(family_id: UUID) -> str:
    return url_for(".family", family_id=family_id)


def _part(key: str, items: Sequence[Any], shown: Callable[[Any], Any], first: int = FIRST) -> Shown:
    """Return the first of a list as the page shows them, and where the rest is read."""
    whole = request.args.get("all") == key or len(items) <= first
    return Shown(
        items=[shown(one) for one in (items if whole else items[:first])],
        number=len(items),
        rest="" if whole else url_for(".desk", all=key) + f"#{key}",
    )


def _named() -> list[tuple[str, str]]:
    """Return the lists of the page with what they are called."""
    return [
        ("asks", _("Asks for help")),
        ("flags", _("Attention points")),
        ("missing", _("Weeks not written")),
        ("unread", _("Weekly logs to read")),
        ("terms", _("Due now or soon")),
        ("late", _("Agreements overdue")),
        ("sought", _("Children looking for a family")),
    ]
