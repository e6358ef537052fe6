"""Register the people and children of the demo, and tie them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from institution.access.policy import Relation
from institution.access.work import Work
from institution.accounts import passwords
from institution.accounts.services import NewPerson, add_person
from institution.cases import services as cases
from institution.cases.models import Child, Home, Municipality, Profile, Unit
from institution.demo.cast import Adult, Kid, Story, is_contact, staff_of
from institution.demo.texts import texts
from institution.logs.services import Place

PASSWORD = "nordlys over isen"  # noqa: S105 (of invented people, and printed at the start)
TIME_ZONE = "America/Nuuk"
BEFORE = timedelta(days=500)
"""The homes are older than the first log."""
MOVED = 130
"""Days before today on which the child of the slide moved, and from which unit."""
FROM_UNIT = 2
NEWEST = 10
NEW = {7: 200, NEWEST: 25}
"""Children by number who came lately, and how many days ago."""


class Stay(NamedTuple):
    """A child lives in a unit from a day to a day."""

    begins: date
    ends: date | None
    unit: int


@dataclass
class Settled:
    """What was registered, by number."""

    persons: dict[str, UUID] = field(default_factory=dict)
    """By user name."""
    children: dict[int, Child] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    municipalities: list[Municipality] = field(default_factory=list)

    def place(self, kid: Kid, stay: Stay) -> Place:
        """Return where a log of the stay belongs."""
        child, unit = self.children[kid.number], self.units[stay.unit]
        return Place(child.id, child.municipality_id, unit.id, unit.home_id, TIME_ZONE)


def stays(kid: Kid, first: date, last: date) -> list[Stay]:
    """Return where a child lives, oldest first."""
    begins = first - timedelta(days=60 + 37 * kid.number % 400)
    if kid.number in NEW:
        begins = last - timedelta(days=NEW[kid.number])
    if kid.story is not Story.SLIDE:
        return [Stay(begins, None, kid.unit)]
    moved = last - timedelta(days=MOVED)
    begins = min(begins, moved - timedelta(days=90))
    return [Stay(begins, moved - timedelta(days=1), FROM_UNIT), Stay(moved, None, kid.unit)]


def settle(
    work: Work, everyone: Sequence[Adult], children: Sequence[Kid], span: tuple[date, date]
) -> Settled:
    """Register everyone.

    Args:
        work: of the set-up job.
        everyone: the adults.
        children: the children.
        span: first and last day with logs.
    """
    first, last = span
    settled, begins = Settled(), first - BEFORE
    municipalities = settled.municipalities = _places(work, settled)
    kept = passwords.hashed(PASSWORD)
    for adult in everyone:
        person = NewPerson(adult.user_name, adult.name, PASSWORD, adult.roles, password_hash=kept)
        settled.persons[adult.user_name] = add_person(work, person, begins).id
        for relation, place in _posts(adult, settled):
            since = adult.habits.since
            from_day = begins if since is None else last - timedelta(days=since - 1)
            person_id = settled.persons[adult.user_name]
            cases.employ(work, person_id, relation, place, from_day)
    for kid in children:
        settled.children[kid.number] = _child(work, kid, municipalities[kid.municipality], last)
        for stay in stays(kid, first, last):
            unit = settled.units[stay.unit]
            cases.place(work, settled.children[kid.number], unit, stay.begins)
            work.session.flush()
        _assign(work, kid, settled, _around(kid, everyone), stays(kid, first, last)[-1].begins)
    work.session.flush()
    return settled


def caseworker_of(kid: Kid) -> int:
    """Return which caseworker has the child; the first of each municipality has the stories."""
    second = kid.story is Story.NONE and kid.number // 2 % 2
    return kid.municipality * 2 + int(second)


def _places(work: Work, settled: Settled) -> list[Municipality]:
    """Register the municipalities, the homes and their units."""
    people = texts("people")
    for home in people["homes"]:
        settled.homes.append(cases.add_home(work, home["name"], Profile.GREENLAND, TIME_ZONE))
        settled.units += [cases.add_unit(work, settled.homes[-1], name) for name in home["units"]]
    return [
        cases.add_municipality(work, name, Profile.GREENLAND) for name in people["municipalities"]
    ]


def _posts(adult: Adult, settled: Settled) -> list[tuple[Relation, Unit | Home]]:
    """Return where an adult works, and as what."""
    units, of_home = settled.units, [(0, 1), (2, 3), (4,)]
    if adult.post == "staff":
        return [(Relation.STAFF_OF_UNIT, units[adult.number // 5])]
    if adult.post == "lead":
        return [(Relation.LEADER_OF_UNIT, units[adult.number])]
    if adult.post == "manager":
        return [(Relation.MANAGER_OF_HOME, settled.homes[adult.number])]
    home = {"night": adult.number // 2, "relief": adult.number % 3}.get(adult.post)
    if home is None:
        return []
    return [(Relation.STAFF_OF_UNIT, units[unit]) for unit in of_home[home]]


def _child(work: Work, kid: Kid, municipality: Municipality, last: date) -> Child:
    """Register a child."""
    born = date(last.year - kid.age - 1, 1 + kid.number % 12, 1 + kid.number * 7 % 28)
    if (born.month, born.day) <= (last.month, last.day):
        born = born.replace(year=born.year + 1)
    new = cases.NewChild(kid.reference, kid.name, born)
    return cases.register_child(work, municipality, new)


def _around(kid: Kid, everyone: Sequence[Adult]) -> Mapping[Relation, Adult]:
    """Return the caseworker and the contact adult of a child."""
    caseworkers = [adult for adult in everyone if adult.post == "caseworker"]
    contacts = [adult for adult in staff_of(kid.unit, everyone) if is_contact(adult.number)]
    return {
        Relation.CASEWORKER_OF: caseworkers[caseworker_of(kid)],
        Relation.CONTACT_ADULT_OF: contacts[kid.number // 6 % len(contacts)],
    }


def _assign(
    work: Work, kid: Kid, settled: Settled, around: Mapping[Relation, Adult], begins: date
) -> None:
    """Tie the caseworker and the contact adult to a child."""
    for relation, adult in around.items():
        person_id = settled.persons[adult.user_name]
        cases.assign(work, settled.children[kid.number], person_id, relation, begins)
