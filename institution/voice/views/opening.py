"""The adults' page: hand the tablet over, open what the child lets one read, and answer."""

from uuid import UUID

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.accounts import signing_in
from institution.voice import services
from institution.voice.forms import AnswerForm
from institution.voice.views import bp
from institution.voice.views.words import kind_words, told_voice
from institution.web import cookies
from institution.web.forms import stripped
from institution.web.guard import requires


@bp.route("/children/<uuid:child_id>/voice")
@requires(Permission.VOICE_READ)
def of_child(child_id: UUID) -> ResponseReturnValue:
    """What the child lets the reader open."""
    return _page(child_id, AnswerForm(), None), 200


@bp.route("/children/<uuid:child_id>/voice/hand-over", methods=["POST"])
@requires(Permission.VOICE_HAND_OVER)
def hand_over(child_id: UUID) -> ResponseReturnValue:
    """Give the tablet to the child: from now on it opens the child's own page and nothing else."""
    token = signing_in.hand_over(g.work, child_id)
    if before := cookies.session_token(request):
        signing_in.sign_out(g.work, before)
    response = make_response(redirect(url_for(".page"), 303))
    cookies.keep_token(response, token)
    return response


@bp.route("/children/<uuid:child_id>/voice/<uuid:voice_id>/open", methods=["POST"])
@requires(Permission.VOICE_READ)
def open_one(child_id: UUID, voice_id: UUID) -> ResponseReturnValue:
    """Open what the child said; the child sees who did."""
    services.opened(g.work, child_id, voice_id)
    return redirect(url_for(".of_child", child_id=child_id, _anchor=f"voice-{voice_id}"), 303)


@bp.route("/children/<uuid:child_id>/voice/<uuid:voice_id>/answer", methods=["POST"])
@requires(Permission.VOICE_READ)
def answer(child_id: UUID, voice_id: UUID) -> ResponseReturnValue:
    """Tell the child what came of it."""
    services.opened(g.work, child_id, voice_id)
    form = AnswerForm.from_request()
    if form.submitted_valid():
        services.answer(g.work, child_id, voice_id, stripped(form.text.data) or "")
        flash(_("The child can read it on its own page."))
        return redirect(url_for(".of_child", child_id=child_id), 303)
    return _page(child_id, form, voice_id), form.status


@bp.route("/children/<uuid:child_id>/voice/<uuid:voice_id>/picture")
@requires(Permission.VOICE_READ)
def picture(child_id: UUID, voice_id: UUID) -> ResponseReturnValue:
    """A picture that the reader has opened."""
    found = services.picture(g.work, child_id, voice_id)
    if found is None:
        return redirect(url_for(".of_child", child_id=child_id), 303)
    return Response(found, mimetype="image/jpeg")


def _page(child_id: UUID, form: AnswerForm, answered: UUID | None) -> str:
    """Return the page; `answered`: the envelope whose answer is to be put right."""
    found = services.envelopes(g.work, child_id)
    return render_template(
        "voice/of_child.html",
        child=g.child,
        envelopes=[(told_voice(one.voice), one) for one in found],
        kinds=kind_words(),
        form=form,
        answered=answered,
        may_hand_over=g.work.actor.may_ever(Permission.VOICE_HAND_OVER),
    )
