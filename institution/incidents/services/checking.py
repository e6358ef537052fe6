"""Check answers against the questions: what the content does not have is never kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from institution.access.work import Work
from institution.content.incidents import Asked, incidents
from institution.incidents.services.drafts import Draft, NewAddition
from institution.incidents.services.errors import (
    AnswerMissingError,
    TimesOutOfOrderError,
    UnknownAnswerError,
)

CLOCKS_DIFFER = timedelta(minutes=5)
"""A device may be ahead of the server by so much without telling of the future."""
LONGEST_AHEAD = timedelta(days=366)
"""A day to come that is further away was typed wrongly: nobody would be reminded of it."""
YES_NO = ("yes", "no")
MOST_COUNTED = 1440
"""Of a number: minutes of a day."""
COLUMNS = {"at": "at", "due": "due", "owner": "person_id"}
"""Questions of an addition whose answers have a column of their own."""


def check_telling(work: Work, draft: Draft, profile: str) -> None:
    """Refuse what the questions of the type do not have, and times that cannot be.

    Raises:
        UnknownAnswerError: names the question.
        AnswerMissingError: nothing tells what happened.
        TimesOutOfOrderError: it begins in the future, or something else was before it could be.
    """
    known = {one.key: one for one in incidents().types}
    kind = known.get(draft.type)
    if kind is None:
        raise UnknownAnswerError("type")
    fits = draft.severity in kind.severities if kind.has_severity else draft.severity is None
    if not fits:
        raise UnknownAnswerError("severity")
    questions = {one.key: one for one in incidents().questions(draft.type, profile)}
    _check_answers(questions, draft.codes, draft.texts)
    if "what_was_seen" not in draft.texts:
        raise AnswerMissingError("what_was_seen")
    _check_times(work, draft)


def check_addition(work: Work, new: NewAddition, incident_type: str, started_at: datetime) -> None:
    """Refuse an addition that does not belong there, is not whole, or has impossible times.

    Raises:
        UnknownAnswerError, AnswerMissingError, TimesOutOfOrderError: names the question.
    """
    kinds = {one.key: one for one in incidents().additions}
    kind = kinds.get(new.kind)
    if kind is None or not kind.fits(incident_type):
        raise UnknownAnswerError("kind")
    questions = {one.key: one for one in kind.asked}
    _check_answers(questions, new.codes, new.texts)
    for key, column in COLUMNS.items():
        if getattr(new, column) is not None and key not in questions:
            raise UnknownAnswerError(key)
    for one in kind.asked:
        if one.required and not answered(one, new):
            raise AnswerMissingError(one.key)
    _check_when(work, new, started_at)


def _check_when(work: Work, new: NewAddition, started_at: datetime) -> None:
    """Refuse what was before it or lies ahead, and a day to come that is before it, or far away."""
    if new.at is not None and not started_at <= new.at <= work.now + CLOCKS_DIFFER:
        raise TimesOutOfOrderError("at")
    earliest = (started_at - timedelta(days=1)).date()
    if new.at is not None:
        earliest = max(earliest, new.at.astimezone(work.actor.time_zone).date())
    latest = work.today + LONGEST_AHEAD
    if new.due is not None and not earliest <= new.due <= latest:
        raise TimesOutOfOrderError("due")


def answered(question: Asked, new: NewAddition) -> bool:
    """Tell whether an addition answers a question."""
    if question.key in COLUMNS:
        return getattr(new, COLUMNS[question.key]) is not None
    return question.key in (new.texts if question.kind == "text" else new.codes)


def _check_answers(
    questions: Mapping[str, Asked], codes: Mapping[str, Any], texts: Mapping[str, str]
) -> None:
    """Refuse answers to questions that are not asked, or that are not offered."""
    for key in texts:
        if key not in questions or not questions[key].is_text or not texts[key].strip():
            raise UnknownAnswerError(key)
    for key, value in codes.items():
        if key not in questions or not _offered(questions[key], value):
            raise UnknownAnswerError(key)


def _offered(question: Asked, value: Any) -> bool:
    """Tell whether a question takes an answer."""
    options = {one.key for one in question.options}
    fitting: dict[str, Callable[[Any], bool]] = {
        "choice": lambda one: one in options,
        "several": lambda some: isinstance(some, list) and bool(some) and set(some) <= options,
        "yes_no": lambda one: one in YES_NO,
        "yes_no_text": lambda one: one in YES_NO,
        "tick": lambda one: one is True,
        "count": lambda n: type(n) is int and 0 <= n <= MOST_COUNTED,
        "moment": lambda one: moment_of(one) is not None,
        "persons": lambda some: isinstance(some, list) and all(map(person_of, some)),
    }
    return question.kind in fitting and fitting[question.kind](value)


def moment_of(value: Any) -> datetime | None:
    """Return the moment that a code tells; None where it tells none."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def person_of(value: Any) -> UUID | None:
    """Return the id that a code tells; None where it tells none."""
    try:
        return UUID(value)
    except (AttributeError, TypeError, ValueError):
        return None


def _check_times(work: Work, draft: Draft) -> None:
    """Refuse the future, and that somebody was seen last after they were known to be away."""
    latest = work.now + CLOCKS_DIFFER
    if draft.started_at > latest:
        raise TimesOutOfOrderError("started_at")
    for key, moment in _moments(draft.codes):
        if moment > latest:
            raise TimesOutOfOrderError(key)
    told = dict(_moments(draft.codes))
    for earlier, later in _orders(told, draft.started_at):
        if earlier[1] > later[1]:
            raise TimesOutOfOrderError(later[0] if later[0] in told else earlier[0])


def _moments(codes: Mapping[str, Any]) -> Iterator[tuple[str, datetime]]:
    """Give the moments among the answers."""
    for key, value in codes.items():
        moment = moment_of(value) if isinstance(value, str) else None
        if moment is not None:
            yield key, moment


def _orders(
    told: Mapping[str, datetime], started_at: datetime
) -> Iterable[tuple[tuple[str, datetime], tuple[str, datetime]]]:
    """Give pairs of which the first must not come after the second."""
    seen, police = told.get("last_seen_at"), told.get("police_informed_at")
    if seen:
        yield ("last_seen_at", seen), ("started_at", started_at)
    if seen and police:
        yield ("last_seen_at", seen), ("police_informed_at", police)
