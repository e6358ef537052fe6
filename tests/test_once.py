"""What is written once is there again, and nothing beside it is lost unseen."""

import sqlite3
from contextlib import ExitStack, closing

import pytest
from sqlalchemy import create_engine

from tests.once import Once

pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def engine(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'test.sqlite'}")
    run(engine, "CREATE TABLE words (word TEXT)")
    yield engine
    engine.dispose()


@pytest.fixture
def once():
    with ExitStack() as stack:
        yield Once(stack)


def run(engine, statement: str) -> list:
    with closing(sqlite3.connect(engine.url.database, isolation_level=None)) as used:
        return used.execute(statement).fetchall()


def test_it_is_written_once_and_put_back_after_that(engine, once):
    written = []

    def write() -> int:
        written.append(1)
        run(engine, "INSERT INTO words VALUES ('first')")
        return len(written)

    for _ in range(3):
        assert once(engine, "a word", write) == 1
        assert run(engine, "SELECT word FROM words") == [("first",)]
        run(engine, "DELETE FROM words")
    assert written == [1]


def test_what_was_written_before_it_is_no_more_lost_than_forgotten(engine, once):
    once(engine, "nothing", lambda: None)
    run(engine, "INSERT INTO words VALUES ('before')")
    with pytest.raises(AssertionError, match="before 'nothing'"):
        once(engine, "nothing", lambda: None)
    assert run(engine, "SELECT word FROM words") == [("before",)]
