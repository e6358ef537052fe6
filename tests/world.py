"""One small world of named people, in which every test happens."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from institution.access.actor import NIGHTLY, SET_UP, Actor
from institution.access.policy import Relation, Role
from institution.access.work import Work
from institution.accounts.models import Person
from institution.accounts.services import NewPerson, add_person
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import services as cases
from institution.cases.models import Child, Home, Profile, RespiteStay, Unit
from institution.fostercare.models import FosterFamily
from institution.fostercare.services import Family, NewFamily
from institution.fostercare.services.families import register
from institution.fostercare.services.ties import tie

NOW = datetime(2026, 11, 22, 23, 50, tzinfo=UTC)
"""Half an hour before the end of the evening shift in Nuuk (21:50 there)."""
TODAY = date(2026, 11, 22)
LONG_AGO = date(2025, 9, 1)
PASSWORD = "tre sæler på en isflage"

PEOPLE = (
    ("pipaluk", "Pipaluk Møller", (Role.SHIFT_STAFF,)),
    ("ivik", "Ivik Lynge", (Role.SHIFT_STAFF, Role.CONTACT_ADULT)),
    ("jens", "Jens Kleist", (Role.SHIFT_STAFF,)),
    ("nuka", "Nuka Berthelsen", (Role.SHIFT_STAFF,)),
    ("aka", "Aka Heilmann", (Role.SHIFT_STAFF,)),
    ("naja", "Naja Olsen", (Role.TEAM_LEAD,)),
    ("hans", "Hans Petersen", (Role.HOME_MANAGER,)),
    ("sofie", "Sofie Lund", (Role.CASEWORKER,)),
    ("karl", "Karl Motzfeldt", (Role.CASEWORKER,)),
    ("ane", "Ane Jensen", (Role.SYSTEM_ADMINISTRATOR,)),
    ("sara", "Sara Rosing", (Role.FOSTER_COORDINATOR,)),
    ("mia", "Mia Holm", (Role.FOSTER_COORDINATOR,)),
    ("tuko", "Tuko Lyberth", (Role.FOSTER_PARENT,)),
    ("bodil", "Bodil Storch", (Role.FOSTER_PARENT,)),
    ("vera", "Vera Krogh", (Role.CASE_TEAM_LEADER,)),
)
JOBS = {"nightly": NIGHTLY, "set_up": SET_UP}
EVERYONE = tuple(name for name, *_ in PEOPLE)


@dataclass
class World:
    """The people, children and places, and a way to work as each.

    Malik and Aviaja live in the unit Fjord of the home at the fjord; Nivi in its unit Fjeld; Inuk
    in another home. Pipaluk and Ivik (Malik's contact adult) are staff of Fjord, Naja leads it,
    Hans manages the home; Jens is staff of Fjeld; Nuka left Fjord yesterday; Aka is staff of Fjord
    and kin of Malik. Sofie is the caseworker of Malik and Aviaja, Karl of Nivi and Inuk, in another
    municipality. Ane is the administrator. Pilu lives in a foster family where Tuko is a carer,
    Saki in one where Bodil is; Sara coordinates the first, Mia the second; both children are
    Karl's. Pilu stays with Bodil in respite, yesterday and today. Vera leads the team that signs
    for the family of Tuko.
    """

    persons: dict[str, Person]
    children: dict[str, Child]
    homes: dict[str, Home]
    units: dict[str, Unit]
    families: dict[str, Family]
    """By the name of the carer."""

    def actor(self, name: str) -> Actor:
        """Return who acts under a name."""
        if name in JOBS:
            return JOBS[name]
        person = self.persons[name]
        roles = next(roles for user, _, roles in PEOPLE if user == name)
        return Actor(person.id, frozenset(roles), "da", name=person_name(name))

    def work(self, session, name: str, now: datetime = NOW) -> Work:
        """Return a piece of work of a person."""
        return Work(session, self.actor(name), now)


def person_name(user_name: str) -> str:
    """Return the name behind a user name."""
    return next(name for user, name, _ in PEOPLE if user == user_name)


def build(session) -> World:
    """Make the world and commit it."""
    work = Work(session, SET_UP, NOW)
    persons = {user: _person(work, user, name, roles) for user, name, roles in PEOPLE}
    nuuk = cases.add_municipality(work, "Kommunen ved fjorden", Profile.GREENLAND)
    south = cases.add_municipality(work, "Kommunen mod syd", Profile.GREENLAND)
    fjord_home = cases.add_home(work, "Huset ved fjorden", Profile.GREENLAND, "America/Nuuk")
    south_home = cases.add_home(work, "Huset mod syd", Profile.GREENLAND, "America/Nuuk")
    units = {
        "fjord": cases.add_unit(work, fjord_home, "Fjord"),
        "fjeld": cases.add_unit(work, fjord_home, "Fjeld"),
        "syd": cases.add_unit(work, south_home, "Syd"),
    }
    session.flush()
    children = {
        "malik": _child(work, nuuk, "HF-001", "Malik Kreutzmann", date(2013, 4, 9)),
        "aviaja": _child(work, nuuk, "HF-002", "Aviaja Rosing", date(2017, 8, 30)),
        "nivi": _child(work, south, "HF-003", "Nivi Geisler", date(2011, 1, 17)),
        "inuk": _child(work, south, "HS-001", "Inuk Davidsen", date(2015, 6, 2)),
        "pilu": _child(work, south, "PS-001", "Pilu Nathansen", date(2016, 3, 3)),
        "saki": _child(work, south, "PS-002", "Saki Olsvig", date(2014, 9, 9)),
    }
    families = _families(session, persons, children, units)
    for name, unit in {"malik": "fjord", "aviaja": "fjord", "nivi": "fjeld", "inuk": "syd"}.items():
        cases.place(work, children[name], units[unit], LONG_AGO)
    _relations(work, persons, children, units, fjord_home)
    session.flush()
    _carers(work, persons, families)
    _respite(work, persons, children, families, units)
    session.commit()
    homes = {"fjord": fjord_home, "syd": south_home}
    return World(persons, children, homes, units, families)


def _families(session, persons, children, units) -> dict[str, Family]:
    """Register two families, each by its coordinator, with a child in each."""
    found = {}
    for carer, coordinator, child in (("tuko", "sara", "pilu"), ("bodil", "mia", "saki")):
        actor = Actor(persons[coordinator].id, frozenset({Role.FOSTER_COORDINATOR}))
        long_ago = datetime(2025, 9, 1, 12, tzinfo=UTC)
        new = NewFamily(
            f"PF-{len(found) + 1:03}", f"Familien hos {carer}", Profile.GREENLAND,
            "Samuel Kleinschmidtip Aqq. 3", None, protected=carer == "bodil",
        )  # fmt: skip
        found[carer] = register(Work(session, actor, long_ago), new)
        session.flush()
        units[carer] = session.get(Unit, found[carer].unit_id)
        setting_up = Work(session, SET_UP, NOW)
        cases.place(setting_up, children[child], units[carer], LONG_AGO)
    return found


def _carers(work: Work, persons, families) -> None:
    for carer, family in families.items():
        row = work.session.scalar(select(FosterFamily).where(FosterFamily.home_id == family.id))
        tie(work, row, persons[carer].id, Relation.FOSTER_CARER_OF, LONG_AGO)
    work.session.flush()


def _respite(work: Work, persons, children, families, units) -> None:
    """Let Pilu stay with Bodil for two days, and tie the team leader to Pilu's family."""
    pilu = children["pilu"]
    stay = RespiteStay(
        child_id=pilu.id, municipality_id=pilu.municipality_id, unit_id=units["bodil"].id,
        begins=TODAY - timedelta(days=1), until=TODAY, words="Sover med lyset tændt.",
    )  # fmt: skip
    save(work, stay, Action.RESPITE_AGREED)
    found = select(FosterFamily).where(FosterFamily.home_id == families["tuko"].id)
    row = work.session.scalar(found)
    tie(work, row, persons["vera"].id, Relation.LEADER_OF_TEAM, LONG_AGO)
    work.session.flush()


def _person(work: Work, user_name: str, name: str, roles) -> Person:
    new = NewPerson(user_name, name, PASSWORD, roles)
    return add_person(work, new, LONG_AGO)


def _child(work: Work, municipality, reference: str, name: str, born: date) -> Child:
    cpr = f"{born:%d%m%y}4321"
    new = cases.NewChild(reference, name, born, cpr, address="Aqqusinersuaq 12, Nuuk")
    child = cases.register_child(work, municipality, new)
    work.session.flush()
    return child


def _relations(work: Work, persons, children, units, fjord_home) -> None:
    staff = {"pipaluk": "fjord", "ivik": "fjord", "aka": "fjord", "jens": "fjeld"}
    for name, unit in staff.items():
        cases.employ(work, persons[name].id, Relation.STAFF_OF_UNIT, units[unit], LONG_AGO)
    left = cases.employ(work, persons["nuka"].id, Relation.STAFF_OF_UNIT, units["fjord"], LONG_AGO)
    work.session.flush()
    cases.end(work, left, TODAY - timedelta(days=1))
    cases.employ(work, persons["naja"].id, Relation.LEADER_OF_UNIT, units["fjord"], LONG_AGO)
    cases.employ(work, persons["hans"].id, Relation.MANAGER_OF_HOME, fjord_home, LONG_AGO)
    for child, holder in {
        "malik": "sofie",
        "aviaja": "sofie",
        "nivi": "karl",
        "inuk": "karl",
        "pilu": "karl",
        "saki": "karl",
    }.items():
        cases.assign(work, children[child], persons[holder].id, Relation.CASEWORKER_OF, LONG_AGO)
    cases.assign(work, children["malik"], persons["ivik"].id, Relation.CONTACT_ADULT_OF, LONG_AGO)
    cases.block(work, children["malik"], persons["aka"].id, LONG_AGO)
