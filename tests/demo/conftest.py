"""A small demo, loaded once for all tests that only look at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from institution.access.actor import NIGHTLY, SET_UP
from institution.access.work import Work
from institution.config import Settings
from institution.db.engine import Database
from institution.db.sealing import read_key_file
from institution.demo.loading import Options, load
from tests.stage import newly_prepared
from tests.world import NOW

SMALL = Options(seed=1, children=12, days=200)


@dataclass
class Demo:
    """A database with a demo in it."""

    settings: Settings
    database: Database

    @contextmanager
    def work(self, actor=NIGHTLY, now: datetime = NOW) -> Iterator[Work]:
        """Give a piece of work that is thrown away."""
        with self.database.writing() as session:
            yield Work(session, actor, now)


def made(folder: Path, options: Options | None, now: datetime = NOW) -> Demo:
    """Return a database, with a demo where there are options."""
    settings = newly_prepared(folder)
    database = Database(settings.database_url, read_key_file(settings.key_file))
    if options is not None:
        with database.writing() as session:
            load(Work(session, SET_UP, now), options)
            session.commit()
    return Demo(settings, database)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[Demo]:
    demo = made(tmp_path_factory.mktemp("demo"), SMALL)
    yield demo
    demo.database.engine.dispose()


@pytest.fixture(scope="session")
def make(tmp_path_factory):
    """Give `make(options, now, copy)`: another database, the same for the same arguments."""
    demos: dict[object, Demo] = {}

    def make(options: Options | None, now: datetime = NOW, copy: int = 1) -> Demo:
        key = (options, now, copy)
        if key not in demos:
            demos[key] = made(tmp_path_factory.mktemp("demo"), options, now)
        return demos[key]

    yield make
    for demo in demos.values():
        demo.database.engine.dispose()
