"""The demo is the same world on PostgreSQL."""

import pytest

from institution.access.actor import SET_UP
from institution.access.work import Work
from institution.config import Settings
from institution.db.engine import Database
from institution.db.sealing import read_key_file
from institution.demo.loading import load
from institution.serving import prepare
from tests import postgres
from tests.demo.conftest import Demo
from tests.demo.reading import TINY, told
from tests.world import NOW


@pytest.mark.postgresql
def test_both_databases_hold_the_same_world(make, tmp_path):
    with postgres.cluster() as server, postgres.database(server) as url:
        settings = Settings(url, tmp_path / "key")
        prepare(settings)
        database = Database(url, read_key_file(settings.key_file))
        with database.writing() as session:
            load(Work(session, SET_UP, NOW), TINY)
            session.commit()
        assert told(Demo(settings, database)) == told(make(TINY))
        database.engine.dispose()
