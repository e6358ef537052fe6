"""What a child asked for in a log or on its own page: raised at once.

It is told first to those whom the child chose.
"""

from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.flags import flags as content
from institution.flags.models import Flag, OpenFlag
from institution.flags.services.findings import Finding
from institution.flags.services.raising import raise_flags
from institution.flags.services.residence import Residence
from institution.logs.models import ShiftLog
from institution.logs.services import Kept
from institution.logs.services.voice import may_see_answer
from institution.voice.services import Kept as Said

KIND = "child_asks_to_talk"


class Chosen(NamedTuple):
    """Whom a child chose as readers."""

    child_id: UUID
    child_shares_with: str | None


def raise_request(work: Work, log: Kept) -> list[Flag]:
    """Raise that the child would like to talk, unless it was told before the log was corrected.

    The flag keeps whom the child chose as readers, so that they are asked first.
    """
    said, day = log.draft.child, log.draft.day
    if said is None or not said.wants_to_talk or _asked_before(work, log):
        return []
    place = (log.home_id, log.unit_id, day, day)
    child = Residence(log.child_id, log.municipality_id, *place)
    finding = Finding(
        kind=KIND,
        child=child,
        day=day,
        since=day,
        about=str(log.id),
        log_id=log.id,
        evidence={"logs": [str(log.id)], "shares_with": said.shares_with},
    )
    return raise_flags(work, [finding])


def on_said(work: Work, said: Said) -> None:
    """Raise that a child asked for a talk on its own page, as the job that looks at children."""
    voice = said.voice
    if voice.talk_to is None:
        return
    job = replace(work, actor=NIGHTLY)
    day = voice.said_at.astimezone(work.actor.time_zone).date()
    place = (voice.home_id, said.unit_id, day, day)
    finding = Finding(
        kind=KIND,
        child=Residence(voice.child_id, voice.municipality_id, *place),
        day=day,
        since=day,
        about=f"{voice.shares_with}:{voice.id}",
        asked_of=voice.shares_with,
        evidence={"voices": [str(voice.id)], "shares_with": voice.shares_with},
    )
    raise_flags(job, [finding])


def is_hidden(work: Work, flag: Flag | OpenFlag) -> bool:
    """Tell whether the child asked somebody else than the actor.

    Only for as long as somebody is given to answer: after that everyone around the child sees that
    it is waiting.
    """
    kind = content().kind(flag.kind)
    if flag.kind != KIND or kind.escalate_to is None:
        return False
    waited = work.now >= kind.escalate_to.after.after(flag.raised_at)
    chosen = Chosen(flag.child_id, flag.evidence.get("shares_with"))
    return not waited and not may_see_answer(work, chosen)


def _asked_before(work: Work, log: Kept) -> bool:
    """Tell whether the log that this one corrects says it already."""
    if log.draft.corrects_id is None:
        return False
    old = work.session.scalar(
        select(ShiftLog.child_wants_to_talk)
        .where(
            scope.within(ShiftLog, work, Permission.FLAG_RAISE),
            ShiftLog.id == log.draft.corrects_id,
        )
        .execution_options(scope=Permission.FLAG_RAISE)
    )
    return bool(old)
