"""The numbers of a child's page, against days made by hand."""

from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import event

from institution.access.errors import NotAllowedError
from institution.content.daily_log import daily_log
from institution.logs.models import Shift
from institution.plans.services import Support
from institution.trends.services import Happened, Period, child_days
from tests.trends.conftest import goal
from tests.world import TODAY

KEYS = daily_log().dimension_keys
MOOD = KEYS.index("mood")


@pytest.fixture
def count(work_of, world):
    """Give `count(period, by)`: what a reader's page says in numbers."""

    def count(period: Period = Period.TWELVE_WEEKS, by: str = "sofie"):
        with work_of(by) as work:
            return child_days(work, world.children["malik"].id, period)

    return count


def mood(days):
    return days.course.levels[:, MOOD]


def test_twelve_weeks_begin_on_a_monday_and_end_today(count):
    window = count().course.window
    assert date.fromordinal(window.first).weekday() == 0
    assert (TODAY.toordinal() - window.first) // 7 + 1 == 12
    assert window.last == TODAY.toordinal()


def test_the_whole_time_begins_with_the_first_log(count, writer):
    writer.keep(writer.day(400, {"mood": 3}))
    window = count(Period.ALL).course.window
    assert 0 <= TODAY.toordinal() - 400 - window.first < 7


def test_the_whole_time_of_a_child_without_logs_is_four_weeks(count):
    assert count(Period.ALL).course.window == count(Period.FOUR_WEEKS).course.window


def test_a_day_is_the_mean_of_its_shifts(count, writer):
    writer.keep(
        writer.day(1, {"mood": 4}), writer.day(1, {"mood": 3}, shift=Shift.DAY, author="ivik")
    )
    assert mood(count())[-2] == 3.5


def test_under_an_hour_is_an_open_mark_and_no_part_of_the_day(count, writer):
    writer.keep(writer.day(1, {"mood": 1}, contact_time="under_1h"))
    course = count().course
    assert np.isnan(course.levels[-2, MOOD])
    assert course.open[-2, MOOD] == 1


def test_a_week_has_a_value_from_four_days_on(count, writer):
    writer.days(6, 3, 4)
    writer.days(13, 11, 2)
    weeks = count().course.weeks
    assert np.isnan(weeks.medians[-2, MOOD])
    assert weeks.medians[-1, MOOD] == 4
    assert weeks.days[-2:, MOOD].tolist() == [3, 4]


def test_the_adults_behind_a_week_are_different_people(count, writer):
    writer.days(6, 4, 4)
    writer.days(3, 3, 4, author="ivik")
    days = count().course
    assert days.week_adults[-1, MOOD] == 2
    assert days.adults[MOOD] == 2


def test_adults_behind_the_word_are_those_of_two_weeks(count, writer):
    writer.days(14, 14, 4, author="naja")
    writer.days(13, 13, 4, author="ivik")
    writer.days(12, 5, 4)
    assert count().course.adults[MOOD] == 2


def test_a_drop_is_seen_against_the_childs_own_usual(count, writer):
    writer.days(60, 10, 4)
    writer.days(9, 0, 2)
    found = count()
    assert found.course.standings[MOOD] == ("below", 10, 0, 14)
    assert found.course.low[-1, MOOD] == 3.5
    assert found.course.high[-1, MOOD] == 4.5


def test_what_is_usual_is_made_of_days_before_those_shown(count, writer):
    writer.days(120, 0, 4)
    found = count(Period.FOUR_WEEKS)
    assert not np.isnan(found.course.low[:, MOOD]).any()


def test_nothing_is_usual_in_the_first_six_weeks_of_a_new_home(count, writer):
    writer.move("syd", TODAY - timedelta(days=20))
    writer.days(120, 0, 4)
    found = count()
    assert found.settling
    assert found.since == TODAY - timedelta(days=20)
    assert found.course.standings[MOOD].word == "unknown"
    assert np.isnan(found.course.low[-1, MOOD])
    assert not np.isnan(found.course.low[-5, MOOD])
    moves = [mark for mark in found.marks if mark.what is Happened.MOVED]
    assert moves[-1].words == "Huset mod syd, Syd"


def test_another_unit_of_the_same_home_is_no_new_home(count, writer):
    writer.move("fjeld", TODAY - timedelta(days=20))
    found = count()
    assert not found.settling
    assert found.since == date(2025, 9, 1)
    assert found.stay.unit == "Fjeld"


