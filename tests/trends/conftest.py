"""What the tests of trends write: days and weeks of logs about Malik, quickly."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from institution.access.actor import SET_UP
from institution.access.work import Work
from institution.cases import services as cases
from institution.cases.models import Unit
from institution.db.base import new_id
from institution.logs.models import Shift
from institution.logs.services import ChildAnswer
from institution.logs.services.drafts import Draft, Place, Written
from institution.logs.services.many import Prepared, keep_many
from institution.plans import services as plans
from institution.plans.services import NewGoal, NewPlan, Support
from tests.world import TODAY, World


class Writer:
    """Keeps logs about Malik; days are counted back from today."""

    def __init__(self, world: World, work_of: Callable) -> None:
        self.world, self.work_of = world, work_of
        self.malik = world.children["malik"]

    def day(self, ago: int, levels: Mapping[str, int | None], **options) -> Prepared:
        """Return an evening log; options: `author`, `unit`, and those of a draft."""
        unit = self.world.units[options.pop("unit", "fjord")]
        author = self.world.persons[options.pop("author", "pipaluk")].id
        day = TODAY - timedelta(days=ago)
        at = datetime(day.year, day.month, day.day, 23, tzinfo=UTC)
        said = {"shift": Shift.EVENING, "presence": "present", "contact_time": "over_3h"} | options
        place = Place(
            self.malik.id, self.malik.municipality_id, unit.id, unit.home_id, "America/Nuuk"
        )
        draft = Draft(**({"id": new_id(), "day": day, "written_at": at, "levels": levels} | said))
        return Prepared(draft, place, Written(author, at, 1))

    def keep(self, *logs: Prepared) -> None:
        """Keep the logs."""
        with self.work_of("sofie") as work:
            keep_many(work, logs)

    def days(self, first: int, last: int, level: int, key: str = "mood", **options) -> None:
        """Keep one evening for each day from `first` to `last` days ago."""
        self.keep(*(self.day(ago, {key: level}, **options) for ago in range(first, last - 1, -1)))

    def answer(self, ago: int, value: int | None, shares: str | None = None, **options) -> None:
        """Keep an evening in which the child was asked."""
        scale = options.pop("scale", "five_faces")
        said = ChildAnswer(scale, value, shares, False, False, None)
        self.keep(self.day(ago, {}, child=said, **options))

    def move(self, unit: str, begins: date) -> None:
        """Let Malik live in another unit from a day on."""
        with self.work_of("sofie") as work:
            set_up = Work(work.session, SET_UP, work.now)
            there = work.session.get(Unit, self.world.units[unit].id)
            cases.place(set_up, self.malik, there, begins)

    def plan(self, *goals: NewGoal, builds_on: int = 0, begins: date = date(2026, 9, 1)) -> None:
        """Write a version of the plan."""
        with self.work_of("sofie") as work:
            new = NewPlan(
                begins, date(2027, 2, 1), goals, builds_on, "Ændret" if builds_on else None
            )
            plans.write(work, self.malik.id, new)


def goal(**changed) -> NewGoal:
    """Return a goal for mood, from 2 to at least 4 in the hundred days from 1 September."""
    kept = {
        "wording": "Jeg vil gerne være glad om aftenen",
        "area": "health_wellbeing",
        "dimension": "mood",
        "baseline": 2.0,
        "target_low": 4.0,
        "starts_on": date(2026, 9, 1),
        "review_on": date(2026, 12, 10),
        "supports": (Support("Gå en tur sammen hver aften", date(2026, 9, 1)),),
    }
    return NewGoal(**{**kept, **changed})


@pytest.fixture
def writer(world, work_of) -> Writer:
    return Writer(world, work_of)


@pytest.fixture
def address(world) -> str:
    return f"/children/{world.children['malik'].id}"


@pytest.fixture
def english(browser):
    """Give `english("sofie")`: a signed-in client that reads English."""

    def english(name: str):
        found = browser(name)
        found.post("/language", {"language": "en", "next": "/account"}, page="/account")
        return found

    return english
