"""What the tests of flags write: weeks of logs about Malik, quickly."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.db.base import new_id
from institution.flags.models import Flag
from institution.flags.services import sweep
from institution.logs.models import Shift
from institution.logs.services.drafts import ChildAnswer, Draft, Place, Written
from institution.logs.services.many import Prepared, keep_many
from tests.world import NOW, TODAY, World

EVERY = ("mood", "calm", "adults")
"""Dimensions rated in day and evening."""
GOOD = dict.fromkeys(EVERY, 4)
HARD = {"mood": 2, "calm": 2, "adults": 4}


class Writer:
    """Writes logs about the children of the world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def place(self, child: str = "malik", unit: str = "fjord") -> Place:
        found, where = self.world.children[child], self.world.units[unit]
        return Place(found.id, found.municipality_id, where.id, where.home_id, "America/Nuuk")

    def entry(self, days_ago: int, levels: Mapping[str, int | None], **options) -> Prepared:
        """Return an evening log; options: `child`, `author`, `unit`, and those of a draft."""
        child, unit = options.pop("child", "malik"), options.pop("unit", "fjord")
        author = self.world.persons[options.pop("author", ("pipaluk", "ivik")[days_ago % 2])].id
        day = TODAY - timedelta(days=days_ago)
        at = datetime(day.year, day.month, day.day, 23, tzinfo=UTC)
        options = {
            "shift": Shift.EVENING,
            "presence": "present",
            "contact_time": "over_3h",
        } | options
        draft = Draft(id=new_id(), day=day, written_at=at, levels=levels, **options)
        return Prepared(draft, self.place(child, unit), Written(author, at, 1))

    def days(self, first: int, last: int, levels, **options) -> list[Prepared]:
        """Return one evening log for each day from `first` to `last` days ago."""
        return [self.entry(ago, levels, **options) for ago in range(first, last - 1, -1)]

    def story(self, hard_days: int, until: int = 0, **options) -> list[Prepared]:
        """Return 66 good days, the newest `hard_days` of them hard, the last `until` days ago."""
        good = self.days(65, until + hard_days, GOOD, **options)
        return good + self.days(until + hard_days - 1, until, HARD, **options)

    def keep(self, work, entries) -> None:
        """Keep the logs without a look."""
        keep_many(work, entries)

    def asking(self, days_ago: int = 0, shares_with: str | None = None, **options) -> Prepared:
        """Return a log in which the child asks to talk."""
        entry = self.entry(days_ago, GOOD, **options)
        answer = ChildAnswer(wants_to_talk=True, shares_with=shares_with)
        return entry._replace(draft=replace(entry.draft, child=answer))


@pytest.fixture
def writer(world) -> Writer:
    return Writer(world)


@pytest.fixture
def drop(stage, work_of, writer):
    """Let Malik's days have fallen six days ago, and the sweep raise it; the id of the flag."""

    def fall():
        with work_of("nightly") as work:
            writer.keep(work, writer.story(hard_days=6) + writer.days(65, 0, GOOD, child="aviaja"))
            sweep(work, TODAY)
            return work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).one().id

    return stage.once("a drop", fall)


def day_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def house_flag(home_id) -> dict:
    """Return what a flag of a house says."""
    return {
        "home_id": home_id,
        "kind": "whole_home_strain",
        "raised_at": NOW,
        "day": TODAY,
        "since": day_ago(6),
        "respond_by": NOW + timedelta(days=3),
        "content_version": 2,
        "evidence": {"n": 4, "total": 7, "chance": 0.0027},
    }
