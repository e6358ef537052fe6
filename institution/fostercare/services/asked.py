"""Statements kept ready for a person on a day: making one takes longer than asking the database."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from institution.access.work import Work

KEPT = 512
"""Statements kept: a dozen for each coordinator at work."""
Build = Callable[[Work], Any]
_ready: dict[tuple[Any, ...], Any] = {}


def asked(work: Work, build: Build, version: Hashable = 0) -> Sequence[Any]:
    """Return the rows of a statement, which `build` makes once for each person and day.

    The statement comes from the scope, as its builder sees to, and selects columns: who shows
    something of a child calls `work.look_up`.

    Args:
        work: of the person.
        build: makes the statement.
        version: of the content that the statement follows from, if it does.
    """
    key = (build, version, work.actor.id, work.actor.roles, work.today)
    statement = _ready.get(key)
    if statement is None:
        if len(_ready) >= KEPT:
            _ready.clear()
        statement = _ready[key] = build(work)
    return work.session.connection().execute(statement).all()
