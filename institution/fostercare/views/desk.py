"""The coordinator's first page, and a new family."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace as Shown
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.fostercare.forms import FamilyForm
from institution.fostercare.services import families, matching
from institution.fostercare.services.agreements import Followed
from institution.fostercare.services.desk import Desk
from institution.fostercare.services.desk import desk as look
from institution.fostercare.services.due import Term
from institution.fostercare.services.families import Family
from institution.fostercare.views import bp
from institution.fostercare.views.wording import need_words, term_url, term_words
from institution.web.guard import requires

FIRST = 8
"""So many of each list are shown at first; how many there are stands above it."""


@bp.route("/foster-families")
@requires(Permission.FAMILY_COORDINATE)
def desk() -> ResponseReturnValue:
    """What needs the coordinator today, and all families."""
    found = look(g.work)
    flags = current_app.extensions["flags_of_children"](list(found.children))
    sought = matching.sought(g.work)
    return render_template(
        "fostercare/desk.html",
        desk=found,
        counts=_counts(found, flags, sought),
        flags=_part("flags", flags),
        sought=_part("sought", sought),
        asks=_part("asks", found.asks, lambda one: _asked(found, one)),
        missing=_part("missing", found.missing),
        unread=_part("unread", found.unread),
        terms=_part("terms", found.terms, lambda pair: _term(found, *pair)),
        late=_part("late", found.late, lambda one: _late(found, one)),
    )


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


def _asked(found: Desk, one: Any) -> Shown:
    family = found.family_of(one.home_id)
    return Shown(
        url=url_for(".family", family_id=one.home_id) + "#asks",
        name=f"{family.reference} · {family.name}" if family else "",
        about=", ".join(need_words(code) for code in one.about),
        text=one.text,
        by=one.answer_by,
        late=one.answer_by < g.work.now,
    )


def _term(found: Desk, family: Family, term: Term) -> Shown:
    return Shown(
        day=term.day,
        text=f"{family.reference} · {term_words(term, found.name_of(term.child_id))}",
        url=term_url(term, family),
        late=term.day < g.work.today,
    )


def _late(found: Desk, one: Followed) -> Shown:
    return Shown(
        day=one.due_on,
        text=f"{one.what} · {one.owner} · {found.name_of(one.child_id)}",
        url=url_for(".family", family_id=one.home_id) + "#agreements",
        late=True,
    )


def _part(key: str, items: Sequence[Any], shown: Callable[[Any], Any] = lambda one: one) -> Shown:
    """Return the first of a list as the page shows them, and where the rest is read."""
    whole = request.args.get("all") == key or len(items) <= FIRST
    return Shown(
        items=[shown(one) for one in (items if whole else items[:FIRST])],
        number=len(items),
        rest="" if whole else url_for(".desk", all=key) + f"#{key}",
    )


def _counts(found: Desk, flags: Any, sought: Any) -> list[tuple[str, int, str]]:
    """Return what is counted, how many there are, and where they stand on the page."""
    return [
        (_("Asks for help"), len(found.asks), "asks"),
        (_("Attention points"), len(flags), "flags"),
        (_("Weeks not written"), len(found.missing), "missing"),
        (_("Weekly logs to read"), len(found.unread), "unread"),
        (_("Due now or soon"), len(found.terms), "terms"),
        (_("Agreements overdue"), len(found.late), "late"),
        (_("Children looking for a family"), len(sought), "sought"),
    ]
