from datetime import timedelta

import pytest

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.cases import services as cases
from institution.db.base import new_id
from institution.handover.services import (
    NewLine,
    NewNote,
    NewTask,
    NothingSaidError,
    ReasonMissingError,
    UnknownOwnerError,
    add_line,
    add_note,
    colleagues,
    handover,
    set_task,
    sign,
    step,
    unread,
)
from institution.logs.models import Shift
from institution.logs.services import Line, NotBegunError, UnknownAnswerError, When, record
from tests.logs.drafts import draft
from tests.world import NOW, TODAY

EVENING = When(TODAY, Shift.EVENING)
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def fjord(world):
    return world.units["fjord"].id


@pytest.fixture
def malik(world):
    return world.children["malik"]


def line(text="Varmen i gangen er slået fra.", **says):
    return NewLine(new_id(), text, NOW, **says)


def note(child, **says):
    return NewNote(new_id(), child.id, NOW, **says)


def task(text="Ring til rederiet om færgen.", **says):
    return NewTask(new_id(), text, NOW, **says)


def test_what_a_log_says_stands_in_the_handover_beside_what_was_added(work_of, fjord, malik):
    lines = (Line("do", "Ring til mor"), Line("worked", "En tur ved havnen"))
    with work_of("pipaluk") as work:
        kept = record(work, malik.id, draft(handover=lines, attention="extra"))
    with work_of("ivik", NOW + timedelta(minutes=5)) as work:
        add_note(work, fjord, EVENING, NewNote(new_id(), malik.id, work.now, do="Find støvlerne"))
        aviaja, about = handover(work, fjord, EVENING).children
        of_log, added = about.said
    assert (of_log.attention, of_log.do, of_log.worked) == (
        "extra",
        "Ring til mor",
        "En tur ved havnen",
    )
    assert (of_log.log_id, of_log.who) == (kept.id, "Pipaluk Møller")
    assert (added.do, added.log_id, added.who) == ("Find støvlerne", None, "Ivik Lynge")
    assert (about.says, about.missing) == (True, False)
    assert (aviaja.says, aviaja.missing, aviaja.said) == (False, True, ())


def test_two_who_write_at_once_lose_nothing_and_sending_again_doubles_nothing(work_of, fjord):
    first, second = line("Døren binder."), line("Der er frost i nat.")
    with work_of("pipaluk") as work:
        add_line(work, fjord, EVENING, first)
    with work_of("ivik") as work:
        add_line(work, fjord, EVENING, second)
    with work_of("pipaluk") as work:
        add_line(work, fjord, EVENING, first)
        assert [one.line.text for one in handover(work, fjord, EVENING).lines] == [
            "Døren binder.",
            "Der er frost i nat.",
        ]
    with work_of("ivik") as work, pytest.raises(ConflictError):
        add_line(work, fjord, EVENING, first)


def test_a_line_for_the_whole_house_is_read_in_every_unit_of_the_home(work_of, world, fjord):
    with work_of("pipaluk") as work:
        add_line(work, fjord, EVENING, line("Vandet lukkes kl. 10.", whole_house=True))
        add_line(work, fjord, EVENING, line("Kun for os."))
    with work_of("jens") as work:
        (read,) = handover(work, world.units["fjeld"].id, EVENING).lines
        assert (read.line.text, read.unit, read.who) == (
            "Vandet lukkes kl. 10.",
            "Fjord",
            "Pipaluk Møller",
        )


def test_a_correction_replaces_a_line_once_and_both_stay_readable(work_of, fjord):
    old = line("Vandet lukkes kl. 10.", whole_house=True)
    with work_of("pipaluk") as work:
        add_line(work, fjord, EVENING, old)
        with pytest.raises(ReasonMissingError):
            add_line(work, fjord, EVENING, line("Kl. 11", corrects_id=old.id))
        with pytest.raises(NotReachableError):
            add_line(work, fjord, EVENING, line("Kl. 11", corrects_id=new_id(), reason="Tiden"))
    new = line("Vandet lukkes kl. 11.", corrects_id=old.id, reason="Forkert tid")
    with work_of("ivik") as work:
        add_line(work, fjord, EVENING, new)
        add_line(work, fjord, EVENING, new)
        (read,) = handover(work, fjord, EVENING).lines
        assert (read.line.text, read.line.whole_house) == ("Vandet lukkes kl. 11.", True)
        assert [one.text for one in read.replaces] == ["Vandet lukkes kl. 10."]
    with work_of("pipaluk") as work, pytest.raises(ConflictError):
        add_line(work, fjord, EVENING, line("Igen", corrects_id=old.id, reason="Tiden"))


def test_nothing_is_kept_that_says_nothing_or_is_not_asked(work_of, world, fjord, malik):
    with work_of("pipaluk") as work:
        with pytest.raises(NothingSaidError):
            add_line(work, fjord, EVENING, line(""))
        with pytest.raises(NothingSaidError):
            add_note(work, fjord, EVENING, note(malik))
        with pytest.raises(UnknownAnswerError):
            add_note(work, fjord, EVENING, note(malik, attention="shouting"))
        with pytest.raises(NotReachableError):
            add_note(work, fjord, EVENING, note(world.children["nivi"], do="Noget"))
        with pytest.raises(NotBegunError):
            add_line(work, fjord, EVENING.after(), line())


