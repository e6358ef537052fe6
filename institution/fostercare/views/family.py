"""One family: its profile, children, forms, agreements and asks; and what is done about them."""

from datetime import timedelta
from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission, Relation
from institution.accounts.services import names
from institution.content.foster_forms import foster_forms
from institution.fostercare.forms import AnswerForm, PersonForm
from institution.fostercare.services import agreements, asking, families, people, sheets, staying
from institution.fostercare.services.asking import Asked
from institution.fostercare.services.desk import room
from institution.fostercare.services.people import NoSuchPersonError
from institution.fostercare.services.permits import most_children, noted, permit_ends
from institution.fostercare.services.profile import profiles
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.training import hours_in
from institution.fostercare.views import bp
from institution.fostercare.views.showing import in_list, own_week_shown, profile_shown, sheet_url
from institution.fostercare.views.wording import form_name, in_reader, need_words
from institution.web.guard import requires

OWN_WEEKS = 13
CARD, RESPITE_FAMILIES = "F8", "family__respite_families"
"""The child's card is read where the child chose."""


@bp.route("/foster-families/<uuid:family_id>")
@requires(Permission.FAMILY_COORDINATE)
def family(family_id: UUID) -> ResponseReturnValue:
    """Everything about one family."""
    return _page(family_id, PersonForm.from_request(), AnswerForm.from_request())


@bp.route("/foster-families/<uuid:family_id>/address", methods=["POST"])
@requires(Permission.FAMILY_READ)
def address(family_id: UUID) -> ResponseReturnValue:
    """Show where a family lives; that a protected address was shown is kept."""
    found = families.address(g.work, Permission.FAMILY_READ, family_id)
    one = families.family(g.work, Permission.FAMILY_READ, family_id)
    return render_template("fostercare/address.html", family=one, address=found)


@bp.route("/foster-families/<uuid:family_id>/carers", methods=["POST"])
@requires(Permission.FAMILY_COORDINATE)
def add_carer(family_id: UUID) -> ResponseReturnValue:
    """Let a carer write for the family."""
    return _tie(family_id, people.add_carer, _("The carer can write for the family now."))


@bp.route("/foster-families/<uuid:family_id>/team-leader", methods=["POST"])
@requires(Permission.FAMILY_COORDINATE)
def add_leader(family_id: UUID) -> ResponseReturnValue:
    """Let a team leader read and sign what is concluded about the family."""
    return _tie(family_id, people.add_leader, _("The team leader can sign for the family now."))


@bp.route("/foster-families/<uuid:family_id>/coordinator", methods=["POST"])
@requires(Permission.FAMILY_COORDINATE)
def hand_over(family_id: UUID) -> ResponseReturnValue:
    """Give the family another coordinator from tomorrow."""
    return _tie(family_id, people.hand_over, _("The family has another coordinator from tomorrow."))


@bp.route("/foster-families/<uuid:family_id>/asks/<uuid:ask_id>", methods=["POST"])
@requires(Permission.FAMILY_COORDINATE)
def answer_ask(family_id: UUID, ask_id: UUID) -> ResponseReturnValue:
    """Answer what a family asked for."""
    form = AnswerForm.from_request()
    if form.submitted_valid():
        asking.answer(g.work, family_id, ask_id, form.text.data or "")
        flash(_("Your answer is saved. The family can read it."))
        return redirect(url_for(".family", family_id=family_id) + "#asks", 303)
    return _page(family_id, PersonForm(), form), 422


@bp.route("/foster-families/<uuid:family_id>/agreements/<uuid:agreement_id>/done", methods=["POST"])
@requires(Permission.FAMILY_COORDINATE)
def agreement_done(family_id: UUID, agreement_id: UUID) -> ResponseReturnValue:
    """Note that an agreement is done."""
    form = AnswerForm.from_request()
    if form.submitted_valid():
        agreements.finish(g.work, family_id, agreement_id, form.text.data)
        flash(_("Noted as done."))
        return redirect(url_for(".family", family_id=family_id) + "#agreements", 303)
    return _page(family_id, PersonForm(), form), 422


