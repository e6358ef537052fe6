"""The command `institution`.

Exit status: 0 done, 1 refused with a reason on standard error, 2 wrong usage.
"""

import click
from flask import current_app

from institution import serving
from institution.accounts.cli import people
from institution.app import create_app
from institution.config import SettingsError, from_environment
from institution.db.engine import WeakDatabaseError
from institution.db.schema import UnknownSchemaError
from institution.db.sealing import KeyFileError

CANNOT_START = (KeyFileError, WeakDatabaseError, UnknownSchemaError, SettingsError)


class Program(click.Group):
    """The commands; those that work on records are given an application."""

    without_app = frozenset({"db", "demo"})

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command and start the application for it."""
        name, command, rest = super().resolve_command(context, arguments)
        asks_for_help = not rest or set(rest) & set(context.help_option_names)
        if name in self.without_app or (asks_for_help and isinstance(command, click.Group)):
            return name, command, rest
        try:
            context.with_resource(create_app().app_context())
        except CANNOT_START as error:
            raise click.ClickException(str(error)) from error
        return name, command, rest


@click.group(cls=Program)
def main() -> None:
    """Shift logs for children in residential care."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=8, show_default=True, help="Threads of the one process.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the application."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    serving.serve(app, host, port, workers)


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Make the key file and the schema, or bring the schema up; twice changes nothing."""
    try:
        serving.prepare(from_environment())
    except CANNOT_START as error:
        raise click.ClickException(str(error)) from error
    click.echo("The schema is up to date.")


main.add_command(people)
