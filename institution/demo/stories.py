"""The incidents of the demo that are told about, written by people step by step."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from institution.access.actor import Actor
from institution.access.work import Work
from institution.demo.cast import Adult, Kid, staff_of
from institution.demo.placing import Settled, caseworker_of
from institution.demo.story import Story, of_force
from institution.demo.texts import texts

TOLD_ABOUT = {"missing": 9, "force": 10, "self_harm": 8, "complaint": 7, "force_open": 6}
"""Number of the child each is about: nobody whose days are a story already."""


def tell_stories(
    work: Work, settled: Settled, everyone: Sequence[Adult], children: Sequence[Kid]
) -> None:
    """Tell the stories of the children that the demo has."""
    by_number = {kid.number: kid for kid in children}
    for name, number in TOLD_ABOUT.items():
        if number in by_number:
            kid = by_number[number]
            child_id = settled.children[number].id
            TELLERS[name](Story(work, kid, child_id, _people(kid, settled, everyone)))


def _people(kid: Kid, settled: Settled, everyone: Sequence[Adult]) -> dict[str, Actor]:
    """Return who is around a child."""
    home = (0, 0, 1, 1, 2)[kid.unit]
    posts = {(one.post, one.number): one for one in everyone}
    found = {
        "manager": posts["manager", home],
        "caseworker": posts["caseworker", caseworker_of(kid)],
        "night": posts["night", home * 2],
    }
    found |= {f"staff{n}": one for n, one in enumerate(staff_of(kid.unit, everyone))}
    return {
        name: Actor(settled.persons[one.user_name], frozenset(one.roles), name=one.name)
        for name, one in found.items()
    }


def _missing(story: Story) -> None:
    """Away for an evening, and the talk afterwards."""
    told, words = story.at("staff1", 9), texts("incidents")["stories"]["missing"]
    seen = told.now - timedelta(hours=1, minutes=20)
    codes = {
        "place": "own_room",
        "last_seen_at": seen.isoformat(),
        "police_informed_at": (told.now - timedelta(minutes=20)).isoformat(),
        "before_kinds": ["news"],
        "helped_kinds": ["food_drink", "adult_close"],
        "adults_present_count": 2,
        "injury_check": "yes",
        "childs_account_offered": "later",
    }
    matter_id = story.tell(told, "missing_from_home", "missing", codes)
    _tell_people(story, told, matter_id, "home_manager", "caseworker", "police")
    back = story.at("staff1", 9, 2)
    home = {"texts": {"text": words["home"]}, "codes": {"welcome_back_done": "yes"}}
    story.beside(back, matter_id, "returned", at=back.now, **home)
    talk = story.at("staff0", 8)
    said = {"with_whom": words["with_whom"], "text": words["talk"]}
    story.beside(talk, matter_id, "return_talk", at=talk.now, texts=said)
    offered = story.at("staff0", 2)
    wait = {"due": story.work.today + timedelta(days=1), "codes": {"answer": "later"}}
    story.beside(offered, matter_id, "child_account", at=offered.now, **wait)


def _force(story: Story) -> None:
    """A use of force that is signed, sent, told by the child and reviewed."""
    told, words = story.at("staff1", 13), texts("incidents")["stories"]["force"]
    matter_id = story.tell(told, "use_of_force", "force", of_force(story, "staff2", "staff3"))
    _tell_people(story, told, matter_id, "home_manager", "caseworker", "custody_holder")
    own = {"saw": words["saw"], "did": words["did"]}
    story.beside(story.at("staff2", 13, 1), matter_id, "staff_account", texts=own)
    signs, later = story.at("manager", 13, 14), story.at("staff1", 13, 20)
    story.beside(signs, matter_id, "registered", codes={"confirm": True})
    story.beside(signs, matter_id, "sent", at=signs.now)
    story.beside(later, matter_id, "child_account", at=later.now, codes={"answer": "later"})
    story.beside(story.at("caseworker", 12), matter_id, "received")
    tells = story.at("staff1", 10)
    said = {
        "what_happened": words["account"],
        "how_it_felt": words["felt"],
        "what_would_have_helped": words["instead"],
    }
    answered = {"answer": "told", "agrees": "partly"}
    story.beside(tells, matter_id, "child_account", at=tells.now, codes=answered, texts=said)
    reviewed = dict.fromkeys(("necessary", "proportionate", "lawful"), "yes")
    reviewed |= {"gentle_short": "in_doubt", "plan_touched": "no"}
    change = {"change": words["change"]}
    story.beside(story.at("manager", 9), matter_id, "review", codes=reviewed, texts=change)


def _force_open(story: Story) -> None:
    """A use of force of today, whose clock runs."""
    told = story.at("staff1", 0.3)
    codes = {
        "place": "outdoors",
        "adults_involved": [str(story.people["staff2"].id)],
        "kind": ["led_away"],
        "duration_minutes": 1,
        "childs_account_offered": "later",
    }
    story.tell(told, "use_of_force", "force_open", codes)


def _self_harm(story: Story) -> None:
    """Restricted: the shift reads how to help tonight."""
    told = story.at("staff0", 0.6)
    codes = {"place": "own_room", "adults_present_count": 2, "injury_check": "yes"}
    matter_id = story.tell(told, "self_harm", "self_harm", codes)
    _tell_people(story, told, matter_id, "home_manager", "health_services")


def _complaint(story: Story) -> None:
    """About an adult of the place: it goes around that adult."""
    told, night = story.at("staff0", 1.4), story.people["night"].id
    around = () if night is None else (night,)
    codes = {"place": "own_room"}
    story.tell(told, "allegation_against_adult", "complaint", codes, around)


TELLERS = {
    "missing": _missing,
    "force": _force,
    "force_open": _force_open,
    "self_harm": _self_harm,
    "complaint": _complaint,
}


def _tell_people(story: Story, who: Work, matter_id: UUID, *people: str) -> None:
    """Note who was told."""
    for one in people:
        at = who.now - timedelta(minutes=30)
        story.beside(who, matter_id, "told", at=at, codes={"who": one})
