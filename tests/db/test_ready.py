"""A statement made ready says the same as through SQLAlchemy, on both databases."""

from uuid import uuid4

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from institution.access.policy import Role
from institution.accounts.models import Outcome, Person, PersonRole, SignIn, SignInTry
from institution.db.base import new_id
from institution.db.ready import Ready
from tests.world import NOW

_roles = PersonRole.__table__
ROLES = select(_roles.c.person_id, _roles.c.role, _roles.c.begins, _roles.c.ends).where(
    _roles.c.person_id == bindparam("person_id"), _roles.c.role == Role.SHIFT_STAFF
)
READY = Ready(ROLES)
TRY = Ready(insert(SignInTry.__table__))


def twice(connection, row) -> None:
    TRY.run(connection, **row)
    TRY.run(connection, **row)


@pytest.mark.parametrize("name", ["pipaluk", "ivik", "sofie"])
def test_rows_are_those_that_sqlalchemy_reads(database, world, name):
    person_id = world.persons[name].id
    with database.engine.connect() as connection:
        wanted = connection.execute(ROLES, {"person_id": person_id}).all()
        found = READY.rows(connection, person_id=person_id)
    assert [tuple(row) for row in found] == [tuple(row) for row in wanted]
    assert [row.role for row in found] == [row.role for row in wanted]


def test_every_column_of_a_person_comes_back_as_it_is_kept(database, world):
    columns = Person.__table__.columns
    query = select(*columns).where(columns.id == bindparam("id_"))
    asked = {"id_": world.persons["sofie"].id}
    with database.engine.connect() as connection:
        wanted = connection.execute(query, asked).one()._asdict()
        assert Ready(query).rows(connection, **asked)[0]._asdict() == wanted


def test_what_is_written_is_what_sqlalchemy_reads(database):
    row = {"id": new_id(), "user_name_index": b"x" * 32, "at": NOW, "outcome": Outcome.OPENED}
    with database.journal() as connection:
        TRY.run(connection, **row)
    with database.engine.connect() as connection:
        kept = connection.execute(select(SignInTry.__table__)).one()
    assert kept._asdict() == row


def test_nothing_is_found_and_nothing_changed_where_nothing_is(database):
    change = update(SignIn.__table__).where(SignIn.id == bindparam("one")).values(seen_at=NOW)
    with database.journal() as connection:
        assert READY.rows(connection, person_id=uuid4()) == []
        Ready(change).run(connection, one=uuid4())


def test_a_row_that_is_there_already_is_refused_as_sqlalchemy_does(database):
    row = {"id": new_id(), "user_name_index": b"x" * 32, "at": NOW, "outcome": Outcome.FAILED}
    with pytest.raises(IntegrityError), database.journal() as connection:
        twice(connection, row)
    with database.engine.connect() as connection:
        assert connection.execute(select(SignInTry.__table__)).all() == []


def test_a_table_that_is_gone_is_told_as_sqlalchemy_does(database):
    with database.journal() as connection:
        connection.exec_driver_sql("ALTER TABLE sign_in_tries RENAME TO away")
    row = {"id": new_id(), "user_name_index": b"x", "at": NOW, "outcome": Outcome.FAILED}
    with pytest.raises((OperationalError, ProgrammingError)), database.journal() as connection:
        TRY.run(connection, **row)


def test_a_value_is_checked_by_its_column(database):
    naive = NOW.replace(tzinfo=None)
    row = {"id": new_id(), "user_name_index": b"x", "at": naive, "outcome": Outcome.FAILED}
    with pytest.raises(ValueError, match="zone"), database.journal() as connection:
        TRY.run(connection, **row)


def test_no_value_that_was_put_in_is_told_in_a_fault(database):
    row = {"id": new_id(), "user_name_index": b"canary", "at": NOW, "outcome": Outcome.FAILED}
    with pytest.raises(IntegrityError) as fault, database.journal() as connection:
        twice(connection, row)
    assert "canary" not in str(fault.value)
