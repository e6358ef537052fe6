"""Commands about tablets."""

import click

from institution.access.actor import SET_UP
from institution.offline.services.keys import new_key
from institution.web.commands import work_as


@click.group()
def tablets() -> None:
    """Shared tablets."""


@tablets.command("new-key")
def give_new_key() -> None:
    """Make a key pair that tablets seal to from now on; the old ones still open."""
    with work_as(SET_UP) as work:
        new_key(work)
    click.echo("Tablets are given the new key with their next contact.")
