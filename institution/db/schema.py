"""The schema's version: brought up by command, checked at every start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


class UnknownSchemaError(Exception):
    """The database is of another version than the program."""


def config(engine: Engine) -> Config:
    """Return Alembic's settings for this database."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["engine"] = engine
    return settings


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to `revision`; twice changes nothing."""
    command.upgrade(config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the schema back to `revision`."""
    command.downgrade(config(engine), revision)


def check(engine: Engine) -> None:
    """Refuse to work on a schema that is not ours, and close the engine then.

    Raises:
        UnknownSchemaError: older, newer or none.
    """
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    wanted = ScriptDirectory.from_config(config(engine)).get_current_head()
    if found != wanted:
        engine.dispose()
        raise UnknownSchemaError(
            f"the database has schema {found or 'none'}, this program needs {wanted}: "
            "run 'institution db upgrade'"
        )
