"""How often the flag of a house is wrong, on invented homes."""

from datetime import timedelta
from uuid import UUID

import pytest
from click.testing import CliRunner

from institution.cli import main
from institution.flags.services import house_trial
from institution.flags.services.house_trial import go_on, tried
from institution.flags.services.houses import House
from institution.stats.evaluation.happenings import QUIET
from tests.world import TODAY

HOME = UUID(int=1)


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(house_trial, "DAYS", 80)


def raised(low):
    """Return the days on which a flag is raised, of six children, so many of them low each day."""
    standing = {}
    houses = [House(HOME, one, 6, one >= 4) for one in low]
    days = [TODAY + timedelta(days=one) for one in range(len(low))]
    told = [go_on(house, standing, day) for house, day in zip(houses, days, strict=True)]
    return [number for number, one in enumerate(told) if one]


def test_a_flag_that_stands_counts_once_and_one_that_closed_counts_again_after_a_while():
    assert raised([0, 4, 4, 5, 4] + [3] * 20) == [1]
    assert raised([4, *[0] * 10, *[4] * 20]) == [0, 21]


def test_a_home_of_which_nothing_happens_is_watched_from_when_its_children_are_known():
    found = tried(QUIET, 1, seed=1)
    assert found.years == pytest.approx(18 / 365.25, abs=4 / 365.25)
    assert (found.flags, found.per_year) == (0, 0.0)


def test_the_command_prints_both_kinds_of_homes_and_opens_no_database(tmp_path):
    database = tmp_path / "none.sqlite"
    runner = CliRunner(env={"INSTITUTION_DATABASE_URL": f"sqlite:///{database}"})
    found = runner.invoke(main, ["flags", "evaluate-house", "--homes", "1"])
    assert [line.split(":")[0] for line in found.output.splitlines()] == [
        "nothing",
        "a strict newcomer",
    ]
    assert "0 flags in 0.0 years of a house, 0.00 a year" in found.output
    assert not database.exists()
