"""Refuse answers that the weekly log does not have. What must be answered is the form's matter."""

from collections.abc import Mapping
from typing import Any

from institution.access.errors import RefusedError
from institution.content.daily_log import LEVELS
from institution.content.krith import OwnQuestion, krith


class UnknownAnswerError(RefusedError):
    """An answer that the questions do not have."""


def check_week(levels: Mapping[str, int | None]) -> None:
    """Refuse a level of an item that is not asked, or that is none."""
    known = krith.newest().item_keys
    for key, level in levels.items():
        if key not in known or (level is not None and level not in LEVELS):
            raise UnknownAnswerError(key)


def check_own(own: Mapping[str, Any]) -> None:
    """Refuse an answer about the family itself that is not offered."""
    asked = {one.key: one for one in krith.newest().own}
    for key, said in own.items():
        if key not in asked or not _offered(asked[key], said):
            raise UnknownAnswerError(key)


def _offered(question: OwnQuestion, said: Any) -> bool:
    """Tell whether a question has the answer."""
    if question.anchors is not None:
        return said in LEVELS
    offered = {one.key for one in question.options}
    given = said if question.several else [said]
    return isinstance(given, list) and set(given) <= offered
