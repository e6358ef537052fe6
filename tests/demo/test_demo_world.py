"""The demo is a world that could be: whole, believable, and the same for the same seed."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.accounts import passwords
from institution.accounts.models import Person
from institution.cases import scope
from institution.cases.models import Assignment, Child, Placement
from institution.content.daily_log import daily_log
from institution.demo.cast import adults
from institution.demo.loading import Options, State, state
from institution.demo.placing import PASSWORD
from institution.demo.texts import texts
from institution.demo.visiting import invitation, visitors
from institution.logs.models import ShiftLog
from institution.logs.services import as_draft
from institution.logs.services.checking import check
from tests.demo.reading import TINY, logs_of, references, told
from tests.world import NOW, TODAY

NUUK = ZoneInfo("America/Nuuk")


@pytest.fixture(scope="session")
def logs(demo) -> Iterator[list[ShiftLog]]:
    """The logs of the small demo, read once."""
    with demo.database.reading() as session:
        yield logs_of(Work(session, NIGHTLY, NOW))


def test_the_same_seed_on_the_same_day_gives_the_same_world(make):
    first, second = make(TINY), make(TINY, copy=2)
    assert told(first) == told(second)
    assert told(first) != told(make(replace(TINY, seed=4)))


def test_later_in_the_day_the_world_has_only_grown(make):
    before, _ = told(make(TINY, NOW - timedelta(hours=8)))
    after, _ = told(make(TINY, NOW))
    running = [log for log in before if log[3].day == TODAY]
    earlier = [log for log in before if log[3].day < TODAY]
    assert running
    assert [log for log in after if log[3].day < TODAY] == earlier


def test_every_log_keeps_the_rules_of_logs(logs):
    for log in logs:
        draft = as_draft(log)
        check(draft)
        shift = daily_log().shift(log.shift)
        assert shift.begins_at(log.day, NUUK) < log.written_at <= log.received_at <= NOW
        assert (log.contact_time is None) == (log.presence != "present")
        assert bool(draft.levels) == (log.presence == "present")


def test_what_a_shift_asks_is_answered(logs):
    for log in logs:
        if log.presence == "present":
            asked = daily_log().shift(log.shift)
            levels = {rating.dimension for rating in log.ratings}
            assert set(asked.required_dimensions) - levels <= {"learning"}
            assert levels <= set(asked.dimensions)
            assert set(asked.required_chips) <= set(log.chips)
            assert bool(log.good_moment) >= ("good_moment" in asked.required_text)
            assert bool(log.handover) >= ("handover" in asked.required_text)


def test_texts_are_short_enough_and_judge_nobody(logs):
    content = daily_log()
    avoided = [word for help_ in content.writing_help for word in help_.avoid("da")]
    for log in logs:
        written = [log.good_moment, log.note, *(line.text for line in log.handover)]
        assert len(log.good_moment or "") <= content.text_field("good_moment").max_characters
        assert len(log.note or "") <= content.text_field("note").max_characters
        for text in filter(None, written):
            assert not [word for word in avoided if f" {word} " in f" {text.lower()} "], text
            assert "  " not in text
            assert "{" not in text


def test_a_child_hardly_reads_the_same_good_moment_twice(logs):
    by_child = defaultdict(list)
    for log in logs:
        if log.good_moment and log.corrects_id is None:
            by_child[log.child_id].append(log.good_moment)
    for moments in by_child.values():
        assert len(set(moments)) > 0.8 * len(moments)
        for start in range(0, len(moments) - 14, 7):
            assert len(set(moments[start : start + 14])) == 14


def test_there_are_many_texts_to_write_with():
    moments, notes, lines = texts("good_moments"), texts("notes"), texts("handover")
    groups = ("any", "small", "big", "winter", "summer")
    assert sum(len(moments[group]) for group in groups) >= 60
    assert sum(len(notes[tone]) for tone in ("hard", "mixed", "good")) >= 40
    assert sum(len(lines[part]) for part in ("do", "if_then")) >= 40


def test_every_child_lives_somewhere_and_has_a_caseworker_and_a_contact_adult(demo):
    with demo.work() as work:
        ids = set(work.session.scalars(scope.child_ids(work, Permission.CHILD_READ)))
        assert len(ids) == 12 + 3, "three live in foster families"
        living = scope.about(Placement, work, Permission.CHILD_READ).where(
            scope.lasts(Placement.begins, Placement.ends, TODAY)
        )
        assert {stay.child_id for stay in work.session.scalars(living)} == ids
        ties = work.session.scalars(scope.about(Assignment, work, Permission.CHILD_READ)).all()
        fostered = {child for child, name in references(work).items() if name.startswith("P-")}
        for relation, tied in (
            (Relation.CASEWORKER_OF, ids),
            (Relation.CONTACT_ADULT_OF, ids - fostered),
        ):
            found = Counter(tie.child_id for tie in ties if tie.relation is relation)
            assert found == Counter(tied)


def test_logs_are_about_children_who_live_where_they_were_written(demo):
    with demo.work() as work:
        stays = defaultdict(list)
        for stay in work.session.scalars(scope.about(Placement, work, Permission.CHILD_READ)):
            stays[stay.child_id].append(stay)
        for log in logs_of(work):
            units = [
                stay.unit_id
                for stay in stays[log.child_id]
                if stay.begins <= log.day and (stay.ends is None or log.day <= stay.ends)
            ]
            assert units == [log.unit_id]


def test_part_of_the_running_shift_is_left_to_log(demo):
    with demo.work() as work:
        day, shift = daily_log().shift_at(NOW, NUUK)
        logged = {log.child_id for log in logs_of(work) if (log.day, log.shift) == (day, shift.key)}
        assert 3 <= len(logged) <= 9


def test_a_shift_that_has_just_begun_is_left_whole(make):
    begun = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    with make(TINY, begun).work(now=begun) as work:
        newest = max((log.day, log.shift != "day") for log in logs_of(work))
        assert newest == (TODAY, False)


def test_staff_have_different_habits():
    habits = {adult.habits for adult in adults() if adult.post == "staff"}
    assert any(one.since is not None and one.bias > 0.5 for one in habits)
    assert any(one.bias < 0 for one in habits)


def test_user_names_are_plain_and_differ():
    names = [adult.user_name for adult in adults()]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and name.isalpha() for name in names)


def test_those_who_are_invited_can_sign_in(demo):
    with demo.work() as work:
        by_name = {person.user_name: person for person in work.session.scalars(select(Person))}
        for visitor in visitors():
            person = by_name[visitor.user_name]
            assert person.name == visitor.name
            assert passwords.matches(person.password_hash, PASSWORD)
            assert visitor.user_name in invitation()


def test_a_database_is_empty_a_demo_or_something_else(make, demo, work_of):
    with make(None).work() as work:
        assert state(work) is State.EMPTY
    with demo.work() as work:
        assert state(work) is State.DEMO
    with work_of("set_up") as work:
        assert state(work) is State.OTHER


@pytest.mark.parametrize("wrong", [{"children": 0}, {"children": 31}, {"days": 3}])
def test_a_demo_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="the demo has"):
        Options(**wrong)


def test_children_are_of_an_age_to_be_placed(demo):
    with demo.work() as work:
        for child in work.session.scalars(scope.children(work, Permission.CHILD_READ)):
            assert isinstance(child, Child)
            assert 5 <= child.age_on(TODAY) <= 17
