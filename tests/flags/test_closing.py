"""What closes a flag without a person, and what the flags say that are no trends."""

from datetime import timedelta

import pytest

from institution.access.errors import NotAllowedError
from institution.access.policy import Permission
from institution.cases import scope
from institution.flags.models import FlagAnswer
from institution.flags.services import sweep
from institution.logs.models import Shift
from tests.flags.conftest import GOOD, day_ago
from tests.flags.looking import BOTH, all_day, closed, flags, keep_and_look, kinds, raised
from tests.world import NOW, TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")


@BOTH
def test_a_flag_closes_by_itself_when_the_days_are_as_usual_for_a_week(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=7, until=8))
        sweep(work, day_ago(8))
        writer.keep(work, writer.days(7, 0, GOOD))
        assert sweep(work, day_ago(2)).closed == 0
        assert sweep(work, day_ago(1)).closed == 1
        [flag] = flags(work)
        work.session.refresh(flag, ["answers"])
        [answer] = flag.answers
    assert (answer.kind, answer.closes, answer.author_id) == ("recovered", True, None)


def test_a_flag_stays_open_while_days_are_only_a_little_better(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=7, until=8))
        sweep(work, day_ago(8))
        writer.keep(work, writer.days(7, 0, GOOD | {"mood": 3, "calm": 3}))
        assert sweep(work, TODAY).closed == 0


def test_a_flag_stays_open_while_nobody_writes(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=7, until=8))
        sweep(work, day_ago(8))
        sweep(work, TODAY)
        open_kinds = {flag.kind for flag in flags(work)}
        assert "below_usual" in open_kinds
        assert not work.session.scalars(scope.about(FlagAnswer, work, Permission.FLAG_RAISE)).all()


@BOTH
def test_missing_logs_are_raised_and_close_when_the_unit_writes_again(work_of, writer):
    with work_of("nightly") as work:
        writer.keep(work, writer.days(40, 6, GOOD) + all_day(writer, 40, 6))
        assert raised(work) == ["log_gap"]
        [flag] = flags(work)
        assert (flag.evidence["n"], flag.evidence["total"]) == (10, 14)
        writer.keep(work, writer.days(5, 1, GOOD))
        assert sweep(work, TODAY).closed == 1


def test_nothing_is_missing_while_the_child_is_with_its_family(work_of, writer):
    with work_of("nightly") as work:
        away = writer.entry(8, {}, presence="with_family", contact_time=None, shift=Shift.NIGHT)
        writer.keep(work, [*writer.days(40, 9, GOOD), away])
        assert raised(work) == []


def test_a_unit_that_never_wrote_misses_nothing(work_of):
    with work_of("nightly") as work:
        assert raised(work) == []


def test_a_child_who_asks_to_talk_is_heard_at_once(work_of, writer):
    with work_of("nightly") as work:
        log = keep_and_look(work, writer, writer.asking())
        [flag] = flags(work)
    assert (flag.kind, flag.log_id, flag.since) == ("child_asks_to_talk", log.id, TODAY)
    assert flag.respond_by == NOW + timedelta(hours=12)


def test_asking_again_while_nobody_has_answered_raises_no_second_flag(work_of, writer):
    with work_of("nightly") as work:
        keep_and_look(work, writer, writer.asking(1))
        keep_and_look(work, writer, writer.asking(0))
        assert kinds(work) == ["child_asks_to_talk"]


def test_asking_again_after_an_answer_is_heard_again_without_a_pause(work_of, writer):
    with work_of("nightly") as work:
        keep_and_look(work, writer, writer.asking(1))
        closed(work, flags(work)[0], NOW)
        keep_and_look(work, writer, writer.asking(0))
        assert kinds(work) == ["child_asks_to_talk"] * 2


def test_correcting_a_log_does_not_ask_a_second_time(work_of, writer):
    with work_of("nightly") as work:
        first = writer.asking()
        keep_and_look(work, writer, first)
        closed(work, flags(work)[0], NOW)
        keep_and_look(work, writer, writer.asking(corrects_id=first.draft.id))
        assert kinds(work) == ["child_asks_to_talk"]


@BOTH
def test_people_never_raise_flags_themselves(work_of):
    with work_of("sofie") as work, pytest.raises(NotAllowedError):
        sweep(work, TODAY)
