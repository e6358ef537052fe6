"""The child says something: its day, its ladder, its card, or that it wants to talk."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.content.daily_log import Version, daily_log
from institution.content.voice import voice as content
from institution.voice import services
from institution.voice.forms import say_form
from institution.voice.services import PictureError, cleaned
from institution.voice.services.pictures import LARGEST_FILE
from institution.voice.views import bp
from institution.voice.views.own import me
from institution.voice.views.words import kind_words
from institution.web.guard import requires
from institution.web.languages import content_language


@bp.route("/me/day", methods=["GET", "POST"])
@requires(Permission.VOICE_GIVE)
def day() -> ResponseReturnValue:
    """How the day was, in faces by age."""
    age = me().age_on(g.work.today)
    return _say("day", daily_log().self_report.version_for(age))


@bp.route("/me/ladder", methods=["GET", "POST"])
@requires(Permission.VOICE_GIVE)
def ladder() -> ResponseReturnValue:
    """Where the child stands on the ladder of life; from the age at which it is asked."""
    version = daily_log().self_report.monthly_for(me().age_on(g.work.today))
    return redirect(url_for(".page"), 303) if version is None else _say("ladder", version)


@bp.route("/me/card", methods=["GET", "POST"])
@requires(Permission.VOICE_GIVE)
def card() -> ResponseReturnValue:
    """The card in three parts, for talks."""
    return _say("card", None)


@bp.route("/me/talk", methods=["GET", "POST"])
@requires(Permission.VOICE_GIVE)
def talk() -> ResponseReturnValue:
    """That the child wants to talk, and with whom."""
    return _say("talk", None)


def _say(kind: str, version: Version | None) -> ResponseReturnValue:
    """Keep what the child says, or ask."""
    language = content_language()
    form = say_form(kind, version, language).from_request()
    picture, fault = _picture()
    if form.submitted_valid() and not fault:
        said = form.said(kind, version.key if version else None, picture)
        services.say(g.work, g.visit.person_id, said)
        flash(_("Thank you. It is kept, and you can see here who reads it."))
        return redirect(url_for(".page"), 303)
    if fault:
        form.form_errors.append(fault)
    page = render_template(
        "voice/say.html",
        form=form,
        kind=kind,
        title=kind_words()[kind],
        limit=daily_log().self_report.honest_limit.in_(language),
        later=content().change_later.in_(language),
        adult_writes=content().adult_writes.in_(language),
        faces=version is not None and version.kind == "faces",
        age=me().age_on(g.work.today),
    )
    return page, 422 if fault else form.status


def _picture() -> tuple[str | None, str]:
    """Return the picture that was sent, drawn anew, and what is wrong with it."""
    sent = request.files.get("picture") if request.method == "POST" else None
    if sent is None or not sent.filename:
        return None, ""
    with sent.stream as file:
        data = file.read(LARGEST_FILE + 1)
    try:
        return cleaned(data), ""
    except PictureError:
        told = _(
            "The picture could not be taken: it must be a photo or a drawing (JPEG, PNG or WebP) "
            "of at most 6 MB. What you wrote is still here."
        )
        return None, told
