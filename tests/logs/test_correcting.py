"""A correction is a new log that replaces another."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from institution.access.errors import NotReachableError
from institution.audit.models import Action, RecordHistory
from institution.db.base import new_id
from institution.logs.models import Shift
from institution.logs.services import (
    AlreadyCorrectedError,
    ChildAnswer,
    OtherShiftError,
    RatingsTooLateError,
    ReasonMissingError,
    as_draft,
    record,
)
from tests.logs.drafts import draft, full_draft
from tests.logs.kept_logs import logs
from tests.world import NOW


def correction(old, **says):
    return draft(corrects_id=old, correction_reason="Jeg valgte det forkerte barn", **says)


def test_a_correction_is_a_new_log_that_names_the_old_one(world, work_of):
    child, old = world.children["malik"], draft()
    with work_of("pipaluk") as work:
        record(work, child.id, old)
    with work_of("ivik") as work:
        new = record(work, child.id, correction(old.id, note="Rettet"))
        assert new.draft.corrects_id == old.id
        kept = {log.id: log for log in logs(work, child)}
        assert as_draft(kept[old.id]) == old
        history = select(RecordHistory).where(RecordHistory.record_id == new.id)
        written = work.session.scalars(history).one()
        assert written.action is Action.LOG_CORRECTED
        assert written.reason == new.draft.correction_reason


def test_a_correction_says_why(world, work_of):
    child, old = world.children["malik"], draft()
    with work_of("pipaluk") as work:
        record(work, child.id, old)
        with pytest.raises(ReasonMissingError):
            record(work, child.id, draft(corrects_id=old.id))


def test_what_is_corrected_must_be_within_reach_and_about_the_same_child(world, work_of):
    old = draft()
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, old)
        with pytest.raises(NotReachableError):
            record(work, world.children["aviaja"].id, correction(old.id))
        with pytest.raises(NotReachableError):
            record(work, world.children["malik"].id, correction(new_id()))


def test_only_the_newest_log_can_be_corrected(world, work_of):
    child, old = world.children["malik"], draft()
    with work_of("pipaluk") as work:
        record(work, child.id, old)
        second = record(work, child.id, correction(old.id))
        with pytest.raises(AlreadyCorrectedError):
            record(work, child.id, correction(old.id, note="To gange"))
        record(work, child.id, correction(second.id))


def test_a_correction_sent_twice_is_kept_once(world, work_of):
    child, old = world.children["malik"], full_draft()
    again = correction(old.id)
    with work_of("pipaluk") as work:
        record(work, child.id, old)
        first = record(work, child.id, again)
    with work_of("pipaluk") as work:
        assert record(work, child.id, again).id == first.id


def test_a_correction_stays_with_its_day_and_shift(world, work_of):
    child, old = world.children["malik"], draft()
    with work_of("pipaluk") as work:
        record(work, child.id, old)
        with pytest.raises(OtherShiftError):
            record(work, child.id, correction(old.id, shift=Shift.DAY))


def test_a_late_correction_keeps_the_levels_it_finds_and_changes_none(world, work_of):
    child, old = world.children["malik"], draft()
    late = NOW + timedelta(days=9)
    with work_of("pipaluk") as work:
        record(work, child.id, old)
    with work_of("pipaluk", late) as work:
        other = {**old.levels, "mood": 1}
        with pytest.raises(RatingsTooLateError):
            record(work, child.id, correction(old.id, written_at=late, levels=other))
        record(work, child.id, correction(old.id, written_at=late, levels=old.levels))


def test_a_correction_by_someone_who_may_not_see_the_childs_answer_leaves_it_alone(world, work_of):
    child, old = world.children["malik"], full_draft()
    with work_of("ivik") as work:
        record(work, child.id, old)
    with work_of("pipaluk") as work:
        new = record(work, child.id, correction(old.id, child=ChildAnswer("five_faces", 5)))
        assert new.draft.child == old.child
