"""The child says something, and sees who opened it and what came of it."""

import base64
from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from blinker import Signal
from sqlalchemy import select
from sqlalchemy.orm import undefer

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Placement, Unit
from institution.content.daily_log import daily_log
from institution.content.voice import voice as content
from institution.voice.models import Voice, VoiceAnswer, VoiceReading
from institution.voice.services.drafts import Said, UnknownAnswerError

KINDS = ("day", "ladder", "card", "talk", "log")
MOST_SHOWN = 50


said_now = Signal()
"""Sent with the child's work, as `said=`, a `Kept`, after something was kept."""


class Kept(NamedTuple):
    """What the child said just now, and where it lives."""

    voice: Voice
    unit_id: UUID


class Told(NamedTuple):
    """What the child said, with what became of it."""

    voice: Voice
    read_by: list[str]
    answers: list[tuple[str, VoiceAnswer]]
    """Who answered, and what."""


def say(work: Work, handed_by_id: UUID, said: Said) -> Voice:
    """Keep what the child says, where it lives today; sent again it is kept once.

    Args:
        work: of the child.
        handed_by_id: the adult who handed the tablet over.
        said: what it says.

    Raises:
        NotReachableError: the child lives nowhere we know.
        UnknownAnswerError: an answer that the questions do not have.
    """
    _check(said)
    if work.actor.id is None:
        raise NotReachableError
    child = scope.child(work, Permission.VOICE_GIVE, work.actor.id)
    own = scope.about(Voice, work, Permission.VOICE_GIVE)
    if kept := work.session.scalar(own.where(Voice.id == said.id)):
        return kept
    unit_id, home_id = _place(work)
    voice = Voice(
        child_id=child.id,
        municipality_id=child.municipality_id,
        home_id=home_id,
        handed_by_id=handed_by_id,
        said_at=work.now,
        content_version=content().version,
        pictured=said.picture is not None,
        **vars(said),
    )
    save(work, voice, Action.VOICE_SAID)
    work.session.flush()
    said_now.send(work, said=Kept(voice, unit_id))
    return voice


def own_voices(work: Work) -> list[Told]:
    """Return what the child said, newest first, with who opened it and what came of it."""
    found = work.session.scalars(
        scope.about(Voice, work, Permission.VOICE_GIVE)
        .order_by(Voice.said_at.desc(), Voice.id.desc())
        .limit(MOST_SHOWN)
    ).all()
    ids = [one.id for one in found]
    readings = work.session.scalars(
        scope.about(VoiceReading, work, Permission.VOICE_GIVE)
        .where(VoiceReading.voice_id.in_(ids))
        .order_by(VoiceReading.at)
    ).all()
    answers = work.session.scalars(
        scope.about(VoiceAnswer, work, Permission.VOICE_GIVE)
        .where(VoiceAnswer.voice_id.in_(ids))
        .order_by(VoiceAnswer.at)
    ).all()
    people = names(work, [*(r.person_id for r in readings), *(a.author_id for a in answers)])
    read: defaultdict[UUID, list[str]] = defaultdict(list)
    for one in readings:
        read[one.voice_id].append(people.get(one.person_id, ""))
    said: defaultdict[UUID, list[tuple[str, VoiceAnswer]]] = defaultdict(list)
    for reply in answers:
        said[reply.voice_id].append((people.get(reply.author_id, ""), reply))
    return [Told(one, read[one.id], said[one.id]) for one in found]


def own_picture(work: Work, voice_id: UUID) -> bytes:
    """Return a picture of the child's own.

    Raises:
        NotReachableError: no such picture of this child.
    """
    wanted = scope.about(Voice, work, Permission.VOICE_GIVE).where(Voice.id == voice_id)
    found = work.session.scalar(wanted.options(undefer(Voice.picture_sealed)))
    if found is None or found.picture is None:
        raise NotReachableError
    return base64.b64decode(found.picture)


def _check(said: Said) -> None:
    """Refuse an answer that does not exist."""
    report = daily_log().self_report
    readers = {one.key for one in report.who_may_see_options}
    versions = {one.key: one for one in report.versions}
    if said.kind not in KINDS or said.shares_with not in readers:
        raise UnknownAnswerError("kind or readers")
    if said.talk_to is not None and said.talk_to not in {one.key for one in content().talk_to}:
        raise UnknownAnswerError("talk_to")
    if said.scale is None and said.value is None:
        return
    version = versions.get(said.scale or "")
    if version is None:
        raise UnknownAnswerError("scale")
    first = 0 if version.kind == "ladder" else 1
    if said.value is not None and said.value not in range(first, first + version.points):
        raise UnknownAnswerError("value")


def _place(work: Work) -> tuple[UUID, UUID]:
    """Return the unit and the home in which the child lives today."""
    found = work.session.execute(
        select(Unit.id, Unit.home_id)
        .join(Placement, Placement.unit_id == Unit.id)
        .where(
            scope.within(Placement, work, Permission.VOICE_GIVE),
            scope.lasts(Placement.begins, Placement.ends, work.today),
        )
        .execution_options(scope=Permission.VOICE_GIVE)
    ).first()
    if found is None:
        raise NotReachableError
    return found.id, found.home_id
