"""Write into the handover of a shift: a line about the house, or something about a child."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Unit
from institution.content.daily_log import daily_log
from institution.handover.models import HandoverNote, HouseLine
from institution.handover.services.keeping import author_of, check_same, keep
from institution.logs.services import UnknownAnswerError, When, check_begun


class NothingSaidError(RefusedError):
    """Nothing was written."""


class ReasonMissingError(RefusedError):
    """A correction says why."""


@dataclass(frozen=True)
class NewLine:
    """A line about the house. Texts are stripped."""

    id: UUID
    text: str
    written_at: datetime
    whole_house: bool = False
    corrects_id: UUID | None = None
    reason: str | None = None
    """Why it replaces another; needed where it does."""


@dataclass(frozen=True)
class NewNote:
    """Something about a child. Texts are stripped; None where nothing was written."""

    id: UUID
    child_id: UUID
    written_at: datetime
    attention: str | None = None
    """Code of how much support to expect."""
    do: str | None = None
    if_then: str | None = None
    worked: str | None = None


def add_line(work: Work, unit_id: UUID, when: When, new: NewLine) -> None:
    """Keep a line about the house; sending the same again changes nothing.

    Raises:
        NotReachableError: not a unit of the actor, or no such line to correct.
        NotBegunError: the shift lies in the future.
        NothingSaidError: there is no text.
        ReasonMissingError: a correction without a reason.
        ConflictError: the line was corrected in the meantime, or the id is taken.
    """
    unit = _unit(work, unit_id, when)
    if not new.text:
        raise NothingSaidError
    old = _corrected(work, unit, when, new) if new.corrects_id is not None else None
    values = {
        **_about(work, unit, when, new.id, new.written_at),
        # Whoever has read the old line has to see what replaces it.
        "whole_house": new.whole_house or bool(old and old.whole_house),
        "text": new.text,
        "corrects_id": new.corrects_id,
        "correction_reason": new.reason,
    }
    action = Action.HANDOVER_CORRECTED if new.corrects_id else Action.HANDOVER_WRITTEN
    if not keep(work, HouseLine, values, action, new.reason):
        check_same(work.session.scalar(select(HouseLine).where(HouseLine.id == new.id)), values)


def add_note(work: Work, unit_id: UUID, when: When, new: NewNote) -> None:
    """Keep something about a child of the unit; sending the same again changes nothing.

    Raises:
        NotReachableError: not a unit of the actor, or the child does not live there.
        NotBegunError: the shift lies in the future.
        NothingSaidError: nothing was said.
        UnknownAnswerError: a degree of support that the questions do not have.
        ConflictError: something else is kept under the id.
    """
    unit = _unit(work, unit_id, when)
    if not (new.attention or new.do or new.if_then or new.worked):
        raise NothingSaidError
    _check_attention(new.attention)
    placed = cases.placement_on(work, Permission.HANDOVER_WRITE, new.child_id, when.day)
    if placed is None or placed.unit_id != unit.id:
        raise NotReachableError
    values = {
        **_about(work, unit, when, new.id, new.written_at),
        "child_id": new.child_id,
        "municipality_id": placed.municipality_id,
        "attention": new.attention,
        "do": new.do,
        "if_then": new.if_then,
        "worked": new.worked,
    }
    if not keep(work, HandoverNote, values, Action.HANDOVER_WRITTEN):
        mine = scope.about(HandoverNote, work, Permission.HANDOVER_WRITE)
        check_same(work.session.scalar(mine.where(HandoverNote.id == new.id)), values)


def line(work: Work, unit_id: UUID, when: When, line_id: UUID) -> HouseLine:
    """Return a line of a shift that was written in the unit and is not corrected yet.

    Raises:
        NotReachableError: not a unit of the actor, or no such line.
    """
    unit = _unit(work, unit_id, when)
    later = aliased(HouseLine)
    corrected = select(later.id).where(later.corrects_id == HouseLine.id).exists()
    found = work.session.scalar(_standing(unit, when).where(HouseLine.id == line_id, ~corrected))
    if found is None:
        raise NotReachableError
    return found


def _unit(work: Work, unit_id: UUID, when: When) -> Unit:
    """Return the unit whose shift has begun."""
    unit = cases.unit(work, Permission.HANDOVER_WRITE, unit_id)
    check_begun(work, ZoneInfo(unit.home.time_zone), when.day, when.shift)
    return unit


def _about(work: Work, unit: Unit, when: When, id_: UUID, written_at: datetime) -> dict[str, Any]:
    """Return what every line of a shift carries."""
    return {
        "id": id_,
        "home_id": unit.home_id,
        "unit_id": unit.id,
        "day": when.day,
        "shift": when.shift,
        "author_id": author_of(work),
        "written_at": written_at,
        "received_at": work.now,
    }


def _standing(unit: Unit, when: When) -> Select[HouseLine]:
    """Select the lines written in the unit in a shift, corrected ones too."""
    return select(HouseLine).where(
        HouseLine.unit_id == unit.id, HouseLine.day == when.day, HouseLine.shift == when.shift
    )


def _corrected(work: Work, unit: Unit, when: When, new: NewLine) -> HouseLine:
    """Return the line that a correction replaces; refuse one without a reason."""
    if not new.reason:
        raise ReasonMissingError
    old = work.session.scalar(_standing(unit, when).where(HouseLine.id == new.corrects_id))
    if old is None:
        raise NotReachableError
    return old


def _check_attention(attention: str | None) -> None:
    """Refuse a degree of support that nobody is asked for."""
    options = daily_log().text_field("handover").part("attention").options
    if attention is not None and attention not in {option.key for option in options}:
        raise UnknownAnswerError("attention", attention)
