"""A family asks for help, on any day, and is promised an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.content.krith import krith
from institution.fostercare.models import FamilyWeek, HelpAnswer, HelpRequest
from institution.fostercare.services.checking import check_own

NEED, NOTHING = "need_from_coordinator", "nothing_now"
ENERGY, LOW = "caregiver_energy", 2
"""At this level and below the family needs its coordinator, whatever else it says."""
DOUBT, SERIOUS = "doubt_about_continuing", "serious_doubt"
NOT_KEPT = "not_kept"
SATURDAY = 5


@dataclass(frozen=True)
class Asked:
    """A request for help with what was answered."""

    id: UUID
    home_id: UUID
    author_id: UUID
    asked_at: datetime
    answer_by: datetime
    about: tuple[str, ...]
    week: date | None
    text: str
    answers: tuple[tuple[UUID, datetime, str], ...]
    """Who, when and what; oldest first."""

    @property
    def open(self) -> bool:
        """Tell whether nobody has answered."""
        return not self.answers


def ask(work: Work, request_id: UUID, about: Sequence[str], text: str | None) -> None:
    """Ask the coordinator of one's own family; sending it again changes nothing.

    Raises:
        NotReachableError: the actor cares in no family.
        UnknownAnswerError: a need that is not offered.
    """
    check_own({NEED: list(about)})
    home_id = work.session.scalar(scope.families(work, Permission.FAMILY_OWN).limit(1))
    if home_id is None:
        raise NotReachableError
    taken = select(HelpRequest.id).where(HelpRequest.id == request_id)
    if work.session.scalar(taken) is None:
        _keep(work, home_id, request_id, about, (None, text))


def from_week(work: Work, home_id: UUID, week: date, own: Mapping[str, Any]) -> None:
    """Turn what a family says about its week into a request, where it calls for someone."""
    about = [need for need in own.get(NEED, []) if need != NOTHING]
    if own.get(ENERGY, LOW + 1) <= LOW:
        about.append(ENERGY)
    if own.get(DOUBT) == SERIOUS:
        about.append(DOUBT)
    if own.get("agreements_kept") == NOT_KEPT:
        about.append("agreements_kept")
    if about:
        _keep(work, home_id, None, about, (week, None))


def answer(work: Work, family_id: UUID, request_id: UUID, text: str) -> None:
    """Answer a request for help.

    Raises:
        NotReachableError: no such request of a family of the actor.
    """
    asked = of_families(work, Permission.FAMILY_COORDINATE, [family_id])
    if request_id not in {one.id for one in asked}:
        raise NotReachableError
    before = next(one for one in asked if one.id == request_id)
    if any((who, said) == (work.actor.id, text) for who, _, said in before.answers):
        return
    given = HelpAnswer(
        home_id=family_id,
        request_id=request_id,
        author_id=work.actor.id,
        answered_at=work.now,
        text=text,
    )
    save(work, given, Action.HELP_ANSWERED)


def of_families(work: Work, permission: Permission, home_ids: Sequence[UUID]) -> list[Asked]:
    """Return what some families of the actor asked for, newest first; two queries.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
    """
    asked = _requests(work, permission, home_ids).order_by(HelpRequest.asked_at.desc())
    requests = work.session.scalars(asked.order_by(HelpRequest.id)).all()
    ids = [one.id for one in requests]
    answers = work.session.scalars(
        select(HelpAnswer)
        .where(HelpAnswer.request_id.in_(ids))
        .order_by(HelpAnswer.answered_at, HelpAnswer.id)
    ).all()
    return [_asked(one, [a for a in answers if a.request_id == one.id]) for one in requests]


def own_weeks(work: Work, family_id: UUID, since: date) -> list[FamilyWeek]:
    """Return what a family says about its own weeks, newest first; for its coordinator alone.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    mine = scope.families(work, Permission.FAMILY_COORDINATE)
    return list(
        work.session.scalars(
            select(FamilyWeek)
            .where(
                FamilyWeek.home_id == family_id,
                FamilyWeek.home_id.in_(mine),
                FamilyWeek.week >= since,
            )
            .order_by(FamilyWeek.week.desc())
        )
    )


def _requests(work: Work, permission: Permission, home_ids: Sequence[UUID]) -> Select[HelpRequest]:
    mine = scope.families(work, permission)
    return select(HelpRequest).where(
        HelpRequest.home_id.in_(home_ids), HelpRequest.home_id.in_(mine)
    )


def _keep(
    work: Work,
    home_id: UUID,
    request_id: UUID | None,
    about: Sequence[str],
    told: tuple[date | None, str | None],
) -> None:
    content, (week, text) = krith.newest(), told
    given = {"id": request_id} if request_id else {}
    request = HelpRequest(
        home_id=home_id,
        author_id=work.actor.id,
        asked_at=work.now,
        answer_by=_promise(work, content.answer_hours),
        content_version=content.version,
        about=list(about),
        week=week,
        text=text,
        **given,
    )
    save(work, request, Action.HELP_ASKED)


def _promise(work: Work, hours: int) -> datetime:
    """Return until when an answer is promised; a weekend is waited out."""
    until = work.now + timedelta(hours=hours)
    while until.astimezone(work.actor.time_zone).weekday() >= SATURDAY:
        until += timedelta(days=1)
    return until


def _asked(one: HelpRequest, answers: Sequence[HelpAnswer]) -> Asked:
    return Asked(
        one.id,
        one.home_id,
        one.author_id,
        one.asked_at,
        one.answer_by,
        tuple(one.about),
        one.week,
        one.text or "",
        tuple((a.author_id, a.answered_at, a.text) for a in answers),
    )
