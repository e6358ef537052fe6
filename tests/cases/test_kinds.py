"""Of which kinds there are records about a child."""

import pytest
from sqlalchemy import event

from institution.access.errors import NotAllowedError
from institution.access.policy import Permission
from institution.cases import scope
from institution.cases.models import Block, Placement
from institution.logs.models import ShiftLog
from institution.logs.services import record
from tests.logs.drafts import draft


def kinds(world, work, name: str):
    return scope.kinds(work, Permission.LOG_READ, world.children[name].id)


def test_what_is_kept_about_a_child_is_named_and_nothing_of_another(world, work_of):
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, draft())
    with work_of("sofie") as work:
        assert {ShiftLog, Placement} <= kinds(world, work, "malik")
        assert ShiftLog not in kinds(world, work, "nivi")


def test_parts_of_other_records_are_not_looked_for(world, work_of):
    with work_of("pipaluk") as work:
        assert Block not in kinds(world, work, "malik")


def test_a_role_that_never_may_is_refused(world, work_of):
    with work_of("ane") as work, pytest.raises(NotAllowedError):
        kinds(world, work, "malik")


def test_who_writes_is_told_of_what_was_just_written(world, work_of):
    with work_of("pipaluk") as work:
        assert ShiftLog not in kinds(world, work, "malik")
        record(work, world.children["malik"].id, draft())
        work.session.flush()
        assert ShiftLog in kinds(world, work, "malik")


def test_who_only_reads_asks_once(world, database):
    asked = []

    def note(*told):
        asked.append(told[2])

    with database.reading() as session:
        work = world.work(session, "sofie")
        event.listen(database.engine, "before_cursor_execute", note)
        try:
            assert kinds(world, work, "malik") is kinds(world, work, "malik")
        finally:
            event.remove(database.engine, "before_cursor_execute", note)
    assert len(asked) == 1
