"""What a look leaves out: other places, days away, the first weeks, and what was told already."""

from datetime import timedelta

import pytest

from institution.flags.services import choose
from institution.flags.services.days import read
from institution.flags.services.period import Period
from institution.flags.services.residence import residences
from institution.logs.models import Shift
from tests.flags.conftest import GOOD, HARD, day_ago
from tests.flags.looking import closed, keep_and_look, kinds, move, raised, raised_earlier
from tests.world import NOW, TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")


def test_nothing_is_raised_while_a_child_settles_in(work_of, writer, world):
    with work_of("nightly") as work:
        move(world, work, "malik", "fjord", days_ago=41)
        writer.keep(work, writer.story(hard_days=6))
        assert raised(work) == []


def test_trend_flags_begin_after_42_days(work_of, writer, world):
    with work_of("nightly") as work:
        move(world, work, "malik", "fjord", days_ago=42)
        writer.keep(work, writer.story(hard_days=6))
        assert raised(work) == ["below_usual"]


def test_nothing_is_raised_while_the_child_is_away(work_of, writer):
    with work_of("nightly") as work:
        away = writer.entry(0, {}, presence="with_family", contact_time=None, shift=Shift.NIGHT)
        late = writer.story(hard_days=7, until=1)
        writer.keep(work, [*late, away])
        assert raised(work) == []


def test_what_an_earlier_home_wrote_counts_for_nothing(work_of, writer, world):
    with work_of("nightly") as work:
        move(world, work, "malik", "syd", days_ago=400)
        move(world, work, "malik", "fjord", days_ago=30)
        writer.keep(work, writer.days(40, 31, GOOD, unit="syd") + writer.days(30, 0, GOOD))
        [malik] = [one for one in residences(work, TODAY) if one.came == day_ago(30)]
        days = read(work, [malik], Period.until(TODAY, 60))
        assert len(days.logs.day) == 31
        assert days.logs.day.min() == 60 - 31


def test_moving_to_another_unit_of_the_home_keeps_what_was_written_there(work_of, writer, world):
    with work_of("nightly") as work:
        move(world, work, "malik", "fjeld", days_ago=50)
        before = writer.days(65, 51, GOOD) + writer.days(50, 6, GOOD, unit="fjeld")
        writer.keep(work, before + writer.days(5, 0, HARD, unit="fjeld"))
        assert raised(work) == ["below_usual"]


@pytest.mark.parametrize(("per_year", "told"), [(0.5, []), (2.0, ["below_usual"])])
def test_what_the_home_chose_holds_for_a_log_that_arrives(work_of, world, writer, per_year, told):
    soft = {**GOOD, "mood": 3, "calm": 3}
    with work_of("hans") as work:
        choose(work, world.units["fjord"].home_id, per_year)
    with work_of("nightly") as work:
        writer.keep(work, writer.days(65, 5, GOOD) + writer.days(4, 1, soft))
        keep_and_look(work, writer, writer.entry(0, soft))
        assert kinds(work) == told


def test_at_most_two_trend_flags_are_open_for_a_child(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        raised_earlier(work, writer, "sustained_low_one", "peers")
        raised_earlier(work, writer, "slow_drift", "everyday")
        assert raised(work) == []


@pytest.mark.parametrize(("days", "told"), [(13, []), (14, ["below_usual"])])
def test_the_same_flag_pauses_for_two_weeks_after_it_was_closed(work_of, writer, days, told):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        flag = raised_earlier(work, writer, "below_usual", "mood", "peers")
        closed(work, flag, NOW - timedelta(days=days))
        assert raised(work) == told


def test_a_second_change_of_the_same_kind_is_told_beside_an_open_flag(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        raised_earlier(work, writer, "below_usual", "sleep")
        assert raised(work) == ["below_usual"]


def test_a_change_that_an_open_flag_tells_is_not_told_again(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6))
        raised_earlier(work, writer, "slow_drift", "mood", "calm")
        assert raised(work) == []
