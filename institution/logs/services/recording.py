"""Keep a log: once, where the child lived, while the memory of the shift is fresh."""

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from blinker import Signal

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.daily_log import daily_log
from institution.logs.models import ShiftLog
from institution.logs.services.checking import check
from institution.logs.services.drafts import Draft, Kept, Written, as_draft, as_kept
from institution.logs.services.errors import (
    AlreadyCorrectedError,
    OtherContentError,
    OtherShiftError,
    RatingsTooLateError,
)
from institution.logs.services.many import Prepared, keep_once
from institution.logs.services.places import check_begun, place_on, ratings_until
from institution.logs.services.voice import may_see_answer

recorded = Signal()
"""Sent with the work, as `log=`, after a log was kept; not for one that was known already."""


def record(work: Work, child_id: UUID, draft: Draft) -> Kept:
    """Keep a log; sending the same draft again changes nothing and returns the kept one.

    Raises:
        NotReachableError: the actor may not write about this child, or not correct that log.
        NotLivingHereError: on that day the child lived nowhere the actor works.
        NotBegunError: the shift lies in the future.
        RatingsTooLateError: there are levels, and it is too late for them.
        UnknownAnswerError: an answer that the questions do not have.
        ReasonMissingError: a correction without a reason.
        OtherShiftError: a correction that moves the log to another day or shift.
        OtherContentError: another log is kept under this id.
        AlreadyCorrectedError: the log was corrected in the meantime.
    """
    check(draft)
    try:
        new = _prepared(work, child_id, draft)
        taken = not keep_once(work, new)
    except RefusedError:
        if kept := _reachable(work, draft.id):
            return _known(work, kept, child_id, draft)
        raise
    if taken:
        return _known(work, _reachable(work, draft.id), child_id, draft)
    # What follows from it is seen as of now, whenever it was written.
    recorded.send(replace(work, as_of=None), log=new.kept)
    return new.kept


def _prepared(work: Work, child_id: UUID, draft: Draft) -> Prepared:
    """Return a log as if it had never been sent before; the database knows better."""
    place = place_on(work, child_id, draft.day)
    old = _replaced(work, child_id, draft) if draft.corrects_id else None
    if old is not None and not may_see_answer(work, old):
        draft = replace(draft, child=as_draft(old).child)
    _check_time(work, ZoneInfo(place.time_zone), draft, old)
    if work.actor.id is None:
        raise NotReachableError
    return Prepared(draft, place, Written(work.actor.id, work.now, daily_log().version))


def _check_time(work: Work, zone: ZoneInfo, draft: Draft, old: ShiftLog | None) -> None:
    """Refuse the future, and levels that come too late; a correction may keep those it finds."""
    check_begun(work, zone, draft.day, draft.shift)
    closed_at = ratings_until(zone, draft.day, draft.shift)
    if not draft.levels or min(work.now, draft.written_at) <= closed_at:
        return
    if old is None or as_draft(old).levels != draft.levels:
        raise RatingsTooLateError(closed_at)


def _reachable(work: Work, log_id: UUID) -> ShiftLog | None:
    """Return the log with this id, where the actor could have written it."""
    writable = scope.about(ShiftLog, work, Permission.LOG_WRITE)
    return work.session.scalar(writable.where(ShiftLog.id == log_id))


def _known(work: Work, kept: ShiftLog | None, child_id: UUID, draft: Draft) -> Kept:
    """Return the kept log when the draft says the same and comes from the same person."""
    if kept is None:
        raise AlreadyCorrectedError if draft.corrects_id else OtherContentError(None)
    says = as_draft(kept)
    sent = replace(draft, written_at=says.written_at)
    if kept.corrects_id is not None and not may_see_answer(work, kept):
        sent = replace(sent, child=says.child)
    same_writer = kept.author_id == work.actor.id and kept.child_id == child_id
    if not same_writer or sent != says:
        raise OtherContentError(kept.id if kept.child_id == child_id else None)
    return as_kept(kept)


def _replaced(work: Work, child_id: UUID, draft: Draft) -> ShiftLog:
    """Return the log that a correction replaces."""
    writable = scope.about(ShiftLog, work, Permission.LOG_WRITE)
    named = ShiftLog.id.in_([draft.corrects_id])
    found = work.session.scalars(
        writable.where(named | (ShiftLog.corrects_id == draft.corrects_id))
    ).all()
    old = next((log for log in found if log.id == draft.corrects_id), None)
    if old is None or old.child_id != child_id:
        raise NotReachableError
    if len(found) > 1:
        raise AlreadyCorrectedError
    if (old.day, old.shift) != (draft.day, draft.shift):
        raise OtherShiftError
    return old
