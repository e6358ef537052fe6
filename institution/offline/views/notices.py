"""Say on the pages where a day begins that an entry came back, or that a tablet needs a hand."""

from typing import NamedTuple

from flask import g, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from institution.access.policy import Permission
from institution.offline.services import quarantine, watching
from institution.offline.views import bp
from institution.web.entries import tables

BEGINNINGS = frozenset({"flags.inbox", "logs.shift", "logs.current_shift"})


class PageNotice(NamedTuple):
    """A line at the top of a page, with where it leads."""

    text: str
    url: str
    words: str


@bp.app_context_processor
def notices() -> dict[str, list[PageNotice]]:
    """Return what stands at the top of the page; nothing on most pages."""
    if request.endpoint not in BEGINNINGS or g.get("visit") is None:
        return {"page_notices": []}
    return {"page_notices": [*_returned(), *_alarms()]}


def _returned() -> list[PageNotice]:
    """Return how many entries came back to the reader."""
    if not g.work.actor.may_ever(Permission.RETURNED_READ):
        return []
    number = quarantine.number_returned(g.work, tables())
    if not number:
        return []
    words = ngettext(
        "%(num)d entry came back to you and is not kept yet.",
        "%(num)d entries came back to you and are not kept yet.",
        number,
    )
    return [PageNotice(words, url_for("offline.returned"), _("Mend it"))]


def _alarms() -> list[PageNotice]:
    """Return how many tablets somebody must look after."""
    number = len(watching.alarms(g.work))
    if not number:
        return []
    words = ngettext(
        "%(num)d tablet needs a hand: something waits on it, or is missing.",
        "%(num)d tablets need a hand: something waits on them, or is missing.",
        number,
    )
    return [PageNotice(words, url_for("offline.devices"), _("See the tablets"))]
