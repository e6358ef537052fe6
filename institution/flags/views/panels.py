"""What the page of a child shows of its flags."""

from datetime import timedelta
from typing import Any

from flask import g, render_template

from institution.access.policy import Permission
from institution.flags import services
from institution.flags.views import showing, wording

CLOSED_SHOWN = timedelta(days=30)


def child_panel(child: Any) -> str:
    """Return the open flags of a child as cards, and what became of the last ones.

    Empty for a reader who reads no flags, and where there are none.
    """
    if not g.work.actor.may_ever(Permission.FLAG_READ):
        return ""
    found = services.flags_of_child(g.work, child.id, g.work.now - CLOSED_SHOWN)
    if not found:
        return ""
    cards = [_card(told) for told in found if told.is_open]
    closed = [showing.in_list(told, "") for told in found if not told.is_open]
    return render_template("flags/child_panel.html", cards=cards, closed=closed)


def _card(told: services.Told) -> showing.Shown:
    """Return one open flag."""
    line = showing.in_list(told, "")
    line.text = wording.reasons(told)
    line.waiting = told.is_waiting
    return line
