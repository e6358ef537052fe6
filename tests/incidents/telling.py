"""Incidents as tests tell them."""

from datetime import timedelta
from uuid import uuid4

from institution.incidents.services import Draft, NewAddition
from tests.world import NOW

EARLIER = NOW - timedelta(hours=1)


def draft(kind="big_distress", **values) -> Draft:
    """Return an incident of an hour ago."""
    usual = {
        "id": uuid4(),
        "type": kind,
        "severity": None if kind in {"significant_good_event", "loss_or_bad_news"} else 2,
        "started_at": EARLIER,
        "written_at": NOW,
        "texts": {"what_was_seen": "Malik råbte og løb ud i gangen."},
    }
    return Draft(**{**usual, **values})


def serious(kind, **values) -> Draft:
    """Return an incident of the type that is serious."""
    return draft(kind, severity=3, **values)


def forced(world, involved=("pipaluk",), **values) -> Draft:
    """Return a use of force with all that a signature asks for in Greenland."""
    codes = {
        "adults_involved": [str(world.persons[name].id) for name in involved],
        "kind": ["held_standing"],
        "legal_category": "force_gl",
        "duration_minutes": 4,
        "place": "shared_room",
        "injury_check": "yes",
        "body_position_safe": "yes",
    }
    texts = {
        "what_was_seen": "Malik kastede en stol mod ruden.",
        "before_the_event": "Et opkald blev aflyst.",
        "reason": "For at han ikke skar sig på glasset.",
        "less_intrusive": "Vi talte roligt og gav plads i ti minutter.",
    }
    return serious("use_of_force", codes=codes, texts=texts, **values)


def addition(kind="note", **values) -> NewAddition:
    """Return an addition of now."""
    usual = {"id": uuid4(), "kind": kind, "written_at": NOW}
    if kind == "note":
        usual["texts"] = {"text": "Malik faldt i søvn klokken 22."}
    return NewAddition(**{**usual, **values})
