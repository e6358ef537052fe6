"""The command tells what it kept, or every reason why it kept nothing."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from institution.access.actor import Actor
from institution.access.policy import Permission, Role
from institution.access.work import Work
from institution.app import create_app
from institution.cases import scope
from institution.cases.models import Assignment, Child, Home
from institution.logs.cli import import_
from institution.logs.models import ShiftLog
from tests.clock import Clock
from tests.logs.import_files import csv_bytes, row, written
from tests.stage import newly_prepared
from tests.world import NOW

FOREIGN = b"person,number,happy,secret\nP1,0,7,x\nP1,1,4,x\nP2,1,1,x\n"
MAPPED = (
    "--child-column=person",
    "--day-column=number",
    "--map=happy=mood",
    "--rescale=1:7",
    "--day-zero=2026-01-01",
    "--author=Somebody",
    "--shift=evening",
)


@pytest.fixture
def run(app, tmp_path):
    """Give `run(content, option, ...)`: the result of the command."""

    def run(content: bytes, *options: str, inside=app):
        file = written(tmp_path, content)
        with inside.app_context():
            return CliRunner().invoke(import_, ["logs", str(file), *options])

    return run


@pytest.fixture
def empty(tmp_path):
    """Give an application on a database in which nobody lives."""
    app = create_app(newly_prepared(tmp_path), Clock(NOW))
    yield app
    app.extensions["database"].close()


def count(database, model) -> int:
    with database.reading() as session:
        counted = select(func.count()).select_from(model).execution_options(scope="count")
        return session.scalar(counted)


def test_what_was_kept_is_told(run, database):
    result = run(csv_bytes(row(), row(day="2026-11-19")))
    assert result.exit_code == 0, result.output
    assert result.stdout == "2 logs imported: 2 ratings of 1 child, 2026-11-19 to 2026-11-20.\n"
    assert result.stderr == ""
    assert count(database, ShiftLog) == 2


def test_the_same_file_again_is_told(run):
    run(csv_bytes(row()))
    assert run(csv_bytes(row())).stdout == "1 log had been imported before.\n0 logs imported.\n"


def test_a_dry_run_is_told_and_keeps_nothing(run, database):
    result = run(csv_bytes(row()), "--dry-run")
    assert result.exit_code == 0
    assert "1 log would be imported" in result.stdout
    assert count(database, ShiftLog) == 0


def test_every_refused_row_is_listed_and_nothing_is_kept(run, database):
    result = run(csv_bytes(row(), row(mood="7"), row(child="HF-999"), row(note="a\x00b")))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "line 3: mood: not a level: 1, 2, 3, 4 or 5, or empty",
        "line 4: child: no child has the reference 'HF-999'",
        "line 5: note: holds an invisible control character",
        "Error: Nothing was kept: 3 reasons.",
    ]
    assert count(database, ShiftLog) == 0


def test_a_long_list_of_refused_rows_is_cut(run):
    result = run(csv_bytes(*(row(mood="7") for _ in range(60))))
    lines = result.stderr.splitlines()
    assert len(lines) == 52
    assert lines[-2:] == ["and 10 more", "Error: Nothing was kept: 60 reasons."]


def test_a_file_that_cannot_be_read_is_named(run):
    result = run("child,note\nA,sæl\n".encode("latin-1"))
    assert result.exit_code == 1
    assert "logs.csv: line 2: the file is not UTF-8" in result.stderr


@pytest.mark.only_on("sqlite")
def test_a_file_that_is_not_there_is_wrong_usage(app):
    with app.app_context():
        result = CliRunner().invoke(import_, ["logs", "nowhere.csv"])
    assert result.exit_code == 2


@pytest.mark.parametrize(
    "option",
    ["--map=mood", "--map==mood", "--rescale=1", "--rescale=x:y", "--rescale=3:3", "--shift=aften"],
)
def test_an_option_that_cannot_be_is_wrong_usage(run, option):
    assert run(csv_bytes(row()), option).exit_code == 2


def test_another_programs_file_is_tried_out_in_an_empty_database(run, empty):
    result = run(FOREIGN, "--try-out", *MAPPED, inside=empty)
    assert result.exit_code == 0, result.output
    assert "Columns left out: secret" in result.stdout
    assert "3 logs imported: 3 ratings of 2 children, 2026-01-01 to 2026-01-02." in result.stdout
    assert "Sign in as try-out, password " in result.stdout
    again = run(FOREIGN, "--try-out", *MAPPED, inside=empty)
    assert "3 logs had been imported before." in again.stdout
    assert "Sign in as try-out as before" in again.stdout
    database = empty.extensions["database"]
    assert (count(database, ShiftLog), count(database, Child)) == (3, 2)


def test_the_caseworker_of_a_try_out_reads_what_was_imported(run, empty):
    run(FOREIGN, "--try-out", *MAPPED, inside=empty)
    with empty.extensions["database"].reading() as session:
        reader = session.scalar(select(Assignment.person_id).execution_options(scope="test"))
        work = Work(session, Actor(reader, frozenset({Role.CASEWORKER})), NOW)
        found = session.scalars(scope.about(ShiftLog, work, Permission.LOG_READ)).all()
        assert sorted(log.ratings[0].level for log in found) == [1, 3, 5]


def test_nothing_is_made_up_in_a_dry_run(run, empty):
    result = run(FOREIGN, "--try-out", "--dry-run", *MAPPED, inside=empty)
    assert result.exit_code == 2
    assert count(empty.extensions["database"], Home) == 0


def test_nothing_is_made_up_beside_real_homes(run, database):
    result = run(FOREIGN, "--try-out", *MAPPED)
    assert result.exit_code == 1
    assert "--try-out needs a database without other homes" in result.stderr
    assert count(database, ShiftLog) == 0


def test_when_a_row_is_refused_nothing_is_made_up_either(run, empty):
    result = run(FOREIGN.replace(b",7,", b",8,"), "--try-out", *MAPPED, inside=empty)
    assert result.exit_code == 1
    assert count(empty.extensions["database"], Child) == 0
