"""Looks, refusals and events at the doors: one row each, with who, whom, when and why."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from institution.access.policy import Permission
from institution.audit.models import SecurityEvent, SecurityLog, UseLog
from institution.audit.services import note_refusal, note_security, note_use
from tests.world import NOW


@pytest.fixture
def written(database):
    """Give `written(UseLog)`: the rows of a journal."""

    def written(journal):
        with database.reading() as session:
            return session.scalars(select(journal)).all()

    return written


def test_a_look_is_a_row_for_each_child_with_one_request(database, world, written):
    malik, aviaja = world.children["malik"].id, world.children["aviaja"].id
    with database.reading() as session:
        work = world.work(session, "sofie")
        work.look_up(malik)
        work.look_up(aviaja)
        with database.journal(session) as journal:
            note_use(journal, work, uuid4(), Permission.LOG_READ)
    looks = written(UseLog)
    assert {look.child_id for look in looks} == {malik, aviaja}
    assert len({look.request_id for look in looks}) == 1
    assert {(look.person_id, look.permission, look.at) for look in looks} == {
        (world.persons["sofie"].id, "log_read", NOW)
    }


def test_who_looked_at_nobody_leaves_no_row(database, world, written):
    with database.reading() as session, database.journal(session) as journal:
        note_use(journal, world.work(session, "sofie"), uuid4(), Permission.LOG_READ)
    assert written(UseLog) == []


def test_a_refusal_names_who_asked_for_whom_and_by_what(database, world, written):
    child = world.children["malik"].id
    with database.reading() as session, database.journal(session) as journal:
        note_refusal(journal, world.work(session, "karl"), Permission.LOG_READ, child)
    (row,) = written(SecurityLog)
    assert (row.event, row.detail, row.at) == (SecurityEvent.REFUSED, "log_read", NOW)
    assert (row.person_id, row.subject_id) == (world.persons["karl"].id, child)


def test_an_event_at_the_doors_is_kept_with_the_work(world, work_of, written):
    ane, sofie = world.persons["ane"].id, world.persons["sofie"].id
    with work_of("ane") as work:
        note_security(work, SecurityEvent.ACCOUNT_OPENED, person_id=ane, subject_id=sofie)
    (row,) = written(SecurityLog)
    assert (row.event, row.person_id, row.subject_id) == (SecurityEvent.ACCOUNT_OPENED, ane, sofie)
