"""The command that measures the flag engine."""

from click.testing import CliRunner

from institution.cli import main
from institution.stats.evaluation import table
from institution.stats.evaluation.weeks import STRONG


def run(*words, **settings):
    return CliRunner(env=settings).invoke(main, ["flags", "evaluate", *words])


def test_a_known_change_needs_real_series():
    found = run("--inject")
    assert found.exit_code == 2
    assert "--real" in found.output


def test_a_folder_without_series_is_refused(tmp_path):
    found = run("--real", str(tmp_path), "--inject")
    assert found.exit_code == 1
    assert "meta.json" in found.output


def test_no_database_is_opened(tmp_path):
    (tmp_path / "meta.json").write_text("{}")
    database = tmp_path / "none.sqlite"
    found = run(
        "--real", str(tmp_path), "--inject", INSTITUTION_DATABASE_URL=f"sqlite:///{database}"
    )
    assert found.exit_code == 0
    assert not database.exists()


def test_weekends_are_tried_on_homes_whose_weeks_have_a_strong_rhythm(monkeypatch):
    monkeypatch.setattr(table, "invented", lambda tried, rate: [f"{tried} {rate}"])
    found = CliRunner().invoke(main, ["flags", "evaluate-weekends", "--homes", "3"])
    assert found.exit_code == 0
    assert f"homes=3, seed=1, told=None, rhythm={STRONG!r}" in found.output
