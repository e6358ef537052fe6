"""Let the shifts of the last weeks hand over: the house, some children, tasks, and who has read."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_many
from institution.content.examples import of_month
from institution.db.base import new_id
from institution.demo.cast import GAPPY_UNIT, Adult, Kid, staff_of
from institution.demo.placing import TIME_ZONE, Settled
from institution.demo.spans import Span
from institution.demo.texts import Deck, texts
from institution.handover.models import (
    ExampleRating,
    HandoverNote,
    HandoverReceipt,
    HouseLine,
    Task,
    TaskChild,
    TaskStep,
)
from institution.logs.models import Shift
from institution.logs.services import When

DAYS = 14
"""Days up to today in which the shifts hand over."""
Row = dict[str, Any]
Named = tuple[type[Any], Row]


class Hander:
    """Writes the handovers of one unit."""

    def __init__(
        self, settled: Settled, number: int, adults: Sequence[Adult], chance: random.Random
    ) -> None:
        """Hand over in a unit.

        Args:
            settled: what was registered.
            number: of the unit.
            adults: everyone who signs in.
            chance: hangs on the seed.
        """
        self._unit, self._settled, self._chance = settled.units[number], settled, chance
        self._people = [settled.persons[a.user_name] for a in staff_of(number, adults)]
        self._reads = number != GAPPY_UNIT
        house = texts("house")
        self._decks = {key: Deck(values, chance) for key, values in house.items()}

    def rows(self, span: Span, kids: Sequence[Kid], now: datetime) -> Iterator[Named]:
        """Yield what was handed over in the last days."""
        last = When(span.last, Shift(span.running))
        whens = [last]
        while span.last - whens[-1].day < timedelta(days=min(DAYS, (span.last - span.first).days)):
            whens.append(whens[-1].before())
        for when in whens[1:]:
            yield from self._shift(when, kids, now)
        yield from self._tasks(kids, now)
        yield from self._examples(now)

    def _shift(self, when: When, kids: Sequence[Kid], now: datetime) -> Iterator[Named]:
        """Yield what one shift handed over, and who read it."""
        ends = when.ends_at(ZoneInfo(TIME_ZONE))
        written = min(ends - timedelta(minutes=self._chance.randint(5, 40)), now)
        kinds = {"lines": 0.45, "whole_house": 0.04}
        for kind, share in kinds.items():
            if when.shift is not Shift.NIGHT and self._chance.random() < share:
                said = {"whole_house": kind == "whole_house", "text": self._decks[kind].deal()}
                yield HouseLine, {**self._said(when, written), **said, "corrects_id": None}
        if kids and when.shift is not Shift.NIGHT and self._chance.random() < 0.2:
            child = self._settled.children[self._chance.choice(kids).number]
            part = self._chance.choice(("do", "worked"))
            about = {"child_id": child.id, "municipality_id": child.municipality_id}
            note = {**self._said(when, written), **about, "attention": None}
            yield HandoverNote, {**note, part: self._decks[part].deal()}
        for person in self._readers(ends, now):
            at = min(ends + timedelta(minutes=self._chance.randint(-8, 25)), now)
            yield HandoverReceipt, {**self._place(when), "person_id": person, "read_at": at}

    def _readers(self, ends: datetime, now: datetime) -> list[UUID]:
        """Return who read a handover: almost always two, in one unit often nobody."""
        lately = now - ends < timedelta(hours=3)
        if lately or self._chance.random() > (0.95 if self._reads else 0.6):
            return []
        return self._chance.sample(self._people, min(2, len(self._people)))

    def _tasks(self, kids: Sequence[Kid], now: datetime) -> Iterator[Named]:
        """Yield tasks, most of them done, some still open and one of these late."""
        for number in range(6):
            set_at = now - timedelta(days=2 * number, hours=self._chance.randint(2, 9))
            owner = self._chance.choice((None, *self._people))
            due = set_at + timedelta(days=1) if number in {1, 2, 4} else None
            about = kids and number in {0, 3}
            task = {
                "id": new_id(),
                "home_id": self._unit.home_id,
                "unit_id": self._unit.id,
                "author_id": self._chance.choice(self._people),
                "written_at": set_at,
                "received_at": set_at,
                "owner_id": owner,
                "due_at": due,
                "text": self._decks["child_tasks" if about else "tasks"].deal(),
            }
            yield Task, task
            if about:
                child = self._settled.children[self._chance.choice(kids).number]
                ids = {"child_id": child.id, "municipality_id": child.municipality_id}
                home = {"home_id": self._unit.home_id, "task_id": task["id"]}
                yield TaskChild, {"id": new_id(), **ids, **home}
            if number > 2:
                step = {"task_id": task["id"], "done": True, "at": set_at + timedelta(hours=20)}
                yield TaskStep, {"id": new_id(), "person_id": owner or self._people[0], **step}

    def _examples(self, now: datetime) -> Iterator[Named]:
        """Yield how most of the staff rated the examples of the month."""
        today = now.astimezone(ZoneInfo(TIME_ZONE)).date()
        for example in of_month(today):
            for person in self._people[1:]:
                level = min(max(round(self._chance.gauss(3.3, 0.8)), 1), 5)
                yield (
                    ExampleRating,
                    {
                        "id": new_id(),
                        "home_id": self._unit.home_id,
                        "unit_id": self._unit.id,
                        "month": date(today.year, today.month, 1),
                        "example": example.key,
                        "level": level,
                        "person_id": person,
                        "at": now,
                    },
                )

    def _place(self, when: When) -> Row:
        """Return what every row of a shift carries."""
        place = {"home_id": self._unit.home_id, "unit_id": self._unit.id}
        return {"id": new_id(), **place, "day": when.day, "shift": when.shift}

    def _said(self, when: When, at: datetime) -> Row:
        """Return what every line of a shift carries."""
        author = self._chance.choice(self._people)
        return {**self._place(when), "author_id": author, "written_at": at, "received_at": at}


ACTIONS: Mapping[type[Any], Action] = {
    HouseLine: Action.HANDOVER_WRITTEN,
    HandoverNote: Action.HANDOVER_WRITTEN,
    HandoverReceipt: Action.HANDOVER_READ,
    Task: Action.TASK_SET,
    TaskChild: Action.TASK_SET,
    TaskStep: Action.TASK_DONE,
    ExampleRating: Action.EXAMPLE_RATED,
}


def keep(work: Work, found: Sequence[Named]) -> None:
    """Keep what was handed over, a task before what is about it."""
    for model, action in ACTIONS.items():
        rows = [row for kind, row in found if kind is model]
        texts_of = ("do", "worked") if model is HandoverNote else ()
        save_many(work, Rows(model, [{**dict.fromkeys(texts_of), **row} for row in rows]), action)
