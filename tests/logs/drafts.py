"""Drafts as tests send them."""

from datetime import date, datetime, timedelta

from institution.access.actor import SET_UP
from institution.access.work import Work
from institution.cases import services as cases
from institution.content.daily_log import daily_log
from institution.db.base import new_id
from institution.logs.models import Shift
from institution.logs.services import ChildAnswer, Draft, Line
from tests.world import LONG_AGO, NOW, TODAY

EVENING = daily_log().shift("evening").required_dimensions


def draft(**says) -> Draft:
    """Return an ordinary evening, with whatever is said otherwise."""
    common = {
        "id": new_id(),
        "day": TODAY,
        "shift": Shift.EVENING,
        "presence": "present",
        "written_at": NOW,
        "contact_time": "over_3h",
        "levels": dict.fromkeys(EVENING, 4),
        "chips": {"meals": {"dinner": "ate"}},
        "good_moment": "Du viste din ven, hvordan man renser en fisk.",
        "attention": "ordinary",
    }
    return Draft(**{**common, **says})


def full_draft(**says) -> Draft:
    """Return an evening in which everything was answered."""
    child = ChildAnswer("five_faces", 2, "contact_adult_only", True, True, "Jeg savner mor")
    return draft(
        levels={**dict.fromkeys(EVENING, 3), "calm": None, "mood": 1},
        chips={
            "meals": {"dinner": "ate_little", "snack": "ate"},
            "health": ["ill", "pain"],
            "activities": ["outdoors", "adult_time"],
            "family_contact": {"who": ["parent"], "how": "call", "childs_view": "mixed"},
            "note_source": "saw_myself",
        },
        child=child,
        handover=(Line("do", "Ring til mor kl. 19"), Line("if_then", "Hvis han er ked af det")),
        attention="extra",
        note="Vi gik en tur til havnen.\nHan fortalte om skolen.",
        **says,
    )


def days_ago(days: int) -> dict[str, datetime]:
    """Return the day and the writing time of a draft some days ago."""
    return {"day": TODAY - timedelta(days=days), "written_at": NOW - timedelta(days=days)}


def newcomer(work, world, name):
    """Let another child live in the unit Fjord; give the child."""
    set_up = Work(work.session, SET_UP, NOW)
    new = cases.NewChild(f"NY-{name}", name, date(2014, 1, 1))
    municipality = type("Authority", (), {"id": world.children["malik"].municipality_id})
    child = cases.register_child(set_up, municipality, new)
    cases.place(set_up, child, world.units["fjord"], LONG_AGO)
    work.session.flush()
    return child
