"""Many records at once are kept as carefully as one."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from institution.access.policy import Permission
from institution.audit.models import Action, RecordHistory
from institution.audit.services import MANY, Rows, save_many, save_once
from institution.cases import scope
from institution.db.base import new_id
from institution.db.sealing import SealError
from institution.logs.models import HandoverLine, Rating, Shift, ShiftLog

NOTE = "Du fandt selv ro ved vinduet."


def rows_about(world, count: int, note: str | None = NOTE):
    """Return logs of Malik, each with a rating and a line."""
    child, unit = world.children["malik"], world.units["fjord"]
    about = {
        "child_id": child.id,
        "municipality_id": child.municipality_id,
        "home_id": unit.home_id,
    }
    at = datetime(2026, 11, 20, 23, tzinfo=UTC)
    log = {
        **about,
        "unit_id": unit.id,
        "day": date(2026, 11, 20),
        "shift": Shift.EVENING,
        "author_id": world.persons["pipaluk"].id,
        "written_at": at,
        "received_at": at,
        "content_version": 1,
        "presence": "present",
        "chips": {"meals": {"dinner": "ate"}},
        "child_wants_to_talk": False,
        "child_disagrees": False,
    }
    logs = [{**log, "id": new_id(), "note": note} for _ in range(count)]
    part = [{**about, "id": new_id(), "log_id": log["id"], "position": 0} for log in logs]
    ratings = [{**values, "dimension": "mood", "level": 4} for values in part]
    lines = [{**values, "id": new_id(), "part": "do", "text": "Gå en tur."} for values in part]
    return Rows(ShiftLog, logs), (Rows(Rating, ratings), Rows(HandoverLine, lines))


def kept(work):
    return work.session.scalars(scope.about(ShiftLog, work, Permission.LOG_READ)).all()


@pytest.mark.parametrize("count", [3, MANY + 5])
def test_every_record_is_kept_with_its_parts_and_its_history(world, work_of, count):
    logs, parts = rows_about(world, count)
    with work_of("nightly") as work:
        save_many(work, logs, Action.LOG_IMPORTED, parts)
    with work_of("sofie") as work:
        found = kept(work)
        assert [log.note for log in found] == [NOTE] * count
        assert [log.ratings[0].level for log in found] == [4] * count
        wanted = {row["id"]: (row["day"], row["written_at"], row["chips"]) for row in logs.values}
        assert {log.id: (log.day, log.written_at, log.chips) for log in found} == wanted
        assert {log.handover[0].text for log in found} == {"Gå en tur."}
        ids = {log.id for log in found}
        history = work.session.scalars(
            select(RecordHistory).where(RecordHistory.record_id.in_(ids))
        ).all()
        assert {row.record_id for row in history} == ids
        assert {row.action for row in history} == {Action.LOG_IMPORTED}
        assert {row.actor_name for row in history} == {"nightly"}
        assert {row.child_id for row in history} == {world.children["malik"].id}


def test_the_history_names_the_person_who_added_them(world, work_of):
    logs, parts = rows_about(world, 1)
    with work_of("pipaluk") as work:
        save_many(work, logs, Action.LOG_IMPORTED, parts)
        row = work.session.scalar(select(RecordHistory).order_by(RecordHistory.id.desc()).limit(1))
        assert row.actor_id == world.persons["pipaluk"].id
        assert row.actor_name is None


def test_texts_are_sealed_to_their_row(world, work_of):
    logs, parts = rows_about(world, 2)
    with work_of("nightly") as work:
        save_many(work, logs, Action.LOG_IMPORTED, parts)
    with work_of("sofie") as work:
        first, second = kept(work)
        assert NOTE.encode() not in first.note_sealed
        first.__dict__["note_sealed"] = second.note_sealed
        with pytest.raises(SealError):
            _ = first.note
        work.session.expire_all()


def test_a_text_that_is_missing_stays_missing(world, work_of):
    logs, parts = rows_about(world, 1, note=None)
    with work_of("nightly") as work:
        save_many(work, logs, Action.LOG_IMPORTED, parts)
    with work_of("sofie") as work:
        assert kept(work)[0].note is None


def test_a_record_is_kept_once_with_its_parts_and_its_history(world, work_of):
    log, parts = rows_about(world, 1)
    with work_of("nightly") as work:
        assert save_once(work, log, parts, Action.LOG_RECORDED, "Stavefejl")
    with work_of("nightly") as work:
        assert not save_once(work, log, parts, Action.LOG_RECORDED)
    with work_of("sofie") as work:
        (found,) = kept(work)
        assert (len(found.ratings), len(found.handover)) == (1, 1)
        history = select(RecordHistory).where(RecordHistory.record_id == found.id)
        (told,) = work.session.scalars(history)
        assert (told.action, told.reason) == (Action.LOG_RECORDED, "Stavefejl")


def test_no_records_are_no_work(world, work_of):
    with work_of("nightly") as work:
        save_many(work, Rows(ShiftLog, []), Action.LOG_IMPORTED, [Rows(Rating, [])])
    with work_of("sofie") as work:
        assert kept(work) == []


def test_a_child_is_the_child_its_history_is_about(world, work_of):
    child = world.children["malik"]
    row = {
        "id": new_id(),
        "municipality_id": child.municipality_id,
        "reference": "HF-100",
        "name": "Minik Rosing",
        "born_text": "2014-01-01",
        "cpr_index": None,
    }
    with work_of("nightly") as work:
        save_many(work, Rows(type(child), [row]), Action.CHILD_REGISTERED)
        found = work.session.scalar(
            select(RecordHistory).where(RecordHistory.record_id == row["id"])
        )
        assert found.child_id == row["id"]
