"""Keep what a carer writes about a child's week, and apart from it what the family says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from blinker import Signal
from sqlalchemy import select

from institution.access.errors import ConflictError, NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Placement
from institution.cases.scope import ReachedChild
from institution.content.krith import krith
from institution.fostercare.models import FamilyWeek, WeeklyLog
from institution.fostercare.services import asking
from institution.fostercare.services.checking import check_own, check_week
from institution.fostercare.services.weeks import monday

week_recorded = Signal()
"""Sent with the work, as `log=`, after a weekly log was kept; not for one that was known."""


class NotLivingHereError(RefusedError):
    """In that week the child lived nowhere the actor cares for it."""


class NotBegunError(RefusedError):
    """The week lies in the future."""


class OtherContentError(ConflictError):
    """Another log is kept under this id."""


class AlreadyCorrectedError(ConflictError):
    """The log was corrected in the meantime."""


@dataclass(frozen=True)
class WeekDraft:
    """Everything the form of a week says. Texts are stripped; None where nothing was written."""

    id: UUID
    week: date
    """Its Monday."""
    written_at: datetime
    """By the clock of the device; aware."""
    levels: Mapping[str, int | None]
    """Item to level 1-5, None where it was not seen."""
    good_moment: str
    hard_moment: str | None = None
    child_words: str | None = None
    corrects_id: UUID | None = None
    correction_reason: str | None = None
    own: Mapping[str, Any] = field(default_factory=dict)
    """The family's own answers: question to level, code or codes. Empty: not asked again."""


def record_week(work: Work, child_id: UUID, draft: WeekDraft) -> WeeklyLog:
    """Keep a weekly log; sending the same draft again changes nothing and returns the kept one.

    The family's own answers are kept apart, and what they ask for becomes a request for help.

    Raises:
        NotReachableError: the actor may not write about this child.
        NotLivingHereError: in that week the child did not live with the actor.
        NotBegunError: the week lies in the future.
        UnknownAnswerError: an answer that the questions do not have.
        OtherContentError: another log is kept under this id.
        AlreadyCorrectedError: the log was corrected in the meantime.
    """
    check_week(draft.levels)
    check_own(draft.own)
    child = scope.child(work, Permission.WEEK_WRITE, child_id)
    if kept := _kept(work, draft.id):
        return _same(work, kept, child_id, draft)
    if draft.week != monday(draft.week) or draft.week > work.today:
        raise NotBegunError
    log = _as_log(work, child, draft)
    save(work, log, Action.WEEK_RECORDED)
    _keep_own(work, log.home_id, draft)
    work.session.flush()
    week_recorded.send(work, log=log)
    return log


def _as_log(work: Work, child: ReachedChild, draft: WeekDraft) -> WeeklyLog:
    """Return a log as if it had never been sent before."""
    old = _replaced(work, child.id, draft)
    home_id = old.home_id if old else _home_in(work, child.id, draft.week)
    return WeeklyLog(
        id=draft.id,
        child_id=child.id,
        municipality_id=child.municipality_id,
        home_id=home_id,
        week=draft.week,
        author_id=work.actor.id,
        written_at=draft.written_at,
        received_at=work.now,
        content_version=krith.newest().version,
        levels=dict(draft.levels),
        good_moment=draft.good_moment,
        hard_moment=draft.hard_moment,
        child_words=draft.child_words,
        corrects_id=draft.corrects_id,
        correction_reason=draft.correction_reason,
    )


def own_answered(work: Work, home_id: UUID, monday_: date) -> bool:
    """Tell whether the actor has answered for the family in a week."""
    mine = select(FamilyWeek.id).where(
        FamilyWeek.home_id == home_id,
        FamilyWeek.week == monday_,
        FamilyWeek.author_id == work.actor.id,
    )
    return work.session.scalar(mine) is not None


def _kept(work: Work, log_id: UUID) -> WeeklyLog | None:
    return work.session.scalar(
        scope.about(WeeklyLog, work, Permission.WEEK_WRITE).where(WeeklyLog.id == log_id)
    )


def _same(work: Work, kept: WeeklyLog, child_id: UUID, draft: WeekDraft) -> WeeklyLog:
    """Return the kept log when the draft says the same and comes from the same person."""
    says = (kept.child_id, kept.author_id, kept.week, kept.levels, kept.good_moment)
    sent = (child_id, work.actor.id, draft.week, dict(draft.levels), draft.good_moment)
    if says != sent or (kept.hard_moment, kept.child_words) != (
        draft.hard_moment,
        draft.child_words,
    ):
        raise OtherContentError
    return kept


def _replaced(work: Work, child_id: UUID, draft: WeekDraft) -> WeeklyLog | None:
    """Return the log that a correction replaces; None where it is none."""
    if draft.corrects_id is None:
        return None
    writable = scope.about(WeeklyLog, work, Permission.WEEK_WRITE)
    old = work.session.scalar(writable.where(WeeklyLog.id == draft.corrects_id))
    if old is None or (old.child_id, old.week) != (child_id, draft.week):
        raise NotReachableError
    if work.session.scalar(writable.where(WeeklyLog.corrects_id == old.id)) is not None:
        raise AlreadyCorrectedError
    return old


def _home_in(work: Work, child_id: UUID, monday_: date) -> UUID:
    """Return the family in which the child lived on a day of the week."""
    lived = work.session.scalar(
        scope.about(Placement, work, Permission.WEEK_WRITE)
        .where(
            Placement.child_id == child_id,
            Placement.begins <= monday_ + timedelta(days=6),
            (Placement.ends.is_(None)) | (Placement.ends >= monday_),
        )
        .order_by(Placement.begins.desc())
        .limit(1)
    )
    if lived is None:
        raise NotLivingHereError
    return lived.unit.home_id


def _keep_own(work: Work, home_id: UUID, draft: WeekDraft) -> None:
    """Keep what the family says about itself, once a week."""
    if not draft.own or own_answered(work, home_id, draft.week):
        return
    kept = FamilyWeek(
        home_id=home_id,
        week=draft.week,
        author_id=work.actor.id,
        written_at=work.now,
        content_version=krith.newest().version,
        answers=dict(draft.own),
    )
    save(work, kept, Action.WEEK_RECORDED)
    asking.from_week(work, home_id, draft.week, draft.own)
