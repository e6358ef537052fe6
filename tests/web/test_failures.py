"""What a person reads when something fails, and that the program comes back by itself."""

import sqlite3
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url

from institution.db import engine as engines
from institution.web.refusals import BARE_PAGE
from tests.pages import counts, rows
from tests.world import PASSWORD

pytestmark = pytest.mark.own_stage

NEW = {"old": PASSWORD, "new": "fire sæler i vandet", "again": "fire sæler i vandet"}


@pytest.mark.only_on("sqlite")
def test_a_full_disk_is_said_loses_nothing_and_is_over_when_there_is_room(app, reader, world):
    engine, browser = app.extensions["database"].engine, reader("pipaluk")
    path, form = (
        f"/try/{world.children['malik'].id}/change",
        {"csrf_token": browser.token("/account")},
    )
    count = "SELECT count(*) FROM record_history"
    before = rows(app, count)[0][0]

    def full(connection):
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "begin", full)
    saved = 0
    while (answer := browser.client.post(path, data=form)).status_code == 303:
        saved += 1
    event.remove(engine, "begin", full)
    assert answer.status_code == 503
    assert "<p><strong>" in answer.text
    app.extensions["database"].close()
    assert rows(app, count)[0][0] == before + saved
    assert browser.client.post(path, data=form).status_code == 303
    assert rows(app, count)[0][0] == before + saved + 1


@pytest.mark.only_on("sqlite")
def test_a_database_held_by_another_program_is_busy_and_works_again(
    app, settings, reader, monkeypatch
):
    browser = reader("ane")
    token = browser.token("/account")
    monkeypatch.setattr(engines, "LOCK_SECONDS", 0.1)
    app.extensions["database"].close()
    before = counts(app)
    file = make_url(settings.database_url).database
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = browser.client.post("/account", data={"csrf_token": token, **NEW})
        assert answer.status_code == 503
        assert "<p><strong>" in answer.text
        assert browser.get("/account").status_code == 200
        other.execute("ROLLBACK")
    assert counts(app) == before
    answer = browser.client.post("/account", data={"csrf_token": token, **NEW})
    assert answer.status_code == 303


@pytest.mark.only_on("postgresql")
def test_a_database_that_is_gone_is_said_and_comes_back_alone(app, settings, reader):
    browser = reader("ane")
    token = browser.token("/account")
    url = make_url(settings.database_url)
    server = url.set(drivername="postgresql", database="postgres").render_as_string()
    with psycopg.connect(server, autocommit=True) as server_connection:
        server_connection.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false")
        server_connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [url.database],
        )
        away = [
            browser.client.post("/account", data={"csrf_token": token, **NEW}),
            browser.client.get("/account"),
        ]
        assert [answer.status_code for answer in away] == [503, 503]
        assert browser.client.get("/health").status_code == 503
        server_connection.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true")
    assert browser.get("/account").status_code == 200
    answer = browser.client.post("/account", data={"csrf_token": token, **NEW})
    assert answer.status_code == 303


def test_even_a_failure_page_that_fails_says_what_became_of_the_form(app, reader, caplog, world):
    browser = reader("pipaluk")
    token = browser.token("/account")

    def broken():
        raise RuntimeError("Malik Kreutzmann")

    app.template_context_processors[None].append(broken)
    path = f"/try/{world.children['malik'].id}/break"
    answer = browser.client.post(path, data={"csrf_token": token})
    assert (answer.status_code, answer.text) == (500, BARE_PAGE)
    assert "Malik" not in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nowhere", 404),
        ("delete", "/account", 405),
        ("post", "/account", 401),
        ("get", "/children/not-an-id", 404),
    ],
)
def test_each_refusal_is_a_page_with_a_way_back(browser, method, path, status):
    visitor = browser()
    answer = getattr(visitor.client, method)(path)
    assert answer.status_code == status
    assert 'href="/"' in answer.text or 'action="/sign-in"' in answer.text


def test_too_large_a_form_is_refused_in_plain_words(reader, app):
    browser = reader("ane")
    token, before = browser.token("/account"), counts(app)
    answer = browser.client.post("/account", data={"csrf_token": token, "old": "a" * 9_000_000})
    assert answer.status_code == 413
    assert "<p><strong>" in answer.text
    assert counts(app) == before
