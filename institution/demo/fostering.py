"""Foster families of the demo: forms, weekly logs and asks, as their people wrote them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from institution.access.actor import Actor
from institution.access.policy import Relation, Role
from institution.access.work import Work
from institution.cases import services as cases
from institution.cases.models import Child, Municipality, Profile, Unit
from institution.content.foster_forms import foster_forms
from institution.content.worries_strengths import worries_strengths
from institution.db.base import new_id
from institution.demo.chance import seeded
from institution.demo.fostering_forms import BEFORE, profile, record, visit
from institution.demo.placing import NEWEST, Settled
from institution.demo.spans import Span
from institution.demo.texts import texts
from institution.fostercare.models import SheetState
from institution.fostercare.services import (
    NewFamily,
    NewRevision,
    WeekDraft,
    asking,
    families,
    monday,
    people,
    placing,
    record_week,
    respite,
    weeks,
)
from institution.fostercare.services.keeping import keep
from institution.fostercare.services.maps import keep_map
from institution.fostercare.services.respite import NewStay

COORDINATOR, CASEWORKER = "laila", "mette"
DROP_WEEKS, SILENT_WEEKS = 3, 4
SOUGHT = timedelta(days=6)
"""Since when a family is sought for a child."""
LEVELS = {"k_learning": 4, "r_relations": 4, "i_say": 3, "t_safety": 4, "h_everyday": 4}
LOW = {"k_learning": 3, "r_relations": 2, "t_safety": 2, "h_everyday": 2}


class Fostering:
    """Writes what families and their coordinator wrote, each at its time."""

    def __init__(self, work: Work, settled: Settled, span: Span) -> None:
        self.work, self.settled, self.first, self.last = work, settled, span.first, span.last
        self.told = texts("foster")
        self.families: list[families.Family] = []

    def as_(self, user_name: str, role: Role, day: date) -> Work:
        """Return work of a person on a day, at noon."""
        at = min(datetime(day.year, day.month, day.day, 15, tzinfo=self.work.now.tzinfo),
                 self.work.now)  # fmt: skip
        actor = Actor(self.settled.persons[user_name], frozenset({role}), name=user_name)
        return Work(self.work.session, actor, at)

    def coordinator(self, days: int) -> Work:
        """Return work of the coordinator some days ago."""
        day = self.last - timedelta(days=days)
        return self.as_(COORDINATOR, Role.FOSTER_COORDINATOR, day)

    def register(self) -> None:
        """Register the families with record, profile and carers."""
        for number, told in enumerate(self.told["families"]):
            work = self.coordinator(BEFORE.days)
            new = NewFamily(told["reference"], told["name"], Profile.GREENLAND,
                            told["address"], told["phone"], told["protected"])  # fmt: skip
            family = families.register(work, new)
            self.families.append(family)
            people.add_carer(work, family.id, told["carer"])
            people.add_leader(work, family.id, self.told["team_leader"])
            self._sheet(BEFORE.days - 1, family.id, "F0", record(told, self.last))
            if number < 2:
                self._sheet(
                    BEFORE.days - 3, family.id, "F1", profile(self.told, "first", self.last)
                )
            if number == 0:
                self._sheet(30, family.id, "F1", profile(self.told, "later", self.last))

    def live(self, municipality: Municipality, caseworker: UUID) -> list[UUID]:
        """Place the children, and let their weeks be written; return who they are."""
        children = []
        for number, told in enumerate(self.told["children"]):
            family = self.families[told["family"]]
            child = self._child(municipality, told, number)
            begins = self.last - timedelta(weeks=told["weeks"])
            cases.place(self.work, child, self._unit(family.unit_id), begins)
            cases.assign(self.work, child, caseworker, Relation.CASEWORKER_OF, begins)
            self.work.session.flush()
            carer = self.told["families"][told["family"]]["carer"]
            self._weeks(child, told, carer, begins)
            if told["story"] == "drop":
                self._sheet(58, family.id, "F5", visit(self.told, self.last), child.id)
                self._map(child.id)
            children.append(child.id)
        return children

    def rest(self, children: list[UUID]) -> None:
        """Agree that a child stays with another family from today."""
        told = self.told["respite"]
        until = self.last + timedelta(days=told["days"])
        new = NewStay(told["reference"], self.last, until, told["words"])
        respite.agree(self.coordinator(0), children[told["child"]], new)

    def ask(self, caseworkers: Mapping[int, Actor]) -> None:
        """Let a family ask for help, and a caseworker for a family; nobody has answered yet.

        The family is sought for the child that came last to a home.
        """
        for carer, words in self.told["help"].items():
            asking.ask(self.as_(carer, Role.FOSTER_PARENT, self.last), new_id(), ["advice"], words)
        if NEWEST in caseworkers:
            work = Work(self.work.session, caseworkers[NEWEST], self.work.now - SOUGHT)
            placing.ask_for_family(work, self.settled.children[NEWEST].id, COORDINATOR)

    def _map(self, child_id: UUID) -> None:
        """Let the caseworker make a map of worries, strengths and next steps."""
        due = (self.last + timedelta(days=7)).isoformat()
        said = {**self.told["map"], "step__1__due_on": due}
        version = worries_strengths.newest().version
        new = NewRevision(new_id(), "placed", version, SheetState.SIGNED, said)
        keep_map(
            self.as_(CASEWORKER, Role.CASEWORKER, self.last - timedelta(days=5)), child_id, new
        )

    def _weeks(self, child: Child, told: dict[str, Any], carer: str, begins: date) -> None:
        """Write each week of a child, as the carer remembers it on its Sunday."""
        chance = seeded(told["name"])
        first, this = monday(begins) + timedelta(weeks=1), monday(self.last)
        count = (this - first).days // 7
        for number in range(count):
            week, left = first + timedelta(weeks=number), count - number
            if week < self.first:
                continue
            if told["story"] == "silent" and left <= SILENT_WEEKS:
                return
            low = told["story"] == "drop" and left <= DROP_WEEKS
            levels = {
                key: LOW.get(key, level) if low else _near(level, chance.random())
                for key, level in LEVELS.items()
            }
            work = self.as_(carer, Role.FOSTER_PARENT, week + timedelta(days=6))
            words = self.told["words"]
            log = record_week(work, child.id, WeekDraft(
                id=new_id(), week=week, written_at=work.now, levels=levels,
                good_moment=chance.choice(self.told["good"]),
                hard_moment=chance.choice(self.told["hard"]) if low else None,
                child_words=chance.choice(words) if number % 6 == 5 else None,
                own={"caregiver_energy": 2 if low and left == 1 else 4},
            ))  # fmt: skip
            if left > 1:
                read = self.as_(COORDINATOR, Role.FOSTER_COORDINATOR, week + timedelta(days=8))
                weeks.answer(read, child.id, log.id, self.told["receipts"][number % 2])

    def _unit(self, unit_id: UUID) -> Unit:
        """Return the unit of a family."""
        found: Unit | None = self.work.session.scalar(select(Unit).where(Unit.id == unit_id))
        if found is None:
            raise LookupError(unit_id)
        return found

    def _child(self, municipality: Municipality, told: dict[str, Any], number: int) -> Child:
        """Register a child."""
        born = date(self.last.year - told["age"], 2 + number, 5 + number)
        new = cases.NewChild(f"P-{number + 1:03}", told["name"], born)
        return cases.register_child(self.work, municipality, new)

    def _sheet(self, days: int, family_id: UUID, form: str, said: dict[str, Any],
               child_id: UUID | None = None) -> None:  # fmt: skip
        new = NewRevision(new_id(), form, foster_forms.newest().version, SheetState.SIGNED,
                          said, child_id=child_id)  # fmt: skip
        keep(self.coordinator(days), family_id, new)
        self.work.session.flush()


def _near(level: int, chance: float) -> int:
    """Return a level, now and then one beside it."""
    return level + (1 if chance > 0.9 else -1 if chance < 0.15 else 0)
