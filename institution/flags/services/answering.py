"""Answer a flag: who did what, and whether that closes it."""

from dataclasses import dataclass, replace
from uuid import UUID

from institution.access.errors import ConflictError, NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.content.flags import flags as content
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services.raising import closed_at, flags_of, hold
from institution.flags.services.requests import is_hidden


class UnknownAnswerError(RefusedError):
    """An answer or a reason that the content does not have."""


class TextMissingError(RefusedError):
    """This answer needs words."""


class ReasonMissingError(RefusedError):
    """This answer needs the reason for closing."""


class AlreadyClosedError(ConflictError):
    """Somebody closed the flag in the meantime."""


class OtherAnswerError(ConflictError):
    """Something else was kept under the id of this answer."""


@dataclass(frozen=True)
class NewAnswer:
    """What someone did about a flag."""

    id: UUID
    """Made with the form, so that sending it twice keeps it once."""
    kind: str
    """Key of the answer in the content."""
    reason: str | None = None
    """Key of the reason for closing; None where the answer asks for none."""
    text: str | None = None
    """Stripped; None where nothing was written."""


def answer(work: Work, flag_id: UUID, new: NewAnswer) -> FlagAnswer:
    """Keep an answer; sending the same again changes nothing and returns the kept one.

    Raises:
        NotAllowedError: no role of the actor ever answers flags.
        NotReachableError: no such flag, or not within reach.
        UnknownAnswerError, ReasonMissingError, TextMissingError: the answer is not whole.
        AlreadyClosedError: somebody closed the flag in the meantime.
        OtherAnswerError: something else was kept under this id.
    """
    check(new)
    kind = content().answer(new.kind)
    new = new if kind.close_reason_required else replace(new, reason=None)
    flag = _held(work, flag_id)
    if kept := _kept(work, new.id):
        return _same(work, flag, kept, new)
    if closed_at(flag) is not None:
        raise AlreadyClosedError
    given = FlagAnswer(
        id=new.id,
        child_id=flag.child_id,
        municipality_id=flag.municipality_id,
        home_id=flag.home_id,
        flag_id=flag.id,
        kind=new.kind,
        closes=kind.closes,
        reason=new.reason,
        text=new.text,
        author_id=work.actor.id,
        answered_at=work.now,
    )
    save(work, given, Action.FLAG_ANSWERED)
    return given


def check(new: NewAnswer) -> None:
    """Refuse an answer that is not whole.

    Raises:
        UnknownAnswerError, ReasonMissingError, TextMissingError: says what is wrong.
    """
    kinds = {one.key: one for one in content().answers}
    reasons = {one.key for one in content().close_reasons}
    kind = kinds.get(new.kind)
    if kind is None or (new.reason is not None and new.reason not in reasons):
        raise UnknownAnswerError
    if kind.close_reason_required and new.reason is None:
        raise ReasonMissingError
    if needs_text(new.kind, new.reason) and not new.text:
        raise TextMissingError


def needs_text(kind: str, reason: str | None) -> bool:
    """Tell whether an answer says nothing without words of one's own."""
    wanting = {one.key for one in content().answers if one.text_required}
    return kind in wanting or (reason is not None and reason in wanting)


def _held(work: Work, flag_id: UUID) -> Flag:
    """Return the flag, which nobody else closes until this work is kept."""
    within = scope.about(Flag, work, Permission.FLAG_ANSWER).where(Flag.id == flag_id)
    found = work.session.scalar(within)
    if found is None or is_hidden(work, found):
        raise NotReachableError
    hold(work, Permission.FLAG_ANSWER, [found.child_id])
    fresh = flags_of(work, Permission.FLAG_ANSWER, [found.child_id])
    return next(flag for flag in fresh if flag.id == flag_id)


def _kept(work: Work, answer_id: UUID) -> FlagAnswer | None:
    """Return the answer with this id, where the actor could have given it."""
    within = scope.about(FlagAnswer, work, Permission.FLAG_ANSWER)
    return work.session.scalar(within.where(FlagAnswer.id == answer_id))


def _same(work: Work, flag: Flag, kept: FlagAnswer, new: NewAnswer) -> FlagAnswer:
    """Return the kept answer when it says the same and comes from the same person."""
    says = (kept.flag_id, kept.author_id, kept.kind, kept.reason, kept.text)
    if says != (flag.id, work.actor.id, new.kind, new.reason, new.text):
        raise OtherAnswerError
    return kept
