"""Statements for the driver: the same rows, values and refusals as by the longer way."""

from datetime import timedelta

import pytest
from sqlalchemy import (
    Float,
    Uuid,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from institution.accounts.models import Device, SignIn
from institution.audit.models import UseLog
from institution.db.base import new_id
from institution.db.statements import Statement
from institution.db.types import Moment
from tests.world import NOW

TABLE = SignIn.__table__
NAMES = ("id", "token_hash", "person_id", "child_id", "device", "began_at", "seen_at", "ended_at")
INTO = Statement(insert(TABLE), *NAMES)
SEEN = Statement(
    update(TABLE).where(TABLE.c.id == bindparam("which")).values(seen_at=bindparam("now"))
)
RUNNING = select(TABLE, func.length(TABLE.c.token_hash)).where(
    TABLE.c.began_at >= bindparam("since", type_=Moment()),
    TABLE.c.began_at <= bindparam("since", type_=Moment()),
    TABLE.c.device == Device.TABLET,
)


@pytest.fixture
def row(world):
    """Give the values of a session."""
    values = (
        new_id(),
        b"\x00" * 32,
        world.persons["sofie"].id,
        None,
        Device.TABLET,
        NOW,
        NOW,
        None,
    )
    return dict(zip(NAMES, values, strict=True))


@pytest.fixture
def writing(database):
    """Give a connection that writes; nothing of it is kept."""
    with database.engine.execution_options(write=True).connect() as connection:
        yield connection


def test_values_and_rows_pass_through_the_types_as_by_the_longer_way(writing, row):
    assert INTO.change(writing, row) == 1
    later = NOW + timedelta(minutes=1)
    assert SEEN.change(writing, {"which": row["id"], "now": later}) == 1
    assert SEEN.change(writing, {"which": new_id(), "now": later}) == 0
    others = [
        {**row, "id": new_id(), "token_hash": bytes([n]) * 32, "began_at": later} for n in (1, 2)
    ]
    assert INTO.change(writing, *others) == 2
    assert len(Statement(RUNNING).rows(writing, {"since": later})) == 2
    (found,) = Statement(RUNNING).rows(writing, {"since": NOW})
    assert found == writing.execute(RUNNING, {"since": NOW}).one()
    assert (found.id, found.device, found.seen_at) == (row["id"], Device.TABLET, later)
    assert (found.child_id, found.ended_at, found[-1]) == (None, None, 32)
    assert Statement(RUNNING).rows(writing, {"since": NOW - timedelta(days=1)}) == []


def test_two_statements_are_asked_as_one(writing, row):
    INTO.change(writing, row)
    mine = TABLE.c.person_id == bindparam("who", type_=Uuid())
    both = union_all(select(TABLE.c.id).where(mine), select(TABLE.c.person_id).where(mine))
    found = Statement(both).rows(writing, {"who": row["person_id"]})
    assert {one[0] for one in found} == {row["id"], row["person_id"]}


def test_it_belongs_to_the_transaction_of_its_connection(database, writing, row):
    INTO.change(writing, row)
    assert writing.in_transaction()
    writing.rollback()
    assert Statement(RUNNING).rows(writing, {"since": NOW}) == []
    writing.rollback()
    with writing.begin():
        INTO.change(writing, row)
    with database.reading() as session:
        assert len(Statement(RUNNING).rows(session.connection(), {"since": NOW})) == 1
        assert session.connection().in_transaction()


def test_what_the_database_refuses_is_told_as_by_the_longer_way_without_the_values(writing, row):
    INTO.change(writing, row)
    with pytest.raises(IntegrityError) as refused:
        INTO.change(writing, row)
    assert str(row["person_id"]) not in str(refused.value)
    assert row["person_id"].hex not in str(refused.value)


@pytest.mark.only_on("sqlite")
def test_what_is_another_statement_each_time_is_refused(writing):
    listed = Statement(select(TABLE.c.id).where(TABLE.c.id.in_(bindparam("ids", expanding=True))))
    with pytest.raises(ValueError, match="cannot be kept"):
        listed.rows(writing, {"ids": [new_id()]})
    filled = Statement(insert(UseLog.__table__), "at")
    with pytest.raises(ValueError, match="cannot be kept"):
        filled.change(writing, {"at": NOW})
    with pytest.raises(KeyError, match="token_hash"):
        INTO.change(writing, {"id": new_id()})


@pytest.mark.only_on("postgresql")
def test_a_line_to_the_database_that_was_cut_is_told_and_not_used_again(database):
    asking = Statement(RUNNING)
    with database.reading() as session, database.engine.connect() as other:
        connection = session.connection()
        mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        other.exec_driver_sql(f"SELECT pg_terminate_backend({mine})")
        with pytest.raises(OperationalError):
            asking.rows(connection, {"since": NOW})
    for _ in range(3):
        with database.reading() as session:
            assert asking.rows(session.connection(), {"since": NOW}) == []


def test_a_float_is_read_as_a_float(database):
    half = Statement(select(cast(literal_column("2.5"), Float).label("half")))
    with database.reading() as session:
        (row,) = half.rows(session.connection(), {})
    assert (row.half, type(row.half)) == (2.5, float)


def test_what_was_written_is_undone_with_the_session_although_it_asked_nothing_itself(
    database, row
):
    with database.writing() as session:
        INTO.change(session.connection(), row)
        session.rollback()
        session.commit()
    with database.reading() as session:
        found = session.connection().execute(select(TABLE).where(TABLE.c.id == row["id"])).all()
    assert found == []