def _tie(family_id: UUID, act: Any, told: str) -> ResponseReturnValue:
    form = PersonForm.from_request()
    if form.submitted_valid():
        try:
            act(g.work, family_id, form.user_name.data or "")
        except NoSuchPersonError:
            form.user_name.errors = [_("Nobody with this user name has the role for it")]
        else:
            flash(told)
            return redirect(url_for(".desk"), 303)
    return _page(family_id, form, AnswerForm()), 422


def _page(family_id: UUID, person: PersonForm, answer: AnswerForm) -> str:
    work = g.work
    one = families.family(work, Permission.FAMILY_COORDINATE, family_id)
    living = staying.children_in(work, Permission.FAMILY_COORDINATE, [family_id])
    own = sheets.of_family(work, Permission.FAMILY_COORDINATE, [family_id])
    forms = foster_forms.newest()
    return render_template(
        "fostercare/family.html",
        family=one,
        room=room(most_children(own), len(living)),
        permit_ends=permit_ends(own),
        respite_families=noted(own, RESPITE_FAMILIES),
        children=[_child(placement, child) for placement, child in living],
        profile=profile_shown(profiles(own)),
        forms=[(form.key, form_name(form.key), form.about_child) for form in forms.forms],
        asks=_asks(asking.of_families(work, Permission.FAMILY_COORDINATE, [family_id])),
        hours=hours_in(own, work.today.year),
        wanted_hours=forms.training_hours,
        credit=in_reader(forms.credit),
        person_form=person,
        answer_form=answer,
        **_followed(family_id, {child.id: child.name for _placement, child in living}, own),
    )


def _child(placement: Any, child: Any) -> Shown:
    """Return a child in the family, with its weeks."""
    lines = current_app.extensions["week_lines"](child.id)
    days = {"begins": placement.begins, "ends": placement.ends}
    return Shown(name=child.name, id=child.id, lines=lines, **days)


def _followed(family_id: UUID, children: dict[UUID, str], own: list[Sheet]) -> dict[str, Any]:
    """Return forms, agreements, the family's own weeks, and who is tied to it."""
    work = g.work
    about = sheets.of_children(work, Permission.FAMILY_COORDINATE, [family_id])
    kept = sorted([*own, *about], key=lambda sheet: sheet.written_at, reverse=True)
    since = work.today - timedelta(weeks=OWN_WEEKS)
    return {
        "sheets": [
            in_list(one, sheet_url(one), children.get(one.child_id, "") if one.child_id else "")
            for one in kept
            if one.form != CARD
        ],
        "agreements": [
            Shown(**vars(one), child=children.get(one.child_id, ""), is_late=one.late(work.today))
            for one in agreements.of_families(work, Permission.FAMILY_COORDINATE, [family_id])
        ],
        "own_weeks": [own_week_shown(one) for one in asking.own_weeks(work, family_id, since)],
        "tied": [
            Shown(name=name, relation=_relation(tie.relation), begins=tie.begins, ends=tie.ends)
            for tie, name in people.people_of(work, family_id)
        ],
    }


def _relation(relation: Relation) -> str:
    words = {
        Relation.FOSTER_CARER_OF: _("foster carer"),
        Relation.LEADER_OF_TEAM: _("team leader"),
    }
    return str(words.get(relation) or _("coordinator"))


def _asks(asked: list[Asked]) -> list[Shown]:
    who = names(g.work, [one.author_id for one in asked] + [a[0] for o in asked for a in o.answers])
    return [
        Shown(
            id=one.id,
            who=who.get(one.author_id, ""),
            at=one.asked_at,
            by=one.answer_by,
            about=", ".join(need_words(code) for code in one.about),
            text=one.text,
            open=one.open,
            answers=[Shown(who=who.get(a, ""), at=at, text=text) for a, at, text in one.answers],
        )
        for one in asked
    ]
