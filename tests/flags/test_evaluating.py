"""The command that measures the flag engine."""

from click.testing import CliRunner

from institution.cli import main


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
