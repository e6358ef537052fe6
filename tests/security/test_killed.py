"""A server killed in the middle of saving loses nothing it acknowledged and doubles nothing."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy.engine import make_url

from tests.served import LOST, Client, Server
from tests.world import PASSWORD

pytestmark = pytest.mark.own_stage

KILLS = 3
"""A server takes seconds to start; thirty kills are a part of the benchmarks."""


def log_path(world) -> str:
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    return f"/children/{world.children['malik'].id}/logs/{day.isoformat()}/evening/new"


def answers_of(form) -> dict:
    """Return a form as someone fills it in who takes the first answer of each question."""
    first = {name: offered[0] for name, offered in form.offers.items()}
    words = {name: "En god dag" for name in form.texts if "date" not in name}
    return form.filled(**{**first, **words})


def save_until_killed(client: Client, path: str, form: dict, kept: list[str]) -> str:
    """Save one log after the other; return the id of the one whose answer never came."""
    while True:
        one = str(uuid4())
        try:
            status = client.ask("POST", path, {**form, "id": [one]})[0]
        except LOST:
            return one
        assert status == 303, status
        kept.append(one)


@pytest.mark.only_on("sqlite")
def test_a_server_that_is_killed_keeps_what_it_acknowledged_once(settings, world):
    chance, path, kept = Random(7), log_path(world), []
    server = Server(settings)
    client = Client(server.port)
    with server:
        client.sign_in("pipaluk", PASSWORD)
        form = answers_of(client.form(path))
        for _ in range(KILLS):
            timer = threading.Timer(chance.uniform(0.2, 0.6), server.kill)
            timer.start()
            lost = save_until_killed(client, path, form, kept)
            timer.join()
            server.start()
            assert client.ask("POST", path, {**form, "id": [lost]})[0] == 303
            kept.append(lost)
    client.hang_up()
    file = make_url(settings.database_url).database
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = [UUID(row[0]) for row in database.execute("SELECT id FROM shift_logs")]
        parts = database.execute(
            "SELECT count(*) FROM shift_logs WHERE id NOT IN (SELECT record_id FROM record_history)"
        ).fetchone()
    assert len(kept) > KILLS * 2
    assert sorted(map(str, stored)) == sorted(kept)
    assert parts == (0,)
