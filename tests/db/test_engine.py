"""The engine loses nothing it acknowledged, and refuses to start on anything that would."""

import sqlite3
import threading
import time
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import create_engine, event, inspect, text

from institution.access.errors import UnavailableError
from institution.app import create_app
from institution.config import Settings
from institution.db import engine as engines
from institution.db import schema, sqlite
from institution.db.engine import Database, WeakDatabaseError, open_engine
from institution.db.sealing import KeyFileError, read_key_file

pytestmark = pytest.mark.own_stage


@pytest.mark.only_on("sqlite")
def test_sqlite_keeps_what_it_acknowledges(database):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    for _ in range(3):
        with database.engine.connect() as connection:
            for name, value in wanted.items():
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_eight_writers_lose_no_update(database):
    with database.engine.execution_options(write=True).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE counted (number INTEGER)")
        connection.exec_driver_sql("INSERT INTO counted VALUES (0)")
        connection.commit()
    lock = "" if database.is_sqlite else " FOR UPDATE"

    def count():
        for _ in range(25):
            with database.writing() as session:
                number = session.scalar(text(f"SELECT number FROM counted{lock}"))
                time.sleep(0.0005)
                session.execute(text("UPDATE counted SET number = :n"), {"n": number + 1})
                session.commit()

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.scalar(text("SELECT number FROM counted")) == 200


@pytest.mark.only_on("sqlite")
def test_readers_see_one_moment_while_another_writes(database):
    count = text("SELECT count(*) FROM security_log")
    with database.reading() as reader:
        before = reader.scalar(count)
        with database.writing() as writer:
            writer.execute(text("INSERT INTO security_log (id, at, event) VALUES ('1', '1', '1')"))
            writer.commit()
        assert reader.scalar(count) == before


@contextmanager
def held(database: Database):
    """Let another hold the turn to write."""
    ready, done = threading.Event(), threading.Event()

    def hold():
        with database.writing():
            ready.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    ready.wait(5)
    try:
        yield
    finally:
        done.set()
        other.join()


@pytest.mark.only_on("sqlite")
def test_who_waits_too_long_to_write_is_told_so(database, monkeypatch):
    monkeypatch.setattr(engines, "LOCK_SECONDS", 0.05)
    with held(database), pytest.raises(UnavailableError), database.writing():
        pass
    with database.writing() as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_a_session_that_failed_gives_its_turn_back(database):
    with pytest.raises(ZeroDivisionError), database.writing():
        raise ZeroDivisionError
    with database.writing() as session:
        assert session.scalar(text("SELECT 1")) == 1


def test_a_commit_that_fails_leaves_nothing_to_who_works_next(database):
    def fail(_connection):
        raise OSError("the disk is away")

    event.listen(database.engine, "commit", fail)
    with database.writing() as session:
        session.execute(text("CREATE TABLE half_done (number INTEGER)"))
        with pytest.raises(OSError, match="away"):
            session.commit()
    event.remove(database.engine, "commit", fail)
    with database.reading() as first, database.writing() as second:
        for session in (first, second):
            assert not inspect(session.connection()).has_table("half_done")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file::memory:?uri=true",
        "sqlite:///file:shared?mode=memory&cache=shared&uri=true",
        "mysql://somewhere/db",
    ],
)
def test_a_database_that_cannot_keep_anything_is_refused(url):
    with pytest.raises(WeakDatabaseError):
        open_engine(url)


@pytest.mark.only_on("sqlite")
def test_sqlite_that_does_not_take_the_settings_is_refused(settings, monkeypatch):
    monkeypatch.setattr(sqlite, "PRAGMAS", {**sqlite.PRAGMAS, "journal_mode": "delete"})
    engines.open_engine(settings.database_url).dispose()
    monkeypatch.undo()
    monkeypatch.setattr(engines, "_set_pragmas", lambda *_: None)
    with pytest.raises(WeakDatabaseError, match="is"):
        engines.open_engine(settings.database_url)


@pytest.mark.parametrize("value", ["off", "local", "remote_write"])
@pytest.mark.only_on("postgresql")
def test_postgresql_that_does_not_commit_durably_is_refused(settings, value):
    _alter(settings.database_url, f"SET synchronous_commit = {value}")
    with pytest.raises(WeakDatabaseError, match="synchronous_commit"):
        open_engine(settings.database_url)


@pytest.mark.only_on("postgresql")
def test_a_role_that_does_not_commit_durably_is_refused(settings):
    url = f"{settings.database_url}?options=-csynchronous_commit%3Doff"
    with pytest.raises(WeakDatabaseError, match="synchronous_commit"):
        open_engine(url)


@pytest.mark.only_on("postgresql")
def test_an_old_postgresql_is_refused(settings, monkeypatch):
    monkeypatch.setattr(engines, "OLDEST_POSTGRESQL", 99)
    with pytest.raises(WeakDatabaseError, match="older"):
        open_engine(settings.database_url)


def _alter(url: str, change: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar()
        connection.exec_driver_sql(f"ALTER DATABASE {name} {change}")
    engine.dispose()


@pytest.mark.only_on("sqlite")
def test_the_program_does_not_start_on_an_empty_database(tmp_path, settings):
    settings = Settings(f"sqlite:///{tmp_path / 'empty.sqlite'}", settings.key_file)
    with pytest.raises(schema.UnknownSchemaError, match="none"):
        create_app(settings)


@pytest.mark.parametrize("version", ["0001", "9999"])
def test_the_program_does_not_start_on_another_schema(settings, database, version):
    with database.engine.execution_options(write=True).connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
        connection.commit()
    with pytest.raises(schema.UnknownSchemaError, match=version):
        create_app(settings)


def test_the_program_does_not_start_without_its_key(settings, tmp_path):
    with pytest.raises(KeyFileError):
        create_app(Settings(settings.database_url, tmp_path / "nowhere"))


def test_moments_are_kept_in_utc_and_need_a_zone(database):
    from datetime import UTC, datetime, timedelta, timezone

    from institution.db.types import Moment

    here = datetime(2026, 11, 22, 21, 50, tzinfo=timezone(timedelta(hours=-2)))
    moment, dialect = Moment(), database.engine.dialect
    assert moment.process_bind_param(here, dialect).utcoffset() == timedelta(0)
    assert moment.process_result_value(datetime(2026, 1, 1), dialect).tzinfo is UTC  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        moment.process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001


@pytest.mark.only_on("sqlite")
def test_the_key_of_the_tests_is_read_like_any_other(settings):
    assert read_key_file(settings.key_file)


def can_write(url: str) -> bool:
    """Tell whether another process could take the write lock now."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        return True


@pytest.mark.only_on("sqlite")
def test_who_writes_holds_the_lock_from_the_start_and_who_reads_never(database, settings):
    url, one = settings.database_url, text("SELECT 1")
    for _ in range(2):
        with database.reading() as session:
            session.scalar(one)
            assert can_write(url)
            with database.journal(session) as connection:
                connection.execute(one)
                assert not can_write(url)
        with database.writing() as session:
            session.scalar(one)
            assert not can_write(url)
            session.commit()
            session.scalar(one)
            assert not can_write(url)
        with database.engine.connect() as connection:
            connection.execute(one)
            assert can_write(url)
