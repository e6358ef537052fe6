"""Commands about the trail."""

import click
from flask import current_app

from institution.audit.verifying import Check
from institution.audit.verifying import verify as look
from institution.db.engine import Database
from institution.web.commands import refuse


@click.group()
def audit() -> None:
    """The trail of what was written, and of who looked."""


@audit.command()
def verify() -> None:
    """Look whether the trail is whole. Nothing is changed, and nothing that is written is shown."""
    database: Database = current_app.extensions["database"]
    faults = 0
    with database.engine.connect() as connection:
        for check in look(connection, database.keyring):
            faults += len(check.faults)
            _tell(check)
    if faults:
        refuse(f"The trail is NOT whole ({faults} found). Keep the database as it is, and ask why.")
    click.echo("The trail is whole.")


def _tell(check: Check) -> None:
    """Say what was looked at, and what is wrong with it."""
    click.echo(f"{'FAULT  not so: ' if check.faults else 'ok     '}{check.what}")
    for fault in check.faults:
        click.echo(f"         {fault}")
