"""Adults open what a child said, where the child lets them, and answer what came of it."""

import base64
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.voice.models import Voice, VoiceAnswer, VoiceReading

READ_AS = {
    "home_and_caseworker": Permission.VOICE_READ,
    "contact_adult_only": Permission.VOICE_READ_AS_CONTACT,
    "caseworker_only": Permission.VOICE_READ_AS_CASEWORKER,
}
"""By what the child chose: the permission with which it is read. Nothing else opens it."""


class Envelope(NamedTuple):
    """Something a child lets the reader open."""

    voice: Voice
    opened: bool
    """Whether this reader has opened it: only then is what is in it shown."""
    answers: list[tuple[str, VoiceAnswer]]


def envelopes(work: Work, child_id: UUID) -> list[Envelope]:
    """Return what the child lets the actor read, newest first; the rest is not even counted.

    Raises:
        NotAllowedError: no role of the actor ever reads what children say.
    """
    if Voice not in scope.kinds(work, Permission.VOICE_READ, child_id):
        return []
    found = [one for chosen in _readable(work) for one in work.session.scalars(
        chosen.where(Voice.child_id == child_id)
    )]  # fmt: skip
    found.sort(key=lambda one: (one.said_at, one.id), reverse=True)
    ids = [one.id for one in found]
    mine = set(
        work.session.scalars(
            select(VoiceReading.voice_id)
            .where(
                scope.within(VoiceReading, work, Permission.VOICE_READ),
                VoiceReading.voice_id.in_(ids),
                VoiceReading.person_id == work.actor.id,
            )
            .execution_options(scope=Permission.VOICE_READ)
        )
    )
    answers = work.session.scalars(
        scope.about(VoiceAnswer, work, Permission.VOICE_READ)
        .where(VoiceAnswer.voice_id.in_(ids))
        .order_by(VoiceAnswer.at)
    ).all()
    people = names(work, [one.author_id for one in answers])
    return [
        Envelope(
            one,
            one.id in mine,
            [(people.get(a.author_id, ""), a) for a in answers if a.voice_id == one.id],
        )
        for one in found
    ]


def opened(work: Work, child_id: UUID, voice_id: UUID) -> Voice:
    """Open an envelope; the child sees who did. Opening it twice is opening it once.

    Raises:
        NotReachableError: no such thing, or the child chose other readers.
    """
    found = next((one for one in envelopes(work, child_id) if one.voice.id == voice_id), None)
    if found is None or work.actor.id is None:
        raise NotReachableError
    if not found.opened:
        reading = VoiceReading(
            **_beside(found.voice), voice_id=voice_id, person_id=work.actor.id, at=work.now
        )
        save(work, reading, Action.VOICE_OPENED)
    return found.voice


def answer(work: Work, child_id: UUID, voice_id: UUID, text: str) -> VoiceAnswer:
    """Tell the child what came of what it said; the same words again are kept once.

    Raises:
        NotReachableError: no such thing, or not for the actor to read.
    """
    voice = opened(work, child_id, voice_id)
    if work.actor.id is None:
        raise NotReachableError
    said = scope.about(VoiceAnswer, work, Permission.VOICE_READ).where(
        VoiceAnswer.voice_id == voice_id, VoiceAnswer.author_id == work.actor.id
    )
    if kept := next((one for one in work.session.scalars(said) if one.text == text), None):
        return kept
    reply = VoiceAnswer(
        **_beside(voice), voice_id=voice_id, author_id=work.actor.id, at=work.now, text=text
    )
    save(work, reply, Action.VOICE_ANSWERED)
    return reply


def picture(work: Work, child_id: UUID, voice_id: UUID) -> bytes | None:
    """Return the picture of an envelope; None where there is none, or it is not opened yet.

    Raises:
        NotReachableError: no such envelope, or the child chose other readers.
    """
    found = next((one for one in envelopes(work, child_id) if one.voice.id == voice_id), None)
    if found is None:
        raise NotReachableError
    if not found.opened or not found.voice.pictured:
        return None
    wanted = scope.about(Voice, work, READ_AS[found.voice.shares_with])
    voice = work.session.scalars(
        wanted.where(Voice.id == voice_id)
        .options(undefer(Voice.picture_sealed))
        .execution_options(populate_existing=True)
    ).one()
    return base64.b64decode(voice.picture or "")


def _readable(work: Work) -> list[Select[Voice]]:
    """Return what the actor may read, one query for each choice the child has."""
    return [
        scope.about(Voice, work, permission).where(Voice.shares_with == chosen)
        for chosen, permission in READ_AS.items()
        if work.actor.may_ever(permission)
    ]


def _beside(voice: Voice) -> dict[str, UUID]:
    """Return what every row beside a voice carries."""
    return {
        "child_id": voice.child_id,
        "municipality_id": voice.municipality_id,
        "home_id": voice.home_id,
    }
