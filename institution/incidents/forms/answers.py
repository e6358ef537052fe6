"""Answers out of a form, as the services take them, and back into one."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from wtforms.form import BaseForm

from institution.content.incidents import Asked
from institution.incidents.forms.questions import BESIDE


def codes(form: BaseForm, questions: Iterable[Asked], zone: ZoneInfo) -> dict[str, Any]:
    """Return the answers that are no text, by key; those not given are left out."""
    found = {}
    for one in questions:
        value = form[one.key].data
        if one.is_text and one.kind != "yes_no_text":
            continue
        if value not in (None, "", [], False):
            found[one.key] = _code(one, value, zone)
    return found


def texts(form: BaseForm, questions: Iterable[Asked]) -> dict[str, str]:
    """Return the written answers, by key; those not given are left out."""
    names = {
        one.key: one.key + (BESIDE if one.kind == "yes_no_text" else "")
        for one in questions
        if one.is_text
    }
    return {key: form[name].data for key, name in names.items() if form[name].data}


def filled(
    questions: Iterable[Asked], codes: Mapping[str, Any], texts: Mapping[str, str], zone: ZoneInfo
) -> dict[str, Any]:
    """Return answers by the names of the form, for writing them again."""
    found: dict[str, Any] = {}
    for one in questions:
        value = codes.get(one.key)
        if one.kind == "text":
            found[one.key] = texts.get(one.key)
        elif one.kind == "moment" and value:
            found[one.key] = local(datetime.fromisoformat(value), zone)
        elif one.kind == "count" and value is not None:
            found[one.key] = str(value)
        else:
            found[one.key] = value
        if one.kind == "yes_no_text":
            found[one.key + BESIDE] = texts.get(one.key)
    return found


def moment(value: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Return a moment that a form tells where the reader is, in UTC; None where it tells none."""
    return None if value is None else value.replace(tzinfo=zone).astimezone(UTC)


def local(value: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment as a form shows it where the reader is."""
    return value.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


def _code(question: Asked, value: Any, zone: ZoneInfo) -> Any:
    """Return an answer as it is kept."""
    if question.kind == "moment":
        told = moment(value, zone)
        return told.isoformat() if told else None
    if question.kind == "count":
        return int(value)
    return value


def uuid_of(value: str | None) -> UUID | None:
    """Return an id; None where it is none."""
    try:
        return UUID(value or "")
    except ValueError:
        return None
