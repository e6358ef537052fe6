"""What other pages show of a child's voice: the child's page, and the logs."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from flask import current_app, g, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.policy import Permission
from institution.cases.scope import ReachedChild
from institution.logs.models import ShiftLog
from institution.voice import services
from institution.voice.views.words import kind_words, told_voice
from institution.web.panels import panel

EVERYONE, CARD = "home_and_caseworker", "card"


def child_panel(child: ReachedChild) -> Markup | str:
    """Return that the child said something the reader has not opened; nothing else of it.

    That it wants to talk is said once: where a flag says it, that is left to the flag.
    """
    if not g.work.actor.may_ever(Permission.VOICE_READ):
        return ""
    waiting = [one.voice for one in services.envelopes(g.work, child.id) if not one.opened]
    if not waiting:
        return ""
    talk = any(one.kind == "talk" for one in waiting)
    talk = talk and not current_app.extensions["wish_is_told"](child)
    return panel("voice/child_panel.html", child=child, talk=talk)


def card_panel(child: ReachedChild) -> Markup | str:
    """Return the newest card the child lets the reader read: as it is, or still to be opened.

    Empty where there is none, or where the reader reads no child's words.
    """
    if not g.work.actor.may_ever(Permission.VOICE_READ):
        return ""
    found = (one for one in services.envelopes(g.work, child.id) if one.voice.kind == CARD)
    newest = next(found, None)
    if newest is None:
        return ""
    told = told_voice(newest.voice) if newest.opened else None
    return panel("voice/card_panel.html", child=child, card=told)


def on_timeline(child: ReachedChild) -> Iterator[tuple[UUID, date, datetime, str, str]]:
    """Give id, day, moment, words and address of what the child said and lets the reader read.

    Of what it said only the kind is told: it sees who opens the rest.
    """
    if not g.work.actor.may_ever(Permission.VOICE_READ):
        return
    page, words = url_for("voice.of_child", child_id=child.id), kind_words()
    for one in services.outlines(g.work, child.id):
        day = one.said_at.astimezone(g.work.actor.time_zone).date()
        told = _("The child's voice: %(what)s", what=words[one.kind])
        yield one.id, day, one.said_at, told, f"{page}#voice-{one.id}"


def log_marks(child: ReachedChild, logs: Sequence[ShiftLog], *, alone: bool) -> dict[UUID, Markup]:  # noqa: ARG001 (one way for all)
    """Return by log that it was read with the child, and how the child sees it."""
    if not g.work.actor.may_ever(Permission.VOICE_READ):
        return {}
    read = services.read_with_child(g.work, child.id, [log.id for log in logs])
    return {
        one.log_id: panel("voice/log_mark.html", voice=one, open=one.shares_with == EVERYONE)
        for one in read
        if one.log_id is not None
    }
