"""What foster care tells other pages."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import g, url_for
from markupsafe import Markup

from institution.access.policy import Permission
from institution.cases import scope
from institution.content.sheets import is_map
from institution.fostercare.models import ChildSheet
from institution.fostercare.services import agreements, living
from institution.fostercare.services.sheets import maps_of
from institution.web.languages import content_language
from institution.web.panels import panel

AHEAD = timedelta(days=14)
"""How far ahead steps are shown."""


def concerns(child: Any) -> bool:
    """Tell whether foster care concerns a child that the reader has open; asked once a page."""
    if not g.work.actor.may_ever(Permission.FOSTER_READ):
        return False
    kept: dict[Any, bool] = g.setdefault("known_in_a_family", {})
    if child.id not in kept:
        kept[child.id] = living.known_in_a_family(g.work, child.id)
    return kept[child.id]


def on_timeline(child: Any) -> Iterator[tuple[UUID, date, datetime, str, str]]:
    """Give id, day, moment, words and address of each finished map that the reader reads."""
    if not g.work.actor.may_ever(Permission.MAP_READ):
        return
    if ChildSheet not in scope.kinds(g.work, Permission.MAP_READ, child.id):
        return
    url, language = url_for("fostercare.map_of_child", child_id=child.id), content_language()
    for one in maps_of(g.work, child.id):
        if one.signed:
            day = one.written_at.astimezone(g.work.actor.time_zone).date()
            yield one.id, day, one.written_at, one.content.name.in_(language), url


def inbox_panel() -> Markup:
    """Return the steps that are agreed for the reader's children and due by now or soon."""
    if not g.work.actor.may_ever(Permission.MAP_WRITE):
        return Markup()
    found = agreements.coming(g.work, g.work.today + AHEAD)
    if not found:
        return Markup()
    steps = [
        Shown(
            day=one.due_on,
            text=f"{one.what} · {one.owner}",
            url=url_for(
                "fostercare.map_of_child" if is_map(one.form) else "fostercare.foster_care",
                child_id=one.child_id,
            ),
            late=one.late(g.work.today),
        )
        for one in found
    ]
    return panel("fostercare/inbox_panel.html", steps=steps)
