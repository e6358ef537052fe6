"""What every test is given: the small world, on SQLite and, when asked, on PostgreSQL."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings

from institution.access.work import Work
from institution.config import Settings
from institution.db.engine import Database
from institution.flags.services import arriving
from tests.client import PASSED
from tests.clock import Clock
from tests.pages import arrived
from tests.stage import Stage, Stages
from tests.world import NOW, World

# Generated examples take as long as they take: a busy machine is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# Programs stay until the end: to look again and again for what is unused in them takes time.
gc.set_threshold(100_000, 20, 20)

FULLY_TESTED = {"access", "audit", "cases", "stats"}
"""Folders of tests that reach every line and branch of what they are named after.

Only they are traced, as that makes a test take almost twice as long.
"""


def pytest_addoption(parser):
    parser.addoption(
        "--postgresql", action="store_true", help="run the database tests on PostgreSQL too"
    )


def pytest_generate_tests(metafunc):
    if "backend" in metafunc.fixturenames:
        metafunc.parametrize("backend", _backends(metafunc), indirect=True)


def _backends(metafunc) -> list:
    """Return on what to run a test that asks for a database, directly or not."""
    only_on = metafunc.definition.get_closest_marker("only_on")
    postgresql = pytest.param("postgresql", marks=pytest.mark.postgresql)
    if only_on:
        return [postgresql if name == "postgresql" else name for name in only_on.args]
    both = metafunc.config.getoption("--postgresql") and not _shows_pages(metafunc)
    return ["sqlite", postgresql] if both else ["sqlite"]


def _shows_pages(metafunc) -> bool:
    """Tell whether a test is about pages: what they ask is asked of both databases elsewhere."""
    named = metafunc.module.__name__.rpartition(".")[2]
    return "page" in named or metafunc.definition.get_closest_marker("browser") is not None


def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.path.parent.name not in FULLY_TESTED:
            item.add_marker(pytest.mark.no_cover)
    if not config.getoption("--postgresql"):
        skip = pytest.mark.skip(reason="needs --postgresql")
        for item in items:
            if "postgresql" in item.keywords:
                item.add_marker(skip)


def pytest_sessionfinish():
    """Collect once what is unused, so that pytest has little left for the five times it does."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def backend(request) -> str:
    return request.param


@pytest.fixture(scope="session", autouse=True)
def in_common(tmp_path_factory) -> Path:
    """A folder that the processes of a run have in common."""
    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "in-common"
    for part in ("pages", "templates"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    PASSED.folder = folder / "pages"
    return folder


@pytest.fixture(scope="session")
def stages(tmp_path_factory, in_common) -> Iterator[Stages]:
    with ExitStack() as stack:
        yield Stages(tmp_path_factory.mktemp, stack, in_common / "templates")


@pytest.fixture
def dress() -> Callable[[Flask], None] | None:
    """What is added to the program; a folder of tests may say it by a fixture of this name."""
    return None


@pytest.fixture
def stage(request, stages, backend, dress) -> Iterator[Stage]:
    """Give a stage of which the process remembers nothing, since all have the same homes."""
    arriving.forget_all()
    if request.node.get_closest_marker("own_stage"):
        with stages.own(backend, request.getfixturevalue("tmp_path"), dress) as own:
            yield own
    else:
        yield stages.shared(backend, dress)


@pytest.fixture
def world(stage) -> World:
    return stage.world


@pytest.fixture
def settings(stage) -> Settings:
    return stage.settings


@pytest.fixture
def database(stage) -> Database:
    return stage.database


@pytest.fixture
def clock(stage) -> Clock:
    return stage.clock


@pytest.fixture
def app(stage) -> Flask:
    return stage.app


@pytest.fixture
def work_of(database, world):
    """Give `with work_of("sofie") as work`: a piece of work that is committed at the end."""

    @contextmanager
    def work_of(name: str, now=NOW) -> Iterator[Work]:
        with database.writing() as session:
            yield world.work(session, name, now)
            session.commit()

    return work_of


@pytest.fixture
def browser(app, world, clock):
    """Give `browser("sofie")`: a signed-in client that refuses invalid pages; "" for nobody."""
    return lambda name="": arrived(app, world, name, clock)
