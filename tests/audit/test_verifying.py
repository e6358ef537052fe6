"""Whether the trail is whole: the command says so, and names what somebody did behind its back."""

from collections.abc import Callable
from functools import partial

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, insert, text

from institution.audit.cli import audit
from institution.audit.models import RecordHistory, SecurityEvent
from institution.audit.services import INTO_SECURITY_LOG, INTO_USE_LOG
from institution.audit.verifying import Check, verify
from institution.db.base import new_id
from institution.logs.services import record
from tests.logs.drafts import full_draft
from tests.world import NOW

HISTORY = RecordHistory.__table__


@pytest.fixture
def faults(database, work_of, world):
    """Give `faults(deed)`: what is found after it was done behind the back of the program."""
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, full_draft())

    def faults(deed: Callable[[Connection], object]) -> list[str]:
        with database.engine.execution_options(write=True).connect() as connection:
            deed(connection)
            found = [one for check in verify(connection, database.keyring) for one in check.faults]
            connection.rollback()
        return found

    return faults


def without_guards(connection: Connection, table: str, statement: str) -> None:
    """Take the guards of a table away, change its rows, and put the guards back."""
    if connection.dialect.name == "sqlite":
        query = (
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
        )
        guards = connection.exec_driver_sql(query).all()
        away, back = [f"DROP TRIGGER {name}" for name, _ in guards], [made for _, made in guards]
    else:
        away, back = (
            [f"ALTER TABLE {table} {what} TRIGGER USER"] for what in ("DISABLE", "ENABLE")
        )
    for one in (*away, statement, *back):
        connection.exec_driver_sql(one)


def one_guard_off(connection: Connection) -> None:
    off = "DROP TRIGGER shift_logs_no_loss"
    if connection.dialect.name != "sqlite":
        off = "ALTER TABLE shift_logs DISABLE TRIGGER shift_logs_no_loss"
    connection.execute(text(off))


def of_strangers(connection: Connection) -> None:
    """Write rows of the journals that name nobody who is known."""
    seen = {"id": new_id(), "at": NOW, "request_id": new_id(), "permission": "log_read"}
    INTO_USE_LOG.change(connection, {**seen, "child_id": new_id(), "person_id": new_id()})
    event = {"id": new_id(), "at": NOW, "event": SecurityEvent.SIGNED_IN, "detail": None}
    INTO_SECURITY_LOG.change(connection, {**event, "person_id": new_id(), "subject_id": None})
    told = {"id": new_id(), "at": NOW, "action": "set_up", "record_id": new_id()}
    connection.execute(insert(HISTORY).values(**told, record_table="nowhere"))


def plain(found: list[str]) -> list[str]:
    """Return faults without the id of one of the rows."""
    return [one.split(", such as ")[0] for one in found]


def test_what_was_done_behind_the_back_of_the_program_is_named(faults):
    assert faults(lambda _connection: None) == []
    assert faults(one_guard_off) == ["shift_logs_no_loss is missing, off, or not as it was made"]
    assert plain(faults(of_strangers)) == [
        "record_history: 1 of no table that is known",
        "use_log: 1 by nobody known",
        "use_log: 1 about no child that is known",
        "security_log: 1 by nobody known",
    ]
    untold = "DELETE FROM record_history WHERE record_table = 'blocks'"
    moved = "UPDATE children SET name_sealed = address_sealed WHERE reference = 'HF-001'"
    for table, statement, told in (
        ("record_history", untold, "blocks: 1 not in the trail"),
        ("blocks", "DELETE FROM blocks", "record_history: 1 of blocks that are not there"),
        ("children", moved, "children: 1 of name_sealed do not open"),
    ):
        found = faults(partial(without_guards, table=table, statement=statement))
        assert plain(found) == [told]


@pytest.mark.only_on("sqlite")
def test_a_row_that_names_a_lost_one_is_damage(faults):
    def lose(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=1")
        without_guards(connection, "ratings", "UPDATE ratings SET log_id = id")

    assert "names a row of shift_logs that is not there" in faults(lose)[0]


def test_the_command_tells_what_it_looked_at_and_whether_the_trail_is_whole(app, monkeypatch):
    def ran():
        with app.app_context():
            return CliRunner().invoke(audit, ["verify"])

    whole = ran()
    assert (whole.exit_code, whole.output.splitlines()[-1]) == (0, "The trail is whole.")
    assert "guards refuse to change or lose what is kept" in whole.output
    wrong = Check("everything is there", ["blocks: 1 not in the trail"])
    monkeypatch.setattr("institution.audit.cli.look", lambda *_: iter([wrong]))
    broken = ran()
    assert broken.exit_code == 1
    assert "not so: everything is there" in broken.stdout
    assert "The trail is NOT whole" in broken.stderr
    assert "blocks: 1" in broken.stdout
