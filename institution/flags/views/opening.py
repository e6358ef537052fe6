"""The first page of a caseworker, a lead or a manager: what needs them today."""

from flask import current_app, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from institution.access.policy import Permission
from institution.flags import services
from institution.flags.services import Inbox
from institution.flags.views import bp, house_words, showing
from institution.web.guard import requires

MORNING_ENDS, EVENING_BEGINS = 10, 18


@bp.route("/inbox")
@requires(Permission.CASELOAD_READ)
def inbox() -> ResponseReturnValue:
    """Show who needs the reader today, what is in hand, and all of the reader's children."""
    found = services.inbox(g.work)
    return render_template(
        "flags/inbox.html",
        title=f"{_greeting()} {_who_needs_me(found)}",
        about=_counts(found),
        houses=[house_words.in_list(one) for one in services.house_flags(g.work)],
        managed=services.managed_homes(g.work),
        waiting=showing.lists(found.waiting, found.homes),
        in_hand=showing.lists(found.in_hand, found.homes),
        closed=showing.lists(found.closed, found.homes),
        panels=[panel() for panel in current_app.extensions.get("inbox_panels", ())],
        children=[showing.child_line(line) for line in found.children],
    )


def _greeting() -> str:
    """Greet by the time of day where the reader is."""
    hour = g.work.now.astimezone(g.work.actor.time_zone).hour
    if hour < MORNING_ENDS:
        return str(_("Good morning."))
    return str(_("Good day.") if hour < EVENING_BEGINS else _("Good evening."))


def _who_needs_me(found: Inbox) -> str:
    """Say how many children need the reader today."""
    if not found.today:
        return str(_("No child is waiting for you today."))
    return str(
        ngettext(
            "%(num)d child needs you today.",
            "%(num)d children need you today.",
            len(found.today),
        )
    )


def _counts(found: Inbox) -> str:
    """Say how many children and open flags there are."""
    still_open = len(found.waiting) + len(found.in_hand)
    return " · ".join(
        [
            ngettext("%(num)d child", "%(num)d children", len(found.children)),
            ngettext("%(num)d attention point", "%(num)d attention points", still_open),
        ]
    )
