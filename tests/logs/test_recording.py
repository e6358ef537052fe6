"""A log is kept once, where the child lived, as it was written."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import event, select

from institution.access.actor import SET_UP
from institution.access.errors import ConflictError, NotAllowedError, NotReachableError
from institution.access.work import Work
from institution.audit.models import RecordHistory
from institution.cases import services as cases
from institution.logs.models import Shift
from institution.logs.services import (
    ChildAnswer,
    NotBegunError,
    NotLivingHereError,
    OtherContentError,
    RatingsTooLateError,
    UnknownAnswerError,
    as_draft,
    record,
    recorded,
)
from tests.logs.drafts import days_ago, draft, full_draft
from tests.logs.kept_logs import logs
from tests.world import LONG_AGO, NOW, TODAY


def test_a_log_is_read_back_as_it_was_written(world, work_of):
    said = full_draft()
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, said)
    with work_of("ivik") as work:
        (log,) = logs(work, world.children["malik"])
        assert as_draft(log) == said
        assert log.author_id == world.persons["pipaluk"].id
        assert log.received_at == NOW
        assert log.unit_id == world.units["fjord"].id
        assert log.home_id == world.homes["fjord"].id
        assert log.content_version == 1


@pytest.mark.parametrize("name", ["jens", "nuka", "aka"])
def test_only_staff_of_the_unit_who_are_not_kin_write_logs(world, work_of, name):
    with work_of(name) as work, pytest.raises(NotReachableError):
        record(work, world.children["malik"].id, draft())


@pytest.mark.parametrize("name", ["sofie", "ane"])
def test_those_whose_role_never_writes_logs_are_refused(world, work_of, name):
    with work_of(name) as work, pytest.raises(NotAllowedError):
        record(work, world.children["malik"].id, draft())


@pytest.mark.parametrize("name", ["naja", "hans"])
def test_leaders_write_logs_too(world, work_of, name):
    with work_of(name) as work:
        record(work, world.children["malik"].id, draft())


def test_the_same_log_sent_twice_is_kept_once(world, work_of):
    said, child = full_draft(), world.children["malik"]
    with work_of("pipaluk") as work:
        first = record(work, child.id, said).id
    with work_of("pipaluk", NOW + timedelta(minutes=5)) as work:
        again = replace(said, written_at=NOW + timedelta(minutes=5))
        assert record(work, child.id, again).id == first
        (log,) = logs(work, child)
        assert log.received_at == NOW
        history = select(RecordHistory).where(RecordHistory.record_id == first)
        assert len(work.session.scalars(history).all()) == 1


def test_the_same_log_sent_twice_at_once_is_kept_once(world, work_of):
    said, child, at_once = full_draft(), world.children["malik"], Barrier(2)

    def send():
        at_once.wait()
        with work_of("pipaluk") as work:
            return record(work, child.id, said).id

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(send) for _ in range(2)]
        assert {answer.result() for answer in answers} == {said.id}
    with work_of("ivik") as work:
        assert len(logs(work, child)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"note": "Noget andet"},
        {"levels": {"mood": 5}},
        {"handover": ()},
        {"child": None},
        {"chips": {}},
    ],
)
def test_other_content_under_the_same_id_is_refused(world, work_of, change):
    said, child = full_draft(), world.children["malik"]
    with work_of("pipaluk") as work:
        record(work, child.id, said)
    with work_of("pipaluk") as work, pytest.raises(OtherContentError) as refused:
        record(work, child.id, replace(said, **change))
    assert refused.value.log_id == said.id
    assert isinstance(refused.value, ConflictError)


def test_an_id_that_someone_else_has_used_is_refused(world, work_of):
    said = draft()
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, said)
    with work_of("ivik") as work, pytest.raises(OtherContentError):
        record(work, world.children["malik"].id, said)
    with work_of("pipaluk") as work, pytest.raises(OtherContentError) as refused:
        record(work, world.children["aviaja"].id, said)
    assert refused.value.log_id is None


def test_an_id_of_a_child_out_of_reach_is_refused_without_telling(world, work_of):
    said = draft()
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, said)
    with work_of("jens") as work, pytest.raises(OtherContentError) as refused:
        record(work, world.children["nivi"].id, said)
    assert refused.value.log_id is None


def test_two_people_may_write_about_the_same_child_and_shift(world, work_of):
    child = world.children["malik"]
    for name in ("pipaluk", "ivik"):
        with work_of(name) as work:
            record(work, child.id, draft())
    with work_of("sofie") as work:
        assert len({log.author_id for log in logs(work, child)}) == 2


def test_a_shift_that_has_not_begun_is_refused(world, work_of):
    child = world.children["malik"]
    with work_of("pipaluk") as work:
        with pytest.raises(NotBegunError) as refused:
            record(work, child.id, draft(shift=Shift.NIGHT))
        assert refused.value.begins_at == NOW + timedelta(hours=1, minutes=10)
        with pytest.raises(NotBegunError):
            record(work, child.id, draft(day=TODAY + timedelta(days=1)))


def test_a_day_before_the_placement_is_refused(world, work_of):
    early = draft(day=LONG_AGO - timedelta(days=1), levels={})
    with work_of("pipaluk") as work, pytest.raises(NotLivingHereError):
        record(work, world.children["malik"].id, early)


def test_a_log_belongs_to_the_unit_in_which_the_child_lived_that_day(world, work_of):
    nivi = world.children["nivi"]
    with work_of("pipaluk") as work:
        move_in(work, world, nivi, "fjord")
    with work_of("pipaluk") as work:
        log = record(work, nivi.id, draft(levels={}, **days_ago(3)))
        assert log.unit_id == world.units["fjeld"].id


def test_a_day_in_another_home_is_refused(world, work_of):
    inuk = world.children["inuk"]
    with work_of("pipaluk") as work:
        move_in(work, world, inuk, "fjord")
    with work_of("pipaluk") as work:
        record(work, inuk.id, draft())
        with pytest.raises(NotLivingHereError):
            record(work, inuk.id, draft(levels={}, **days_ago(3)))


def move_in(work, world, child, unit):
    """Let the child live in another unit from today."""
    cases.place(Work(work.session, SET_UP, NOW), child, world.units[unit], TODAY)


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"levels": {"beauty": 3}}, "dimension"),
        ({"levels": {"mood": 0}}, "mood"),
        ({"levels": {"mood": 6}}, "mood"),
        ({"levels": {"mood": -1}}, "mood"),
        ({"presence": "gone"}, "presence"),
        ({"contact_time": "a_while"}, "contact_time"),
        ({"attention": "none"}, "attention"),
        ({"chips": {"weather": "fine"}}, "weather"),
        ({"chips": {"meals": {"dinner": "cake"}}}, "meals"),
        ({"chips": {"meals": ["dinner"]}}, "meals"),
        ({"chips": {"health": ["sad"]}}, "health"),
        ({"chips": {"school_attendance": "perhaps"}}, "school_attendance"),
        ({"chips": {"sleep_hours": {"value": 17}}}, "sleep_hours"),
        ({"chips": {"sleep_hours": {"value": 7, "woke_times": -1}}}, "sleep_hours"),
        ({"chips": {"sleep_hours": {"value": 7, "source": "dreamt"}}}, "sleep_hours"),
        ({"chips": {"family_contact": {"who": ["king"]}}}, "family_contact"),
        ({"chips": {"child_voice": 3}}, "child_voice"),
        ({"chips": {"note_source": "rumour"}}, "note_source"),
        ({"child": ChildAnswer("seven_faces", 3)}, "child_scale"),
        ({"child": ChildAnswer("five_faces", 6)}, "child_value"),
        ({"child": ChildAnswer(None, 3)}, "child_value"),
        ({"child": ChildAnswer("five_faces", 3, "everyone")}, "child_shares_with"),
    ],
)
def test_answers_that_the_questions_do_not_have_are_refused(world, work_of, says, field):
    with work_of("pipaluk") as work, pytest.raises(UnknownAnswerError) as refused:
        record(work, world.children["malik"].id, draft(**says))
    assert refused.value.field == field


def test_a_night_with_hours_of_sleep_is_kept(world, work_of):
    slept = {"sleep_hours": {"value": 7.5, "woke_times": 2, "source": "heard"}}
    yesterday = draft(
        day=TODAY - timedelta(days=1), shift=Shift.NIGHT, levels={"sleep": 4}, chips=slept
    )
    with work_of("pipaluk") as work:
        assert record(work, world.children["malik"].id, yesterday).draft.chips == slept


def test_levels_are_taken_until_a_day_after_the_shift_and_words_for_ever(world, work_of):
    child = world.children["malik"]
    open_until = NOW + timedelta(hours=25, minutes=10)
    with work_of("pipaluk", open_until) as work:
        record(work, child.id, draft(written_at=open_until))
    late = open_until + timedelta(minutes=1)
    with work_of("pipaluk", late) as work:
        with pytest.raises(RatingsTooLateError) as refused:
            record(work, child.id, draft(written_at=late))
        assert refused.value.closed_at == open_until
        log = record(work, child.id, draft(levels={}, written_at=late, note="Jeg kom i tanker om"))
        assert (log.draft.day, log.draft.written_at) == (TODAY, late)


def test_levels_written_in_time_on_a_device_that_was_offline_are_taken(world, work_of):
    with work_of("pipaluk", NOW + timedelta(days=3)) as work:
        log = record(work, world.children["malik"].id, draft())
        assert (log.draft.written_at, log.received_at) == (NOW, NOW + timedelta(days=3))


def test_whoever_listens_hears_of_each_log_once(world, work_of):
    heard, said = [], draft()

    def listener(work, log):
        heard.append((work.actor.id, log.id))

    with recorded.connected_to(listener), work_of("pipaluk") as work:
        record(work, world.children["malik"].id, said)
        record(work, world.children["malik"].id, said)
    assert heard == [(world.persons["pipaluk"].id, said.id)]


def test_saving_a_log_costs_one_query(world, work_of, database):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement.split(maxsplit=1)[0])

    event.listen(database.engine, "before_cursor_execute", note)
    with recorded.muted(), work_of("pipaluk") as work:
        record(work, world.children["malik"].id, full_draft())
    assert statements.count("SELECT") == 1
    assert statements.count("INSERT") == 4
