"""A copy can be brought back, and a damaged one is refused."""

import pytest

from institution.db.backup import BackupError, back_up, restore
from institution.db.engine import Database
from institution.db.sealing import read_key_file

pytestmark = [pytest.mark.own_stage, pytest.mark.only_on("sqlite")]
"""Copies of PostgreSQL are made by its own programs."""


def test_a_copy_brings_every_row_back(settings, database, tmp_path):
    back_up(settings.database_url, tmp_path / "copy")
    url = f"sqlite:///{tmp_path / 'back' / 'again.sqlite'}"
    restore(tmp_path / "copy", url)
    again = Database(url, read_key_file(settings.key_file))
    tables = "SELECT count(*) FROM children", "SELECT count(*) FROM record_history"
    for count in tables:
        with database.engine.connect() as then, again.engine.connect() as now:
            assert now.exec_driver_sql(count).scalar() == then.exec_driver_sql(count).scalar() > 0
    again.engine.dispose()


@pytest.mark.parametrize("damage", ["cut", "empty", "missing", "text"])
def test_a_damaged_copy_is_refused_and_nothing_is_written(settings, tmp_path, damage):
    copy, target = tmp_path / "copy", tmp_path / "again.sqlite"
    back_up(settings.database_url, copy)
    whole = copy.read_bytes()
    copy.write_bytes({"cut": whole[: len(whole) // 2], "text": b"not a database"}.get(damage, b""))
    if damage == "missing":
        copy.unlink()
    with pytest.raises(BackupError):
        restore(copy, f"sqlite:///{target}")
    assert not target.exists()


def test_nothing_that_is_there_is_written_over(settings, tmp_path):
    (tmp_path / "copy").write_text("something of mine")
    with pytest.raises(BackupError):
        back_up(settings.database_url, tmp_path / "copy")
    with pytest.raises(BackupError):
        restore(tmp_path / "copy", settings.database_url)
