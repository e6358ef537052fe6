"""The child's own page: what it can say, what is written about it, and what came of its words."""

from uuid import UUID

from flask import Response, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.cases import scope
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.content.incidents import incidents
from institution.content.voice import voice as content
from institution.voice import services
from institution.voice.forms import OwnVersionForm
from institution.voice.views import bp
from institution.voice.views.words import kind_words, told_voice
from institution.web.guard import requires
from institution.web.languages import content_language


def me() -> ReachedChild:
    """Return the child in whose hands the tablet is."""
    return scope.child(g.work, Permission.VOICE_GIVE, g.work.actor.id)


@bp.route("/me")
@requires(Permission.VOICE_GIVE)
def page() -> ResponseReturnValue:
    """What the child can do here, and what became of what it said."""
    child, language, report = me(), content_language(), daily_log().self_report
    age = child.age_on(g.work.today)
    return render_template(
        "voice/me.html",
        name=child.name.split()[0],
        ladder=report.monthly_for(age) is not None,
        limit=report.honest_limit.in_(language),
        intro=report.intro.in_(language),
        words=kind_words(),
        ways=[way for one in current_app.extensions["own_ways"] if (way := one())],
        told=[(told_voice(one.voice), one) for one in services.own_voices(g.work)],
    )


@bp.route("/me/record")
@requires(Permission.OWN_RECORD_READ)
def record() -> ResponseReturnValue:
    """What is written about the child, with no other child by name."""
    language = content_language()
    another = content().another_child.in_(language)
    types = {one.key: one.name.in_(language) for one in incidents().types}
    said = {one.voice.log_id: one.voice for one in services.own_voices(g.work)}
    shifts = {one.key: one.name.in_(language) for one in daily_log().shifts}
    return render_template(
        "voice/record.html",
        goals=services.own_goals(g.work),
        events=[(one, types[one.type]) for one in services.own_events(g.work, another)],
        lines=services.own_logs(g.work, another),
        said=said,
        shifts=shifts,
    )


@bp.route("/me/record/<uuid:log_id>", methods=["GET", "POST"])
@requires(Permission.VOICE_GIVE)
def own_version(log_id: UUID) -> ResponseReturnValue:
    """Say that a log was read together, and how the child sees it."""
    log, form = services.own_log(g.work, log_id), OwnVersionForm.from_request()
    if form.submitted_valid():
        services.say(g.work, g.visit.person_id, form.said(log.id))
        flash(_("It stands beside what the adults wrote."))
        return redirect(url_for(".record"), 303)
    limit = daily_log().self_report.honest_limit.in_(content_language())
    return render_template("voice/own_version.html", form=form, log=log, limit=limit), form.status


@bp.route("/me/pictures/<uuid:voice_id>")
@requires(Permission.VOICE_GIVE)
def own_picture(voice_id: UUID) -> ResponseReturnValue:
    """A picture the child made."""
    return Response(services.own_picture(g.work, voice_id), mimetype="image/jpeg")
