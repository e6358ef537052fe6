"""Where tests happen: databases with the small world in them, and the program on them.

What takes long is done once in each process, when a test first asks for it: the world is built, the
program put together, its pages and queries compiled. Between two tests the rows are put back.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import cache, cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.engine import make_url

from institution.app import create_app
from institution.config import Settings
from institution.db import schema
from institution.db.engine import Database
from institution.db.sealing import create_key_file, read_key_file
from institution.serving import prepare
from tests import postgres
from tests.clock import Clock
from tests.once import Once
from tests.world import NOW, World, build

T = TypeVar("T")


class Template(NamedTuple):
    """A database with the world in it that no test opens."""

    world: World
    key_file: Path
    copy: Callable[[Path], AbstractContextManager[str]]
    """Gives the URL of a new copy; one of SQLite lies in the folder."""
    renewal: Callable[[str], AbstractContextManager[Callable[[], None]]]
    """Gives, for the URL of a copy nobody wrote to yet, what makes it like that again."""


class Stage:
    """A copy, the program on it, and its clock."""

    def __init__(
        self, url: str, template: Template, dress: Callable[[Flask], None], once: Once
    ) -> None:
        self.world = template.world
        self.settings = Settings(database_url=url, key_file=template.key_file)
        self.clock = Clock(NOW)
        self._dress, self._once = dress, once

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url, read_key_file(self.settings.key_file))

    @cached_property
    def app(self) -> Flask:
        app = create_app(self.settings, self.clock)
        self._dress(app)
        return app

    def once(self, name: str, write: Callable[[], T]) -> T:
        """Return what `write` returned when a test of this process first asked; see `Once`."""
        return self._once(self.database.engine, name, write)

    def close(self) -> None:
        """Hang up."""
        if "database" in self.__dict__:
            self.database.engine.dispose()
        if "app" in self.__dict__:
            self.app.extensions["database"].close()


class Stages:
    """The stages of this process; `dress` adds to the program what tests want of it.

    Compiled templates are kept in a folder that other processes may have in common with this one.
    """

    def __init__(self, folder: Callable[[str], Path], stack: ExitStack, templates: Path) -> None:
        self._folder, self._stack, self._once = folder, stack, Once(stack)
        self._compiled = FileSystemBytecodeCache(str(templates))
        self._templates: dict[str, Template] = {}
        self._shared: dict[tuple, tuple[Stage, Callable[[], None]]] = {}

    @contextmanager
    def own(
        self, backend: str, folder: Path, dress: Callable[[Flask], None] | None = None
    ) -> Iterator[Stage]:
        """Give a stage that one test may break."""
        template = self._template(backend)
        with template.copy(folder) as url:
            stage = Stage(url, template, partial(self._dressed, dress), self._once)
            try:
                yield stage
            finally:
                stage.close()

    def shared(self, backend: str, dress: Callable[[Flask], None] | None = None) -> Stage:
        """Return the stage of all tests that break nothing, as if it were new."""
        key = backend, dress
        if key in self._shared:
            stage, renew = self._shared[key]
            renew()
            stage.clock.now = NOW
            return stage
        stage = self._stack.enter_context(self.own(backend, self._folder(backend), dress))
        renewal = self._template(backend).renewal(stage.settings.database_url)
        self._shared[key] = stage, self._stack.enter_context(renewal)
        return stage

    def _dressed(self, dress: Callable[[Flask], None] | None, app: Flask) -> None:
        app.jinja_env.bytecode_cache = self._compiled
        if dress:
            dress(app)

    def _template(self, backend: str) -> Template:
        if backend not in self._templates:
            make = {"sqlite": _sqlite, "postgresql": _postgresql}[backend]
            folder = self._folder(f"template-{backend}")
            self._templates[backend] = self._stack.enter_context(make(folder))
        return self._templates[backend]


@cache
def _empty() -> bytes:
    """Return a file of SQLite with all tables in it: to make them one by one takes its time."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite"
        prepare(Settings(f"sqlite:///{file}", Path(folder) / "key"))
        with closing(sqlite3.connect(file)) as made:
            return made.serialize()


def newly_prepared(folder: Path) -> Settings:
    """Return the settings of an installation that nobody has used yet."""
    file, key_file = folder / "prepared.sqlite", folder / "key"
    file.write_bytes(_empty())
    create_key_file(key_file)
    return Settings(f"sqlite:///{file}", key_file)


def _filled(url: str, key_file: Path) -> World:
    create_key_file(key_file)
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


@contextmanager
def _sqlite(folder: Path) -> Iterator[Template]:
    file, key_file = folder / "template.sqlite", folder / "key"
    file.write_bytes(_empty())
    world = _filled(f"sqlite:///{file}", key_file)

    @contextmanager
    def copy(target: Path) -> Iterator[str]:
        shutil.copy(file, target / "test.sqlite")
        yield f"sqlite:///{target / 'test.sqlite'}"

    @contextmanager
    def renewal(url: str) -> Iterator[Callable[[], None]]:
        with (
            closing(sqlite3.connect(file)) as kept,
            closing(sqlite3.connect(make_url(url).database)) as used,
        ):
            yield lambda: kept.backup(used, progress=_refuse_to_wait)

    yield Template(world, key_file, copy, renewal)


def _refuse_to_wait(status: int, _remaining: int, _total: int) -> None:
    """Say that an earlier test holds the database, where `backup` would wait for ever."""
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        raise TimeoutError("an earlier test still writes to the database")


@contextmanager
def _postgresql(folder: Path) -> Iterator[Template]:
    key_file = folder / "key"
    with postgres.cluster() as server:
        worlds = []
        name = postgres.template(server, lambda url: worlds.append(_filled(url, key_file)))
        yield Template(
            worlds[0], key_file, lambda _folder: postgres.database(server, name), postgres.renewal
        )
