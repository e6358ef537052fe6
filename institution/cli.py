"""The command `institution`.

Exit status: 0 done, 1 refused with a reason on standard error, 2 wrong usage.
"""

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask, current_app

from institution import serving
from institution.accounts.cli import people
from institution.app import create_app
from institution.audit.cli import audit
from institution.config import SettingsError, from_environment
from institution.db import backup
from institution.db.engine import WeakDatabaseError
from institution.db.schema import UnknownSchemaError
from institution.db.sealing import KeyFileError
from institution.demo.cast import MOST_CHILDREN
from institution.demo.cli import invite_tablet, load_demo
from institution.demo.loading import Options
from institution.flags.cli import flags
from institution.logs.cli import import_
from institution.offline.cli import tablets
from institution.reports.cli import export, reports

EVALUATIONS = ("flags evaluate", "flags evaluate-weekends", "flags evaluate-house")
CANNOT_START = (KeyFileError, WeakDatabaseError, UnknownSchemaError, SettingsError)


class Program(click.Group):
    """The commands; those that work on records are given an application."""

    without_app = frozenset({"db", "demo", "backup", "restore", *EVALUATIONS})

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command and start the application for it."""
        name, command, rest = super().resolve_command(context, arguments)
        asks_for_help = not rest or set(rest) & set(context.help_option_names)
        without_app = {name, " ".join([name or "", *rest[:1]])} & self.without_app
        if without_app or (asks_for_help and isinstance(command, click.Group)):
            return name, command, rest
        try:
            app = create_app()
        except CANNOT_START as error:
            raise click.ClickException(str(error)) from error
        context.call_on_close(app.extensions["database"].close)
        context.with_resource(app.app_context())
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
    _serve(app, host, port, workers)


@main.command("demo")
@click.option("--seed", default=1, show_default=True, help="Another number, another world.")
@click.option("--children", default=24, show_default=True, type=click.IntRange(1, MOST_CHILDREN))
@click.option("--days", default=365, show_default=True, type=click.IntRange(14, 1000))
@click.option("--serve/--no-serve", "serves", default=True, help="Serve it, or load it only.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def demo(serves: bool, host: str, port: int, **size: int) -> None:
    """Load an invented world where there is none yet, and serve it."""
    try:
        if serves:
            serving.check_free(host, port)
        serving.prepare(from_environment())
        app = create_app()
    except (*CANNOT_START, serving.PortTakenError) as error:
        raise click.ClickException(str(error)) from error
    with app.app_context():
        load_demo(Options(**size))
        if serves:
            invite_tablet()
    if serves:
        click.echo(f"Open http://{host}:{port} - stop with Ctrl+C.")
        _serve(app, host, port, threads=8)


def _serve(app: Flask, host: str, port: int, threads: int) -> None:
    """Serve until stopped, or say why not."""
    try:
        serving.check_free(host, port)
    except serving.PortTakenError as error:
        raise click.ClickException(str(error)) from error
    serving.serve(app, host, port, threads)


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


@main.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_to(file: Path) -> None:
    """Copy the running database to a new FILE. The key file is not in it: keep that elsewhere."""
    _copied(lambda: backup.back_up(from_environment().database_url, file))
    click.echo(f"Copied to {file}. It cannot be read without the key file.")


@main.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def restore_from(file: Path) -> None:
    """Put the copy in FILE where the database should be and is not."""
    _copied(lambda: backup.restore(file, from_environment().database_url))
    click.echo("Restored. Start the program with the key file of that time.")


def _copied(work: Callable[[], None]) -> None:
    """Copy, or say why not."""
    try:
        work()
    except backup.BackupError as error:
        raise click.ClickException(str(error)) from error


main.add_command(people)
main.add_command(import_)
main.add_command(flags)
main.add_command(reports)
main.add_command(export)
main.add_command(tablets)
main.add_command(audit)
