"""The PostgreSQL server of the tests is what the product demands of a real one."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests import postgres

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.cluster() as prefix:
        yield prefix


def connect(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def with_a_row(url: str) -> None:
    with connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_the_server_writes_durably(server, setting):
    with connect(server + "postgres") as connection:
        assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)


def test_a_copy_holds_what_the_template_holds_and_changes_nothing_in_it(server):
    name = postgres.template(server, with_a_row)
    with postgres.database(server, name) as url, connect(url) as connection:
        connection.execute("DELETE FROM kept")
    with postgres.database(server, name) as url, connect(url) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_template_is_ready_though_a_connection_to_it_was_left_open(server):
    left_open = []
    name = postgres.template(server, lambda url: left_open.append(connect(url)))
    with postgres.database(server, name) as url, connect(url):
        left_open[0].close()


def test_a_database_is_dropped_though_a_connection_to_it_was_left_open(server):
    with postgres.database(server) as url:
        left_open = connect(url)
    with pytest.raises(psycopg.OperationalError):
        connect(url)
    left_open.close()


def with_tied_rows(url: str) -> None:
    with connect(url) as connection:
        connection.execute("CREATE TABLE homes (id int PRIMARY KEY, name text)")
        connection.execute("CREATE TABLE units (id int PRIMARY KEY, home int REFERENCES homes)")
        connection.execute("INSERT INTO homes VALUES (2, 'two'), (1, NULL), (3, 'three')")
        connection.execute("INSERT INTO units VALUES (7, 2), (6, 1)")


CHANGES = (
    "UPDATE homes SET name = 'another' WHERE id = 2",
    "INSERT INTO units VALUES (8, 3)",
    "DELETE FROM units WHERE id = 7",
    "TRUNCATE homes CASCADE",
    "DELETE FROM units; DELETE FROM homes WHERE id = 2; INSERT INTO homes VALUES (4, NULL)",
)


def test_renewal_puts_back_every_row_in_its_order_whatever_was_changed(server):
    with postgres.database(server) as url:
        with_tied_rows(url)
        with postgres.renewal(url) as renew, connect(url) as connection:
            for change in ("SELECT 1", *CHANGES):
                connection.execute(change)
                renew()
                homes = connection.execute("TABLE homes").fetchall()
                assert homes == [(2, "two"), (1, None), (3, "three")], change
                assert connection.execute("TABLE units").fetchall() == [(7, 2), (6, 1)], change


def test_renewal_refuses_while_somebody_still_writes(server, monkeypatch):
    monkeypatch.setattr(postgres, "START_SECONDS", 0.2)
    with postgres.database(server) as url:
        with_tied_rows(url)
        with postgres.renewal(url) as renew, connect(url) as writing, writing.transaction():
            writing.execute("INSERT INTO homes VALUES (4, 'four')")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                renew()
