"""What foster care tells other pages."""

from typing import Any

from flask import g

from institution.access.policy import Permission
from institution.fostercare.services import living


def concerns(child: Any) -> bool:
    """Tell whether foster care concerns a child that the reader has open; asked once a page."""
    if not g.work.actor.may_ever(Permission.FOSTER_READ):
        return False
    kept: dict[Any, bool] = g.setdefault("known_in_a_family", {})
    if child.id not in kept:
        kept[child.id] = living.known_in_a_family(g.work, child.id)
    return kept[child.id]
