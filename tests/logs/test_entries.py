"""Many logs read at once as arrays."""

from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import event

from institution.access.errors import NotAllowedError
from institution.access.policy import Permission
from institution.cases import scope
from institution.content.daily_log import daily_log
from institution.db import schema
from institution.logs.models import Shift, ShiftLog
from institution.logs.services import ChildAnswer, record
from institution.logs.services.drafts import Place, Written
from institution.logs.services.entries import SHIFTS, Answer, answers, entries, levels_of
from institution.logs.services.entries.arrays import Reading
from institution.logs.services.levels import levels_in
from institution.logs.services.many import Prepared, keep_many
from tests.logs.drafts import days_ago, draft
from tests.world import NOW, TODAY

READ = Permission.TREND_READ
WEEK_AGO = TODAY - timedelta(days=7)
KEYS = daily_log().dimension_keys


@pytest.fixture
def malik(world):
    return world.children["malik"].id


def keep(work_of, child_id, *drafts, by="pipaluk"):
    for one in drafts:
        with work_of(by, one.written_at) as work:
            record(work, child_id, one)


def read(work_of, *child_ids, by="sofie", since=WEEK_AGO, until=TODAY):
    with work_of(by) as work:
        return entries(work, READ, child_ids, since, until)


def level_of(found, key):
    return found.logs.levels[:, KEYS.index(key)].tolist()


def ids(found):
    return found.log_ids(found.logs.log)


def test_each_log_is_a_row_with_its_levels(work_of, malik, world):
    keep(work_of, malik, draft(levels={"mood": 4, "calm": None, "sleep": 1}, shift=Shift.DAY))
    found = read(work_of, malik)
    assert level_of(found, "mood") == [4.0]
    assert level_of(found, "sleep") == [1.0]
    assert np.isnan(level_of(found, "calm")).all()
    assert found.logs.day.tolist() == [TODAY.toordinal()]
    assert SHIFTS[found.logs.shift[0]] is Shift.DAY
    assert found.raters == (world.persons["pipaluk"].id,)
    assert found.children == (malik,)


def test_every_level_of_every_dimension_comes_back_as_it_was_given(work_of, malik):
    given = {key: (number % 5) + 1 for number, key in enumerate(KEYS)}
    keep(work_of, malik, draft(levels=given))
    found = read(work_of, malik)
    assert dict(zip(KEYS, found.logs.levels[0].tolist(), strict=True)) == given
    ratings = found.ratings(TODAY.toordinal())
    assert ratings.dimension.tolist() == [*range(len(KEYS))]
    assert ratings.level.tolist() == [*given.values()]


def test_the_levels_of_a_log_say_what_its_ratings_say(work_of, malik):
    one = draft(levels={"calm": None, "mood": 4})
    keep(work_of, malik, one)
    with work_of("sofie") as work:
        log = work.session.scalar(scope.about(ShiftLog, work, READ).where(ShiftLog.id == one.id))
        assert levels_in(log.levels) == {r.dimension: r.level for r in log.ratings}


def test_a_dimension_that_the_content_no_longer_has_is_left_out(world):
    child, log, author = (str(world.children["malik"].id),) * 3
    reading = Reading((world.children["malik"].id,), ["mood"])
    reading.take([child, log, "2026-11-22", "0", author, "2", "gone=3 mood=4"])
    assert reading.entries().logs.levels.tolist() == [[4.0]]


def test_only_ratings_after_an_hour_together_count(work_of, malik):
    keep(
        work_of,
        malik,
        draft(contact_time="under_1h", **days_ago(2)),
        draft(contact_time="h1_to_3", **days_ago(1)),
        draft(presence="with_family", contact_time=None, levels={}),
    )
    found = read(work_of, malik)
    order = np.argsort(found.logs.day)
    assert found.logs.used[order].tolist() == [False, True, False]
    assert found.logs.present[order].tolist() == [True, True, False]


def test_one_dimension_read_alone_says_what_it_says_among_all(work_of, malik, world):
    keep(
        work_of,
        malik,
        draft(levels={"mood": 2, "calm": 5}, contact_time="under_1h", **days_ago(2)),
        draft(levels={"calm": None, "mood": 3}, **days_ago(1)),
        draft(levels={"mood": 4}),
    )
    days = WEEK_AGO, TODAY
    with work_of("sofie") as work:
        among = entries(work, READ, [malik], *days).ratings(WEEK_AGO.toordinal())
        for key in ("mood", "calm", "sleep"):
            alone = levels_of(work, READ, malik, key, days)
            same = among.rows(among.dimension == KEYS.index(key))
            assert sorted(zip(alone.day, alone.level, alone.used, strict=True)) == sorted(
                zip(same.day, same.level, same.used, strict=True)
            )
        assert len(levels_of(work, READ, world.children["aviaja"].id, "mood", days).level) == 0


def test_a_log_without_ratings_is_a_log_all_the_same(work_of, malik):
    keep(work_of, malik, draft(presence="hospital", contact_time=None, levels={}))
    found = read(work_of, malik)
    assert np.isnan(found.logs.levels).all()
    assert len(found.kept_ids) == 1


def test_what_was_corrected_is_left_out(work_of, malik):
    wrong = draft(levels={"mood": 1})
    right = draft(levels={"mood": 4}, corrects_id=wrong.id, correction_reason="Forkert barn")
    keep(work_of, malik, wrong, right)
    found = read(work_of, malik)
    assert level_of(found, "mood") == [4.0]
    assert ids(found) == [right.id]


