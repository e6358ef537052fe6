"""What every test is given: the small world, on SQLite and, when asked, on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from institution.access.work import Work
from institution.app import create_app
from institution.config import Settings
from institution.db import schema
from institution.db.engine import Database
from institution.db.sealing import create_key_file, read_key_file
from tests import postgres
from tests.client import Browser
from tests.clock import Clock
from tests.world import NOW, World, build

# Generated examples take as long as they take: a busy machine is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser):
    parser.addoption(
        "--postgresql", action="store_true", help="run the database tests on PostgreSQL too"
    )


def pytest_generate_tests(metafunc):
    if "backend" in metafunc.fixturenames:
        drives_browser = metafunc.definition.get_closest_marker("browser") is not None
        both = metafunc.config.getoption("--postgresql") and not drives_browser
        second = [pytest.param("postgresql", marks=pytest.mark.postgresql)] if both else []
        metafunc.parametrize("backend", ["sqlite", *second], indirect=True, scope="session")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--postgresql"):
        skip = pytest.mark.skip(reason="needs --postgresql")
        for item in items:
            if "postgresql" in item.keywords:
                item.add_marker(skip)


@dataclass
class Template:
    """A database with the world in it, from which each test gets its own copy."""

    world: World
    key_file: Path
    copy: object
    """Context manager: gives the URL of a fresh copy."""


@pytest.fixture(scope="session")
def backend(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def template(backend, tmp_path_factory) -> Iterator[Template]:
    folder = tmp_path_factory.mktemp(f"template-{backend}")
    key_file = folder / "key"
    create_key_file(key_file)
    with ExitStack() as stack:
        make = _sqlite if backend == "sqlite" else _postgresql
        yield make(stack, folder, key_file)


def _filled(url: str, key_file: Path) -> World:
    database = Database(url, read_key_file(key_file))
    schema.upgrade(database.engine)
    with database.writing() as session:
        world = build(session)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.engine.dispose()
    return world


def _sqlite(_stack: ExitStack, folder: Path, key_file: Path) -> Template:
    file = folder / "template.sqlite"
    world = _filled(f"sqlite:///{file}", key_file)

    @contextmanager
    def copy(target: Path) -> Iterator[str]:
        shutil.copy(file, target / "test.sqlite")
        yield f"sqlite:///{target / 'test.sqlite'}"

    return Template(world, key_file, copy)


def _postgresql(stack: ExitStack, _folder: Path, key_file: Path) -> Template:
    server = stack.enter_context(postgres.cluster())
    worlds = []
    name = postgres.template(server, lambda url: worlds.append(_filled(url, key_file)))

    @contextmanager
    def copy(_target: Path) -> Iterator[str]:
        with postgres.database(server, name) as url:
            yield url

    return Template(worlds[0], key_file, copy)


@pytest.fixture
def world(template) -> World:
    return template.world


@pytest.fixture
def settings(template, tmp_path) -> Iterator[Settings]:
    with template.copy(tmp_path) as url:
        yield Settings(database_url=url, key_file=template.key_file)


@pytest.fixture
def database(settings) -> Iterator[Database]:
    opened = Database(settings.database_url, read_key_file(settings.key_file))
    yield opened
    opened.engine.dispose()


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
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def app(settings, clock):
    app = create_app(settings, clock)
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture
def browser(app):
    """Give `browser("sofie")`: a signed-in client that refuses invalid pages; "" for nobody."""

    def browser(name: str = "") -> Browser:
        return Browser(app).signed_in(name)

    return browser
