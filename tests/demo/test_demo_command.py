"""The command loads the demo once, and only where nobody else is."""

import re
import socket

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from institution.app import create_app
from institution.cli import main
from institution.demo.cli import invite_tablet
from institution.demo.placing import PASSWORD
from institution.logs.models import ShiftLog
from tests.client import Browser

SMALL = ("demo", "--no-serve", "--children=2", "--days=20")


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Give `run(argument, ...)`: the result of the command on a database of its own."""
    monkeypatch.setenv("INSTITUTION_DATABASE_URL", f"sqlite:///{tmp_path / 'd e' / 'demo.sqlite'}")
    monkeypatch.setenv("INSTITUTION_KEY_FILE", str(tmp_path / "d e" / "key"))

    def run(*arguments: str):
        return CliRunner().invoke(main, arguments)

    return run


def logs() -> int:
    app = create_app()
    database = app.extensions["database"]
    with database.reading() as session:
        counted = select(func.count()).select_from(ShiftLog).execution_options(scope="count")
        found = session.scalar(counted)
    database.engine.dispose()
    return found


def test_the_demo_is_loaded_once_and_says_who_can_sign_in_and_how_to_try_a_tablet(run, capsys):
    result = run(*SMALL)
    assert result.exit_code == 0, result.output
    assert "Nobody in it exists" in result.stdout
    assert PASSWORD in result.stdout
    assert "caseworker, Storfjord" in result.stdout
    before = logs()
    result = run(*SMALL, "--seed=9")
    assert result.exit_code == 0
    assert "what was logged since is kept" in result.stdout
    assert logs() == before > 0
    app = create_app()
    with app.app_context():
        invite_tablet()
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", capsys.readouterr().out)[0]
    tablet = Browser(app)
    assert tablet.post("/devices/enrol", {"code": code}, page="/devices/enrol").status_code == 303
    assert tablet.client.get_cookie("device")
    app.extensions["database"].close()


def test_a_database_with_other_people_is_refused(run):
    assert run("db", "upgrade").exit_code == 0
    added = run(
        "people", "add", "somebody", "--name=N", "--role=caseworker", "--password=long enough now"
    )
    assert added.exit_code == 0, added.output
    result = run(*SMALL)
    assert result.exit_code == 1
    assert "holds other people" in result.stderr
    assert logs() == 0


def test_a_taken_port_is_told_before_anything_is_made(run, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("demo", f"--port={port}")
        assert run("serve", f"--port={port}").exit_code == 1
    assert result.exit_code == 1
    assert "choose another with --port" in result.stderr
    assert not (tmp_path / "d e").exists()


@pytest.mark.parametrize("wrong", ["--children=0", "--days=1", "--seed=x", "--unknown"])
def test_wrong_options_are_wrong_usage(run, wrong):
    assert run("demo", wrong).exit_code == 2
