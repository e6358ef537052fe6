"""Each story of the demo can be read in it."""

import json

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from institution.access.policy import Permission, Relation
from institution.cases import scope
from institution.cases.models import Assignment, Placement
from institution.demo.cast import Story, kids
from institution.demo.chance import seeded
from institution.demo.texts import texts
from institution.flags.models import Flag
from institution.logs.models import ShiftLog
from institution.moving.models import TransferPackage, TransferReceipt
from institution.plans.models import Plan
from tests.demo.reading import references


def flags_of(demo, reference: str) -> dict[str, Flag]:
    with demo.work() as work:
        names = references(work)
        found = work.session.scalars(
            scope.about(Flag, work, Permission.FLAG_READ).options(selectinload(Flag.answers))
        )
        return {flag.kind: flag for flag in found if names[flag.child_id] == reference}


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


def test_every_story_has_its_child():
    assert {kid.story for kid in kids(12, seeded(1))} == set(Story)


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
