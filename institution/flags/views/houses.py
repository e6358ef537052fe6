"""Flags of a house, and how its flags work: how often they were useful, and how many it wants."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError
from institution.access.policy import Permission
from institution.content.flags import flags as content
from institution.db.base import new_id
from institution.flags import services
from institution.flags.forms import AnswerForm, answer_form, choice_form
from institution.flags.services import AlreadyClosedError, ToldHouse
from institution.flags.views import bp, house_words, showing
from institution.web.guard import requires
from institution.web.languages import content_language


@bp.route("/house-flags/<uuid:house_flag_id>", methods=["GET", "POST"])
@requires(Permission.HOUSE_FLAG_READ)
def house_flag(house_flag_id: UUID) -> ResponseReturnValue:
    """Show a flag of a house with its reasons and answers, and take an answer."""
    found = services.house_flag(g.work, house_flag_id)
    form = answer_form(content_language())
    if form.submitted_valid():
        try:
            services.answer_house(g.work, house_flag_id, form.answer())
        except ConflictError as conflict:
            form["id"].data = str(new_id())
            form.form_errors.append(_in_between(conflict))
            return _page(found, form), HTTPStatus.CONFLICT
        flash(_("Your answer is saved. Those who lead the house can see it."))
        return redirect(url_for(".house_flag", house_flag_id=house_flag_id), 303)
    return _page(found, form), form.status


@bp.route("/homes/<uuid:home_id>/flags", methods=["GET", "POST"])
@requires(Permission.FALSE_ALARMS_CHOOSE)
def of_home(home_id: UUID) -> ResponseReturnValue:
    """Show how often flags were useful in a home, and take how many false alarms it wants."""
    held = services.chosen(g.work, home_id)
    form = choice_form(held)
    if form.submitted_valid():
        services.choose(g.work, home_id, float(form.per_year.data))
        flash(_("Saved. It counts from the next look at the children's days."))
        return redirect(url_for(".of_home", home_id=home_id), 303)
    found = services.usefulness(g.work, home_id)
    page = render_template(
        "flags/home.html",
        home=services.managed(g.work, home_id).name,
        form=form,
        chosen=house_words.chosen(held),
        lines=[house_words.useful(one) for one in found],
    )
    return page, form.status


def _in_between(conflict: ConflictError) -> str:
    """Say what came in between."""
    if isinstance(conflict, AlreadyClosedError):
        return str(
            _("Somebody closed this in the meantime. What you wrote is not kept, but it is here.")
        )
    return str(_("Something else was saved under this answer. Read it, and send yours once more."))


def _page(told: ToldHouse, form: AnswerForm) -> str:
    """Return the page of a flag."""
    language = content_language()
    return render_template(
        "flags/house_flag.html",
        told=told,
        headline=house_words.headline(told),
        reasons=house_words.reasons(told),
        closing_words=house_words.closing(told) if told.is_open else "",
        invitation=house_words.kind_of(told).wording.in_(language),
        severity=house_words.kind_of(told).severity,
        questions=[one.in_(language) for one in house_words.kind_of(told).check_first],
        answers=showing.answers_of(told.flag.raised_at, told.answers),
        form=form if told.is_open or form.errors else None,
        closing=[one.key for one in content().answers if one.close_reason_required],
    )
