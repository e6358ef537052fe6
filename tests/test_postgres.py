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
