"""The demo is a world that could be: whole, believable, and the same for the same seed."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.accounts import passwords
from institution.accounts.models import Person
from institution.cases import scope
from institution.cases.models import Assignment, Child, Placement
from institution.content.daily_log import daily_log
from institution.demo.cast import Story, adults, kids
from institution.demo.chance import seeded
from institution.demo.loading import Options, State, state
from institution.demo.placing import PASSWORD
from institution.demo.texts import texts
from institution.demo.visiting import invitation, visitors
from institution.flags.models import Flag
from institution.logs.models import ShiftLog
from institution.logs.services import as_draft
from institution.logs.services.checking import check
from institution.moving.models import TransferPackage, TransferReceipt
from institution.plans.models import Plan
from tests.world import NOW, TODAY

NUUK = ZoneInfo("America/Nuuk")
TINY = Options(seed=3, children=5, days=30)


def logs_of(work) -> list[ShiftLog]:
    found = scope.about(ShiftLog, work, Permission.LOG_READ).order_by(ShiftLog.id)
    parts = selectinload(ShiftLog.ratings), selectinload(ShiftLog.handover)
    kept = work.session.scalars(found.options(*parts))
    # A note about several children answers nothing a shift asks, and stands for no log.
    return [log for log in kept if log.note != texts("sharing")["note"]]


@pytest.fixture(scope="session")
def logs(demo) -> Iterator[list[ShiftLog]]:
    """The logs of the small demo, read once."""
    with demo.database.reading() as session:
        yield logs_of(Work(session, NIGHTLY, NOW))


def references(work) -> dict:
    return {
        c.id: c.reference for c in work.session.scalars(scope.children(work, Permission.CHILD_READ))
    }


def told(demo) -> list:
    """Return everything the logs and flags of a demo say, with names for ids."""
    with demo.work() as work:
        names = references(work)
        persons = {person.id: person.user_name for person in work.session.scalars(select(Person))}
        logs = [
            (names[log.child_id], persons[log.author_id], log.received_at, as_draft(log))
            for log in logs_of(work)
        ]
        flags = work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).all()
        raised = sorted((names[flag.child_id], flag.kind, str(flag.day)) for flag in flags)
        return [logs, raised]


def flags_of(demo, reference: str) -> dict[str, Flag]:
    with demo.work() as work:
        names = references(work)
        found = work.session.scalars(
            scope.about(Flag, work, Permission.FLAG_READ).options(selectinload(Flag.answers))
        )
        return {flag.kind: flag for flag in found if names[flag.child_id] == reference}


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


def test_a_sudden_drop_waits_for_an_answer(demo):
    flag = flags_of(demo, "T-001")["below_usual"]
    assert {one["key"] for one in flag.evidence["dimensions"]} >= {"mood", "calm"}
    assert flag.answers == []


def test_a_slow_slide_follows_a_move(demo):
    with demo.work() as work:
        moved = [
            stay
            for stay in work.session.scalars(scope.about(Placement, work, Permission.CHILD_READ))
            if references(work)[stay.child_id] == "S-002"
        ]
        assert len(moved) == 2
    kinds = flags_of(demo, "S-002")
    trends = [flag for kind, flag in kinds.items() if kind in {"below_usual", "larger_swings"}]
    assert trends
    assert any(flag.answers for flag in trends)


def test_a_recovery_was_answered_and_closed(demo):
    flags = [
        flag
        for kind, flag in flags_of(demo, "T-003").items()
        if kind in {"below_usual", "larger_swings"}
    ]
    assert any(answer.closes for flag in flags for answer in flag.answers)


def test_a_child_asks_to_talk(demo):
    flag = flags_of(demo, "S-004")["child_asks_to_talk"]
    assert flag.log_id is not None


def test_one_goal_stays_behind_and_one_is_on_its_way(demo):
    assert "goal_off_track" in flags_of(demo, "T-005")
    assert "goal_off_track" not in flags_of(demo, "S-006")


def test_a_unit_with_missing_logs_is_told(demo):
    last_unit = [kid.reference for kid in kids(12, seeded(1)) if kid.unit == 4]
    assert any("log_gap" in flags_of(demo, reference) for reference in last_unit)


def test_most_children_have_a_plan_and_some_in_versions(demo):
    with demo.work() as work:
        plans = work.session.scalars(scope.about(Plan, work, Permission.PLAN_READ)).all()
        assert len({plan.child_id for plan in plans}) >= 10
        assert max(plan.version for plan in plans) == 2
        for plan in plans:
            assert plan.goals
            assert bool(plan.change_reason) == (plan.version > 1)


def test_staff_have_different_habits():
    habits = {adult.habits for adult in adults() if adult.post == "staff"}
    assert any(one.since is not None and one.bias > 0.5 for one in habits)
    assert any(one.bias < 0 for one in habits)


def test_every_story_has_its_child():
    assert {kid.story for kid in kids(12, seeded(1))} == set(Story)


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


def test_a_package_went_along_with_the_child_that_moved_and_one_note_is_about_several(demo):
    with demo.work() as work:
        packages = work.session.scalars(
            select(TransferPackage).execution_options(scope=Permission.CHILD_READ)
        ).all()
        receipts = work.session.scalars(
            select(TransferReceipt).execution_options(scope=Permission.CHILD_READ)
        ).all()
        assert [one.package_id for one in receipts] == [one.id for one in packages]
        parts = json.loads(packages[0].content)["parts"]
        assert len(parts["logs"]) > 90
        assert parts["plan"]
        found = scope.about(ShiftLog, work, Permission.LOG_READ)
        noted = [one for one in work.session.scalars(found) if one.note == texts("sharing")["note"]]
        assert len(noted) == len({one.child_id for one in noted}) > 1


def test_a_family_is_sought_for_a_child_that_came_lately(demo):
    with demo.work() as work:
        names = references(work)
        about = scope.about(Assignment, work, Permission.CHILD_READ)
        sought = work.session.scalars(about.where(Assignment.relation == Relation.MATCHING_FOR))
        assert [names[one.child_id] for one in sought] == ["T-011"]
