"""Weeks in a foster family: a drop is told once, and ordinary weeks are left alone."""

from datetime import timedelta

import numpy as np
import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.content.flags import flags as content
from institution.flags.models import Flag
from institution.flags.services import on_week
from institution.flags.services.weekly import KIND, THRESHOLD
from institution.fostercare.services.recording import record_week
from institution.stats.change.watch import Watch
from institution.stats.evaluation.happenings import QUIET
from institution.stats.evaluation.homes import homes
from tests.fostercare.filled import LEVELS, MONDAY, week

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")
BOTH = pytest.mark.only_on("sqlite", "postgresql")

LOW = {**LEVELS, "k_learning": 2, "r_relations": 2, "t_safety": 1, "h_everyday": 2}


@pytest.fixture
def pilu(world):
    return world.children["pilu"].id


def written(work_of, pilu, levels: list) -> None:
    """Write some weeks, the last one this week; each is looked at as it arrives."""
    chance = np.random.default_rng(4)
    with work_of("tuko") as work:
        for number, said in enumerate(levels):
            monday = MONDAY - timedelta(weeks=len(levels) - 1 - number)
            shown = {k: min(v + int(chance.random() < 0.2), 5) for k, v in said.items()}
            log = record_week(work, pilu, week(monday, levels=shown))
            work.session.flush()
            on_week(work, log)


def flags_of(work_of, pilu) -> list:
    with work_of("nightly") as work:
        found = scope.about(Flag, work, Permission.FLAG_READ).where(Flag.child_id == pilu)
        return [(flag.kind, flag.since) for flag in work.session.scalars(found)]


def test_weeks_as_usual_raise_nothing(work_of, pilu):
    written(work_of, pilu, [LEVELS] * 24)
    assert flags_of(work_of, pilu) == []


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(("after", "closed"), [([LEVELS], 0), ([LEVELS] * 5, 1), ([LOW] * 3, 0)])
def test_a_point_about_weeks_closes_by_itself_when_they_are_as_usual_again(
    work_of, pilu, after, closed
):
    written(work_of, pilu, [LEVELS] * 20 + [LOW] * 4 + after)
    with work_of("nightly") as work:
        found = scope.about(Flag, work, Permission.FLAG_READ).where(Flag.child_id == pilu)
        flags = work.session.scalars(found).all()
        kinds = [(one.kind, one.closes) for flag in flags for one in flag.answers]
    assert len(flags) == 1
    assert kinds == [("recovered", True)] * closed


@BOTH
def test_a_drop_is_told_once_and_its_coordinator_answers_it(work_of, browser, pilu):
    written(work_of, pilu, [LEVELS] * 20 + [LOW] * 4)
    [(kind, since)] = flags_of(work_of, pilu)
    assert kind == KIND
    assert MONDAY - timedelta(weeks=5) <= since <= MONDAY
    sara = browser("sara")
    desk = sara.get("/foster-families").text
    assert "Ugerne er sværere end ellers" in desk
    [address] = {
        part.split('"')[0] for part in desk.split('href="')[1:] if part.startswith("/flags/")
    }
    assert "Ring og spørg til barnet" in sara.get(address).text
    said = {"kind": "talked_with_home", "text": "Ringede til familien"}
    assert sara.post(address, said, page=address).status_code == 303
    assert browser("tuko").get(address).status_code == 403


def test_its_words_go_to_those_around_a_foster_child():
    assert content().kind(KIND).to == ("foster_coordinator", "caseworker")


def test_few_false_alarms_on_weekly_versions_of_quiet_homes():
    """Fewer than 0.5 in a year of a child; the figures stand in the documentation."""
    ratings = homes(QUIET, 6, 2, 7 * 52).entries.ratings[:, :, :, :4]
    weeks, children = len(ratings) // 7, ratings.shape[1]
    by_week = ratings[: weeks * 7].reshape(weeks, 7, children, -1, 4)
    seen = ~np.isnan(by_week)
    mean = np.nansum(by_week, axis=(1, 3)) / np.maximum(seen.sum(axis=(1, 3)), 1)
    points = np.where(seen.any(axis=(1, 3)), np.rint(mean), np.nan)
    watch, odds = Watch(np.arange(children), 4), []
    for number in range(weeks):
        rows = np.flatnonzero(~np.isnan(points[number]).all(axis=1))
        none = np.zeros(len(rows), dtype=np.int64)
        watch.observe(number, rows, none, none, points[number][rows])
        odds.append(watch.odds().down if number >= 6 else np.full(children, -9.0))
    over = np.array(odds) >= THRESHOLD
    alarms = sum(over[n] & ~over[max(n - 4, 0) : n].any(axis=0) for n in range(weeks)).sum()
    assert alarms / (children * weeks / 52) <= 0.5
