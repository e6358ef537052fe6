"""Sealed text opens with its key, in its place, unchanged; and nowhere else."""

import os
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from institution.access.policy import Permission
from institution.cases import scope
from institution.cases.models import Child
from institution.db.engine import Database
from institution.db.sealing import (
    KeyFileError,
    Keyring,
    Place,
    SealError,
    create_key_file,
    read_key_file,
)

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
KEYRING = Keyring({"00000001": OLD})
HERE = Place("children", "name_sealed", uuid4())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back_as_it_was(words):
    assert KEYRING.open(KEYRING.seal(words, HERE), HERE) == words


def test_the_same_text_is_never_sealed_alike():
    assert KEYRING.seal("Malik", HERE) != KEYRING.seal("Malik", HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        HERE._replace(row=uuid4()),
        HERE._replace(column="address_sealed"),
        HERE._replace(table="persons"),
    ],
)
def test_text_moved_to_another_place_does_not_open(elsewhere):
    with pytest.raises(SealError):
        KEYRING.open(KEYRING.seal("Malik", HERE), elsewhere)


def test_no_byte_can_be_changed():
    sealed = KEYRING.seal("Malik", HERE)
    for position in range(len(sealed)):
        damaged = bytearray(sealed)
        damaged[position] ^= 1
        with pytest.raises(SealError):
            KEYRING.open(bytes(damaged), HERE)


@pytest.mark.parametrize("length", [0, 1, 5, 16, 17, 20, 32])
def test_bytes_cut_short_do_not_open(length):
    with pytest.raises(SealError):
        KEYRING.open(KEYRING.seal("Malik", HERE)[:length], HERE)


def test_a_second_key_seals_and_the_first_still_opens():
    both = Keyring({"00000001": OLD, "00000002": NEW})
    before, after = KEYRING.seal("Malik", HERE), both.seal("Malik", HERE)
    assert both.open(before, HERE) == both.open(after, HERE) == "Malik"
    with pytest.raises(SealError, match="no key"):
        KEYRING.open(after, HERE)


def test_another_installation_cannot_open_it():
    with pytest.raises(SealError):
        Keyring({"00000001": NEW}).open(KEYRING.seal("Malik", HERE), HERE)


def test_fingerprints_stay_the_same_when_a_key_is_added():
    both = Keyring({"00000001": OLD, "00000002": NEW})
    assert both.index("cpr", "0904134321") == KEYRING.index("cpr", "0904134321")


def test_fingerprints_differ_by_field_value_and_installation():
    one = KEYRING.index("cpr", "0904134321")
    assert one != KEYRING.index("user_name", "0904134321")
    assert one != KEYRING.index("cpr", "0904134322")
    assert one != Keyring({"00000001": NEW}).index("cpr", "0904134321")


def test_a_new_key_file_is_its_owners_alone_and_is_never_replaced(tmp_path):
    path = tmp_path / "folder" / "key"
    create_key_file(path)
    assert path.stat().st_mode & 0o777 == 0o600
    kept = path.read_text()
    create_key_file(path)
    assert path.read_text() == kept
    assert read_key_file(path).open(read_key_file(path).seal("a", HERE), HERE) == "a"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o604])
def test_a_key_file_that_others_may_touch_is_refused(tmp_path, mode):
    path = tmp_path / "key"
    create_key_file(path)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="0600"):
        read_key_file(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n",
        "zz",
        f"00000001 {'ab' * 16}",
        f"00000001 {'ab' * 31}",
        f"0001 {OLD.hex()}",
        f"00000001 {'xy' * 32}",
        f"00000001 {OLD.hex()} more",
        "00000001",
        f"00000001 {OLD.hex()}\n00000001 {NEW.hex()}",
    ],
)
def test_a_key_file_that_makes_no_sense_is_refused(tmp_path, content):
    path = tmp_path / "key"
    path.touch(0o600)
    path.write_text(content)
    with pytest.raises(KeyFileError):
        read_key_file(path)


def test_a_key_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "key"
    path.touch(0o600)
    path.write_bytes(os.urandom(50) + b"\xff")
    with pytest.raises(KeyFileError):
        read_key_file(path)


def test_a_missing_key_file_is_refused(tmp_path):
    with pytest.raises(KeyFileError, match="missing"):
        read_key_file(tmp_path / "key")


def without_triggers(database: Database, table: str, statement: str, **values) -> None:
    """Change a row behind the program's back, as the owner of the database could."""
    with database.engine.execution_options(write=True).connect() as connection:
        for name in ("no_change", "no_loss"):
            on = f" ON {table}" if not database.is_sqlite else ""
            connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{name}{on}"))
        connection.execute(text(statement), values)
        connection.commit()


@pytest.mark.own_stage
def test_names_swapped_between_two_children_do_not_open(world, work_of, database):
    swap = (
        "UPDATE children SET name_sealed = (SELECT other.name_sealed FROM children AS other "
        "WHERE other.reference = 'HF-002') WHERE reference = 'HF-001'"
    )
    without_triggers(database, "children", swap)
    with work_of("sofie") as work:
        child = scope.child(work, Permission.CHILD_READ, world.children["malik"].id)
        with pytest.raises(SealError):
            _ = child.name


@pytest.mark.own_stage
def test_an_address_put_in_the_place_of_a_name_does_not_open(world, work_of, database):
    without_triggers(database, "children", "UPDATE children SET name_sealed = address_sealed")
    with work_of("sofie") as work:
        child = scope.child(work, Permission.CHILD_READ, world.children["malik"].id)
        with pytest.raises(SealError):
            _ = child.name


def test_a_sealed_text_is_read_inside_its_session(world, database):
    child = Child(reference="X", municipality_id=uuid4(), name="Malik", born_text="2013-04-09")
    assert child.name == "Malik"
    assert child.address is None
    child.name_sealed = KEYRING.seal("Malik", HERE)
    del child.__dict__["_waiting_name"]
    with pytest.raises(SealError, match="session"):
        _ = child.name


def test_a_child_is_found_by_its_number_without_opening_a_table(world, work_of, database):
    index = database.keyring.index("cpr", "0904134321")
    with work_of("sofie") as work:
        found = scope.children(work, Permission.CHILD_READ).where(Child.cpr_index == index)
        assert [child.name for child in work.session.scalars(found)] == ["Malik Kreutzmann"]
