"""Keep something once: sent again it changes nothing, something else under its id is refused."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from institution.access.errors import ConflictError, NotReachableError
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_once
from institution.db.base import Record

TIMES = frozenset({"written_at", "received_at", "at", "read_at"})
"""What differs when the same is sent again."""


def keep(
    work: Work,
    model: type[Record],
    values: Mapping[str, Any],
    action: Action,
    reason: str | None = None,
) -> bool:
    """Keep a new record; tell whether its id was free, or what it replaces not yet replaced."""
    return save_once(work, Rows(model, [values]), (), action, reason)


def check_same(kept: Any, values: Mapping[str, Any]) -> None:
    """Refuse something else under the id of what is kept.

    Raises:
        ConflictError: nothing is kept under the id within reach, or it says something else.
    """
    sent = {name: value for name, value in values.items() if name not in TIMES}
    if kept is None or {name: getattr(kept, name) for name in sent} != sent:
        raise ConflictError


def author_of(work: Work) -> UUID:
    """Return who writes.

    Raises:
        NotReachableError: nobody does.
    """
    if work.actor.id is None:
        raise NotReachableError
    return work.actor.id
