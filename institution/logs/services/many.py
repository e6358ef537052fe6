"""Keep logs as rows: one that is being written, and many at once of a file or of the demo."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_many, save_once
from institution.db.base import new_id
from institution.logs.models import HandoverLine, Rating, ShiftLog
from institution.logs.services.drafts import Draft, Kept, Place, Written, answers


class Prepared(NamedTuple):
    """A log that is ready to be kept."""

    draft: Draft
    place: Place
    written: Written

    @property
    def kept(self) -> Kept:
        """Return what it is once it is kept."""
        return Kept(self.draft, *self.place[:4], *self.written[:2])


def keep_many(work: Work, logs: Sequence[Prepared]) -> None:
    """Keep the logs as they are; whoever calls has checked them.

    No signal is sent: what the numbers show is for the sweep to say.
    """
    save_many(work, _rows(logs), Action.LOG_IMPORTED, _parts(logs))


def keep_once(work: Work, log: Prepared) -> bool:
    """Keep a log that is being written; tell whether it was, or its id or correction is taken."""
    action = Action.LOG_CORRECTED if log.draft.corrects_id else Action.LOG_RECORDED
    return save_once(work, _rows([log]), _parts([log]), action, log.draft.correction_reason)


def _rows(logs: Sequence[Prepared]) -> Rows:
    """Return the rows of the logs themselves."""
    return Rows(ShiftLog, [_log(log) for log in logs])


def _parts(logs: Sequence[Prepared]) -> tuple[Rows, ...]:
    """Return the rows of what the logs are made of."""
    ratings = [row for log in logs for row in _ratings(log)]
    lines = [row for log in logs for row in _lines(log)]
    return Rows(Rating, ratings), Rows(HandoverLine, lines)


def _about(place: Place) -> dict[str, Any]:
    """Return what every row about the child at the place carries."""
    return {
        "child_id": place.child_id,
        "municipality_id": place.municipality_id,
        "home_id": place.home_id,
    }


def _log(log: Prepared) -> dict[str, Any]:
    """Return the row of the log itself."""
    return {
        **_about(log.place),
        **answers(log.draft),
        "id": log.draft.id,
        "unit_id": log.place.unit_id,
        "author_id": log.written.author_id,
        "received_at": log.written.received_at,
        "content_version": log.written.content_version,
    }


def _part(log: Prepared, position: int) -> dict[str, Any]:
    """Return what every part of a log carries."""
    own = {"id": new_id(), "log_id": log.draft.id, "position": position}
    return {**_about(log.place), **own}


def _ratings(log: Prepared) -> list[dict[str, Any]]:
    """Return the rows of the ratings."""
    levels = enumerate(log.draft.levels.items())
    return [
        {**_part(log, place), "dimension": key, "level": level} for place, (key, level) in levels
    ]


def _lines(log: Prepared) -> list[dict[str, Any]]:
    """Return the rows of the lines to the next shift."""
    lines = enumerate(log.draft.handover)
    return [{**_part(log, place), "part": part, "text": text} for place, (part, text) in lines]
