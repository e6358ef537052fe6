"""What a log says, before it is kept: the same from the page, a tablet, a file or the demo."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from institution.logs.models import Shift, ShiftLog
from institution.logs.services.levels import levels_text


class Line(NamedTuple):
    """One line to the next shift."""

    part: str
    """Code of the question it answers, such as `do` or `if_then`."""
    text: str


@dataclass(frozen=True)
class ChildAnswer:
    """What the child said about its own day, and to whom."""

    scale: str | None = None
    """Key of the question's version; None where the child was not asked."""
    value: int | None = None
    """On that scale; None where the child skipped it, or was not asked."""
    shares_with: str | None = None
    """Code of who may see it; None where the child did not choose, which hides nothing."""
    wants_to_talk: bool = False
    disagrees: bool = False
    words: str | None = None


@dataclass(frozen=True)
class Draft:
    """Everything the form says. Texts are stripped; None where nothing was written.

    Chips are JSON values by chip key: a code (single), a list of codes (multi), item to state
    (multi_state), {"value": number, extra: answer} (number), field to answer (group).
    """

    id: UUID
    day: date
    shift: Shift
    presence: str
    written_at: datetime
    """By the clock of the device; aware."""
    contact_time: str | None = None
    """None where the child was away."""
    levels: Mapping[str, int | None] = field(default_factory=dict)
    """Dimension to level 1-5, None where it was not seen; dimensions not answered are left out."""
    chips: Mapping[str, Any] = field(default_factory=dict)
    child: ChildAnswer | None = None
    good_moment: str | None = None
    handover: tuple[Line, ...] = ()
    attention: str | None = None
    note: str | None = None
    corrects_id: UUID | None = None
    correction_reason: str | None = None
    goals: tuple[UUID, ...] = field(default=(), compare=False)
    """Goals of the plan that the writer says it is about; kept beside the log, not in it."""


class Place(NamedTuple):
    """Where a log belongs: the child, the unit it lived in on the day, and the home."""

    child_id: UUID
    municipality_id: UUID
    unit_id: UUID
    home_id: UUID
    time_zone: str
    """IANA name, of the home."""


class Written(NamedTuple):
    """Who wrote a log, when the server got it, and which questions it answers."""

    author_id: UUID
    received_at: datetime
    content_version: int


@dataclass(frozen=True)
class Kept:
    """A log that is kept: what it says, where it belongs, who wrote it and when it came."""

    draft: Draft
    child_id: UUID
    municipality_id: UUID
    unit_id: UUID
    home_id: UUID
    author_id: UUID
    received_at: datetime

    @property
    def id(self) -> UUID:
        """Return the id, which the draft had before."""
        return self.draft.id


def as_kept(log: ShiftLog) -> Kept:
    """Return a kept log as it was when it was kept."""
    return Kept(
        as_draft(log),
        child_id=log.child_id,
        municipality_id=log.municipality_id,
        unit_id=log.unit_id,
        home_id=log.home_id,
        author_id=log.author_id,
        received_at=log.received_at,
    )


def as_draft(log: ShiftLog) -> Draft:
    """Return what a kept log says."""
    return Draft(
        id=log.id,
        day=log.day,
        shift=log.shift,
        presence=log.presence,
        written_at=log.written_at,
        contact_time=log.contact_time,
        levels={rating.dimension: rating.level for rating in log.ratings},
        chips=log.chips,
        child=_child(log),
        good_moment=log.good_moment,
        handover=tuple(Line(line.part, line.text) for line in log.handover),
        attention=log.attention,
        note=log.note,
        corrects_id=log.corrects_id,
        correction_reason=log.correction_reason,
    )


def answers(draft: Draft) -> dict[str, Any]:
    """Return the columns of a log that hold what was said."""
    child = draft.child or ChildAnswer()
    return {
        "day": draft.day,
        "shift": draft.shift,
        "written_at": draft.written_at,
        "corrects_id": draft.corrects_id,
        "correction_reason": draft.correction_reason,
        "presence": draft.presence,
        "contact_time": draft.contact_time,
        "levels": levels_text(draft.levels),
        "chips": dict(draft.chips),
        "child_scale": child.scale,
        "child_value": child.value,
        "child_shares_with": child.shares_with,
        "child_wants_to_talk": child.wants_to_talk,
        "child_disagrees": child.disagrees,
        "child_words": child.words,
        "good_moment": draft.good_moment,
        "note": draft.note,
        "attention": draft.attention,
    }


def _child(log: ShiftLog) -> ChildAnswer | None:
    """Return what the child said; None where nothing was asked or said."""
    answer = ChildAnswer(
        scale=log.child_scale,
        value=log.child_value,
        shares_with=log.child_shares_with,
        wants_to_talk=log.child_wants_to_talk,
        disagrees=log.child_disagrees,
        words=log.child_words,
    )
    return None if answer == ChildAnswer() else answer
