"""One flag: why it was raised, what is behind it, and what people do about it."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.content.flags import flags as content
from institution.db.base import new_id
from institution.flags import services
from institution.flags.forms import AnswerForm, answer_form
from institution.flags.services import AlreadyClosedError, WithReasons
from institution.flags.views import around, bp, showing, wording
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import day


@bp.route("/flags/<uuid:flag_id>", methods=["GET", "POST"])
@requires(Permission.FLAG_READ)
def flag(flag_id: UUID) -> ResponseReturnValue:
    """Show a flag with its reasons and answers, and take an answer.

    Raises:
        NotReachableError: no such flag, or an answer from someone who only reads it.
    """
    found = services.flag(g.work, flag_id)
    if request.method == "POST" and not found.may_answer:
        raise NotReachableError
    form = answer_form(content_language())
    if form.submitted_valid():
        try:
            services.answer(g.work, flag_id, form.answer())
        except ConflictError as conflict:
            return _ask_again(found, form, conflict)
        flash(_("Your answer is saved. Those around the child can see it."))
        return redirect(url_for(".flag", flag_id=flag_id), 303)
    return _page(found, form), form.status


def _ask_again(
    found: WithReasons, form: AnswerForm, conflict: ConflictError
) -> ResponseReturnValue:
    """Show what was typed again, and say what came in between."""
    form["id"].data = str(new_id())
    told = _("Something else was saved under this answer. Read it, and send yours once more.")
    if isinstance(conflict, AlreadyClosedError):
        told = _(
            "Somebody closed this in the meantime. What you wrote is not kept, but it is here."
        )
    form.form_errors.append(told)
    return _page(found, form), HTTPStatus.CONFLICT


def _page(found: WithReasons, form: AnswerForm) -> str:
    """Return the page."""
    told = found.told
    beside = services.around(g.work, found.flag)
    return render_template(
        "flags/flag.html",
        told=told,
        form=form if found.may_answer and (told.is_open or form.errors) else None,
        child_name=wording.first_name(told),
        about=showing.about(told, found.home),
        severity=wording.kind_of(told).severity,
        headline=wording.headline(told),
        reasons=wording.reasons(told),
        closing_words=wording.closing(told),
        invitation=wording.invitation(told),
        changes=[showing.change(*one) for one in wording.changes(told)],
        pictures=showing.pictures(told.child, told.flag.since, told.flag.evidence),
        facts_behind=_facts(found),
        shows_around=beside is not None,
        around=around.lines(beside) if beside else [],
        questions=wording.questions(told),
        logs=[showing.log_behind(one, told) for one in found.logs],
        incident_url=_incident(found),
        voice_url=_voice(found),
        answers=showing.answers(told),
        prompts=_prompts(),
        closing=[one.key for one in content().answers if one.close_reason_required],
    )


def _incident(found: WithReasons) -> str:
    """Return the address of the incident that raised a flag; empty where the reader may not."""
    flag = found.flag
    if not found.shows_incident:
        return ""
    return url_for("incidents.one", child_id=flag.child_id, incident_id=flag.matter_id)


def _voice(found: WithReasons) -> str:
    """Return where what the child said is opened; empty where it said nothing on its own page."""
    said = "voices" in found.told.flag.evidence and g.work.actor.may_ever(Permission.VOICE_READ)
    return url_for("voice.of_child", child_id=found.told.flag.child_id) if said else ""


def _facts(found: WithReasons) -> list[tuple[str, str]]:
    """Return how much lies behind it, and until when an answer is expected."""
    told, evidence = found.told, found.told.flag.evidence
    facts = []
    if "n_days" in evidence:
        facts.append((_("Days behind it"), str(evidence["n_days"])))
        facts.append((_("Adults behind it"), str(evidence["n_adults"])))
    if told.is_open:
        facts.append((_("Answer by"), day(showing.local_day(told.flag.respond_by))))
    return facts


def _prompts() -> list[tuple[str, str, str]]:
    """Return key, name and question of each answer."""
    language = content_language()
    return [
        (one.key, one.name.in_(language), one.prompt.in_(language)) for one in content().answers
    ]