def test_staff_count_what_their_own_home_wrote(count, writer):
    writer.days(10, 6, 2, unit="syd")
    writer.days(5, 0, 4)
    assert np.nansum(mood(count(by="sofie"))) == 5 * 2 + 6 * 4
    assert np.nansum(mood(count(by="pipaluk"))) == 6 * 4


def test_the_childs_answers_are_no_part_of_the_days(count, writer):
    writer.answer(2, 1)
    writer.answer(1, 5)
    found = count()
    assert np.isnan(found.course.levels).all()
    [voice] = found.voices
    assert [(one.value, one.height) for one in voice.said] == [(1, 0.0), (5, 1.0)]


def test_skipping_is_counted_and_not_drawn(count, writer):
    writer.answer(2, None)
    writer.answer(1, 3)
    [voice] = count().voices
    assert (len(voice.said), voice.skipped) == (1, 1)


def test_answers_far_apart_or_of_another_scale_are_not_joined(count, writer):
    for ago, options in ((40, {}), (20, {}), (10, {}), (5, {"scale": "three_faces"})):
        writer.answer(ago, 2, **options)
    [voice] = count().voices
    assert [len(run) for run in voice.runs()] == [1, 2, 1]


def test_the_ladder_is_a_picture_of_its_own(count, writer):
    writer.answer(3, 10, scale="life_ladder")
    writer.answer(2, 2)
    faces, ladder = count().voices
    assert (faces.kind, ladder.kind) == ("faces", "ladder")
    assert ladder.said[0].height == 1.0


def test_a_goal_is_compared_with_its_path(count, writer):
    writer.plan(goal())
    writer.days(6, 0, 3)
    [found] = count().goals
    gone = (TODAY - date(2026, 9, 1)).days / 100
    assert found.now == 3.0
    assert found.expected == pytest.approx(2 + 2 * gone)
    assert found.share(found.now) == 50
    assert found.share(found.expected) == pytest.approx(100 * gone)
    assert found.on_the_way is True


def test_a_goal_behind_its_path_is_said_to_be(count, writer):
    writer.plan(goal())
    writer.days(6, 0, 2)
    assert count().goals[0].on_the_way is False


def test_less_can_be_better(count, writer):
    writer.plan(goal(baseline=4.0, target_low=None, target_high=2.0))
    writer.days(6, 0, 2)
    [found] = count().goals
    assert (found.target, found.share(found.now), found.on_the_way) == (2.0, 100, True)


def test_a_goal_inside_its_band_is_to_be_kept(count, writer):
    writer.plan(goal(baseline=4.0, target_low=3.0, target_high=5.0))
    writer.days(6, 0, 4)
    [found] = count().goals
    assert (found.target, found.share(found.now)) == (4.0, 100)


@pytest.mark.parametrize(
    "changed",
    [
        {"baseline": None},
        {"target_low": None},
        {"dimension": None, "measure": "samtaler om ugen"},
        {"starts_on": TODAY - timedelta(days=3)},
    ],
)
def test_what_is_not_known_of_a_goal_is_not_made_up(count, writer, changed):
    writer.plan(goal(**changed))
    writer.days(6, 0, 3)
    assert count().goals[0].on_the_way is None


def test_a_goal_without_newer_weeks_has_no_now(count, writer):
    writer.plan(goal())
    writer.days(60, 50, 3)
    assert count().goals[0].now is None


def test_marks_are_those_of_the_plan_that_holds(count, writer):
    writer.plan(goal())
    writer.plan(
        goal(supports=(Support("Læse sammen", date(2026, 9, 1)),)),
        builds_on=1,
        begins=date(2026, 10, 1),
    )
    found = [(mark.what, mark.words, mark.day) for mark in count().marks]
    assert (Happened.PLAN, "2", date(2026, 10, 1)) in found
    assert (Happened.SUPPORT, "Læse sammen", date(2026, 9, 1)) in found
    assert not any("tur" in words for _, words, _ in found)


def test_any_amount_takes_the_same_number_of_queries(count, writer, database):
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    def queries() -> int:
        asked.clear()
        count()
        return len(asked)

    empty = queries()
    writer.plan(goal(), goal(dimension="sleep"), goal(dimension="calm"))
    writer.days(130, 0, 4)
    writer.answer(1, 3)
    assert queries() == empty


def test_who_may_not_see_trends_is_refused(count):
    with pytest.raises(NotAllowedError):
        count(by="ane")
