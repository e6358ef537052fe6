"""Who answers, what an answer needs, and that two at once do not get in each other's way."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from institution.access.actor import NIGHTLY
from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.db.base import new_id
from institution.flags import services
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services import NewAnswer, answer, sweep
from institution.logs.services import record, recorded
from tests.flags.conftest import GOOD, HARD
from tests.world import NOW, TODAY


@pytest.mark.parametrize("name", ["sofie", "ivik", "naja", "hans"])
def test_those_who_answer_for_the_child_answer(work_of, drop, name):
    with work_of(name) as work:
        given = answer(work, drop, NewAnswer(new_id(), "asked_child", text="Han er træt."))
        work.session.flush()
        assert given.author_id == work.actor.id
        assert (given.closes, given.answered_at, given.text) == (False, NOW, "Han er træt.")


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("pipaluk", NotAllowedError),
        ("ane", NotAllowedError),
        ("karl", NotReachableError),
    ],
)
def test_nobody_else_answers(work_of, drop, name, error):
    with work_of(name) as work, pytest.raises(error):
        answer(work, drop, NewAnswer(new_id(), "asked_child"))


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewAnswer(new_id(), "punish"), services.UnknownAnswerError),
        (NewAnswer(new_id(), "close", reason="tired"), services.UnknownAnswerError),
        (NewAnswer(new_id(), "close"), services.ReasonMissingError),
        (NewAnswer(new_id(), "act"), services.TextMissingError),
        (NewAnswer(new_id(), "close", reason="not_relevant"), services.TextMissingError),
    ],
)
def test_an_answer_that_is_not_whole_is_refused(work_of, drop, new, error):
    with work_of("sofie") as work, pytest.raises(error):
        answer(work, drop, new)


def test_the_words_of_an_answer_are_sealed(work_of, drop, database):
    with work_of("sofie") as work:
        answer(work, drop, NewAnswer(new_id(), "act", text="Nattely hos mormor"))
    with work_of("sofie") as work:
        [kept] = work.session.scalars(scope.about(FlagAnswer, work, Permission.FLAG_READ))
        assert b"mormor" not in kept.text_sealed
        assert kept.text == "Nattely hos mormor"


def test_two_who_look_at_the_same_child_at_once_raise_one_flag(database, work_of, writer, world):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6) + writer.days(65, 0, GOOD, child="aviaja"))
    ready, faults = threading.Barrier(2), []

    def look():
        try:
            ready.wait(5)
            with database.writing() as session:
                sweep(Work(session, NIGHTLY, NOW), TODAY)
                session.commit()
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert faults == []
    with work_of("nightly") as work:
        assert len(work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).all()) == 1


def test_two_who_write_about_the_same_child_at_once_raise_one_flag(
    database, work_of, writer, world
):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6, until=1))
    ready, faults = threading.Barrier(2), []

    def write(name):
        try:
            entry = writer.entry(0, HARD)
            draft = replace(entry.draft, written_at=NOW - timedelta(minutes=5))
            ready.wait(5)
            with database.writing() as session:
                record(world.work(session, name), world.children["malik"].id, draft)
                session.commit()
        except Exception as error:
            faults.append(error)

    _connected()
    threads = [threading.Thread(target=write, args=(name,)) for name in ("pipaluk", "ivik")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert faults == []
    with work_of("nightly") as work:
        assert len(work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).all()) == 1


def _connected():
    """Let logs be looked at as they are in the application."""
    recorded.connect(services.on_log)
