"""Looking back counts what sweeps would have raised, and keeps none of it."""

from collections import Counter
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from institution.audit.models import UseLog
from institution.flags.cli import flags
from institution.flags.models import Flag
from institution.flags.services.replaying import Replayed
from institution.logs.services import importing
from tests.logs.import_files import HEADER, csv_bytes, row, written
from tests.world import TODAY

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")
BOTH = pytest.mark.only_on("sqlite", "postgresql")

FELL = 12
"""Days ago."""
LEFT_TO_FALL = str(TODAY - timedelta(days=FELL))


@pytest.fixture
def run(app, work_of, tmp_path):
    """Give `run(argument, ...)`: the command, after a child's days fell."""
    rows = []
    for ago in range(90, -1, -1):
        level = "4" if ago > FELL else "2"
        author = ("pipaluk", "ivik", "naja")[ago % 3]
        day = str(TODAY - timedelta(days=ago))
        rows.append(row(day=day, mood=level, calm=level, author=author))
    file = written(tmp_path, csv_bytes(*rows, header=HEADER))
    with work_of("set_up") as work:
        found = importing.read_rows(importing.open_sheet(file), importing.Request())
        importing.keep(work, found)

    def run(*arguments: str):
        with app.app_context():
            return CliRunner().invoke(flags, ["replay", *arguments])

    return run


def count(database, model) -> int:
    with database.reading() as session:
        counted = select(func.count()).select_from(model).execution_options(scope="count")
        return session.scalar(counted)


@BOTH
def test_what_would_have_been_raised_is_counted_and_not_kept(run, database):
    result = run(f"--from={TODAY - timedelta(days=40)}", f"--until={TODAY}")
    assert result.exit_code == 0, result.output
    assert "41 days of children written about: 0.1 years." in result.stdout
    assert "below_usual: 1, 8.91 a year" in result.stdout
    assert count(database, Flag) == 0


def test_looking_back_is_looking(run, database):
    before = count(database, UseLog)
    run(f"--from={TODAY - timedelta(days=1)}")
    assert count(database, UseLog) > before


def test_before_the_fall_nothing_would_have_been_raised(run):
    result = run(f"--from={TODAY - timedelta(days=40)}", f"--until={LEFT_TO_FALL}")
    assert "below_usual" not in result.stdout


@pytest.mark.parametrize(
    ("first", "last"), [("2026-11-22", "2026-11-21"), ("2026-11-01", "2026-12-01")]
)
def test_a_period_that_cannot_be_is_refused(run, first, last):
    assert run(f"--from={first}", f"--until={last}").exit_code == 1


def test_without_days_there_is_no_rate():
    assert Replayed(0, Counter()).per_year(3) == 0