def test_days_outside_the_time_are_left_out(work_of, malik):
    keep(work_of, malik, draft(**days_ago(8)), draft(**days_ago(7)), draft(**days_ago(1)))
    found = read(work_of, malik, until=TODAY - timedelta(days=1))
    assert sorted(TODAY.toordinal() - found.logs.day) == [1, 7]


def test_children_are_numbered_as_they_were_asked_for(work_of, malik, world):
    aviaja = world.children["aviaja"].id
    keep(work_of, malik, draft(levels={"mood": 2}))
    keep(work_of, aviaja, draft(levels={"mood": 5}))
    found = read(work_of, aviaja, malik)
    ratings = found.ratings(WEEK_AGO.toordinal())
    assert dict(zip(ratings.child.tolist(), ratings.level.tolist(), strict=True)) == {0: 5, 1: 2}
    assert set(ratings.day.tolist()) == {7}


def test_each_row_knows_its_own_log(work_of, malik, world):
    aviaja = world.children["aviaja"].id
    of_malik = [draft(shift=shift, **days_ago(day)) for day in (3, 1) for shift in SHIFTS[:2]]
    of_aviaja = [draft(**days_ago(2)), draft(shift=Shift.DAY)]
    keep(work_of, malik, *of_malik)
    keep(work_of, aviaja, *of_aviaja)
    found = read(work_of, aviaja, malik)
    columns = (found.logs.child, found.logs.day, found.logs.shift)
    rows = zip(ids(found), *(column.tolist() for column in columns), strict=True)
    assert len(found.kept_ids) == 6
    assert {one[0]: one[1:] for one in rows} == {
        one.id: (number, one.day.toordinal(), SHIFTS.index(one.shift))
        for number, drafts in enumerate((of_aviaja, of_malik))
        for one in drafts
    }


def test_nothing_comes_from_children_out_of_reach(work_of, malik, world):
    keep(work_of, malik, draft())
    assert len(read(work_of, malik, by="karl").kept_ids) == 0
    assert len(read(work_of, malik, by="aka").kept_ids) == 0
    with pytest.raises(NotAllowedError):
        read(work_of, malik, by="ane")


def test_staff_see_what_their_own_home_wrote(work_of, malik, world):
    elsewhere = world.units["syd"]
    child = world.children["malik"]
    place = Place(child.id, child.municipality_id, elsewhere.id, elsewhere.home_id, "America/Nuuk")
    with work_of("pipaluk") as work:
        keep_many(work, [Prepared(draft(), place, Written(work.actor.id, NOW, 1))])
    assert len(read(work_of, malik, by="sofie").kept_ids) == 1
    assert len(read(work_of, malik, by="pipaluk").kept_ids) == 0


def test_only_children_of_whom_something_was_read_are_looked_up(work_of, malik, world):
    keep(work_of, malik, draft())
    with work_of("sofie") as work:
        entries(work, READ, [malik, world.children["aviaja"].id], WEEK_AGO, TODAY)
        assert work.looked_up == {malik}


def test_any_number_of_logs_takes_one_query(work_of, malik, database):
    keep(work_of, malik, *(draft(**days_ago(days)) for days in range(7)))
    asked = []
    with work_of("sofie") as work:
        work.session.connection()
        event.listen(database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
        entries(work, READ, [malik], WEEK_AGO, TODAY)
    assert len(asked) == 1


def test_no_children_are_no_entries(work_of):
    found = read(work_of)
    assert (len(found.logs.levels), ids(found)) == (0, [])


def said(value, shares=None, scale="five_faces"):
    return ChildAnswer(scale, value, shares, False, False, None)


def told(work_of, child_id, by):
    with work_of(by) as work:
        return answers(work, READ, child_id, WEEK_AGO, TODAY)


def test_the_childs_answers_come_with_their_scale_and_day(work_of, malik):
    keep(work_of, malik, draft(child=said(4), **days_ago(1)), draft(child=said(None)), draft())
    assert told(work_of, malik, "sofie") == [
        Answer(malik, TODAY - timedelta(days=1), "five_faces", 4),
        Answer(malik, TODAY, "five_faces", None),
    ]


@pytest.mark.parametrize(
    ("shares", "readers"),
    [
        (None, {"sofie", "ivik", "pipaluk"}),
        ("home_and_caseworker", {"sofie", "ivik", "pipaluk"}),
        ("contact_adult_only", {"ivik"}),
        ("caseworker_only", {"sofie"}),
    ],
)
def test_an_answer_is_shown_to_whom_the_child_chose(work_of, malik, shares, readers):
    keep(work_of, malik, draft(child=said(2, shares)))
    found = {by for by in ("sofie", "ivik", "pipaluk") if told(work_of, malik, by)}
    assert found == readers


@pytest.mark.own_stage
def test_levels_are_written_beside_the_ratings_of_logs_that_were_there_before(
    work_of, malik, database
):
    keep(work_of, malik, draft(levels={"calm": None, "mood": 4}), draft(levels={}, **days_ago(1)))
    before = texts(database)
    schema.downgrade(database.engine, "0003")
    schema.upgrade(database.engine)
    assert texts(database) == before == ["", "calm=- mood=4"]


def texts(database):
    with database.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT levels FROM shift_logs ORDER BY levels")
        return [row[0] for row in found]