def test_the_kin_of_a_child_read_the_handover_without_it(work_of, fjord, malik):
    with work_of("pipaluk") as work:
        add_note(work, fjord, EVENING, note(malik, do="Ring til mor"))
        set_task(work, fjord, task("Køb støvler", child_id=malik.id))
    with work_of("aka") as work:
        found = handover(work, fjord, EVENING)
        assert [one.child.name for one in found.children] == ["Aviaja Rosing"]
        assert found.tasks == ()
        with pytest.raises(NotReachableError):
            add_note(work, fjord, EVENING, note(malik, do="Noget"))
        with pytest.raises(NotReachableError):
            set_task(work, fjord, task(child_id=malik.id))


@pytest.mark.parametrize("name", ["jens", "nuka"])
def test_the_handover_of_another_unit_is_not_found(work_of, fjord, name):
    with work_of(name) as work:
        for tried in (handover, sign):
            with pytest.raises(NotReachableError):
                tried(work, fjord, EVENING)
        with pytest.raises(NotReachableError):
            add_line(work, fjord, EVENING, line())


def test_a_task_is_carried_on_until_it_is_done(work_of, world, fjord, malik):
    ivik = world.persons["ivik"].id
    new = task("Køb støvler", child_id=malik.id, owner_id=ivik, due_at=NOW + timedelta(hours=1))
    with work_of("pipaluk") as work:
        set_task(work, fjord, new)
        set_task(work, fjord, new)
        set_task(work, fjord, task())
    two_days = NOW + timedelta(days=2)
    then = When(TODAY + timedelta(days=2), Shift.EVENING)
    with work_of("ivik", two_days) as work:
        first, second = handover(work, fjord, then).tasks
        assert (first.task.text, first.child.name) == ("Køb støvler", "Malik Kreutzmann")
        assert (first.owner, second.owner) == ("Ivik Lynge", "")
        assert (first.is_late(work.now), second.is_late(work.now)) == (True, False)
        step(work, fjord, new.id, done=True)
        step(work, fjord, new.id, done=True)
    with work_of("pipaluk", two_days + timedelta(minutes=1)) as work:
        still, done = handover(work, fjord, then).tasks
        assert (still.done_at, done.done_by, done.done_at) == (None, "Ivik Lynge", two_days)
        assert [one.task.text for one in handover(work, fjord, EVENING).tasks] == [
            "Ring til rederiet om færgen.",
            "Køb støvler",
        ]
    with work_of("pipaluk", two_days + timedelta(hours=3)) as work:
        assert [one.done_at for one in handover(work, fjord, then.after()).tasks] == [None]
        step(work, fjord, new.id, done=False)
        assert len(handover(work, fjord, then.after()).tasks) == 2


def test_only_those_who_work_in_the_unit_own_its_tasks(work_of, world, fjord):
    with work_of("pipaluk") as work:
        unit = cases.unit(work, Permission.HANDOVER_WRITE, fjord)
        assert [name for _, name in colleagues(work, unit)] == [
            "Aka Heilmann",
            "Hans Petersen",
            "Ivik Lynge",
            "Naja Olsen",
            "Pipaluk Møller",
        ]
        with pytest.raises(UnknownOwnerError):
            set_task(work, fjord, task(owner_id=world.persons["jens"].id))
        with pytest.raises(NotReachableError):
            step(work, fjord, new_id(), done=True)


def test_each_who_reads_signs_and_is_told_what_came_later(work_of, fjord, malik):
    with work_of("pipaluk") as work:
        add_line(work, fjord, EVENING, line())
    with work_of("ivik", LATER) as work:
        sign(work, fjord, EVENING)
    with work_of("pipaluk", LATER + timedelta(minutes=9)) as work:
        add_note(work, fjord, EVENING, note(malik, do="Ring til mor"))
    with work_of("ivik", LATER + timedelta(hours=1)) as work:
        found = handover(work, fjord, EVENING)
        assert (found.mine, found.changed) == (LATER, True)
        sign(work, fjord, EVENING)
        found = handover(work, fjord, EVENING)
        assert ([one.name for one in found.read_by], found.changed) == (["Ivik Lynge"], False)
    with work_of("pipaluk", LATER) as work:
        found = handover(work, fjord, EVENING)
        assert (found.mine, found.changed) == (None, False)


def test_a_handover_that_nobody_has_read_waits_until_somebody_does(work_of, fjord, malik):
    def waiting(hours, name="naja"):
        with work_of(name, NOW + timedelta(hours=hours)) as work:
            return unread(work, cases.unit(work, Permission.HANDOVER_READ, fjord))

    assert waiting(6) == ()
    with work_of("pipaluk") as work:
        record(work, malik.id, draft(handover=(Line("do", "Ring til mor"),)))
        add_line(work, fjord, EVENING.before(), line())
    assert waiting(1) == (EVENING.before(),)
    assert waiting(6) == (EVENING.before(), EVENING)
    assert waiting(6, "aka") == (EVENING.before(),)
    with work_of("ivik", NOW + timedelta(hours=3)) as work:
        sign(work, fjord, EVENING)
    assert waiting(6) == (EVENING.before(),)
    assert waiting(24 * 9) == ()
