"""Say what becomes of the demo."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import click

from institution.access.actor import SET_UP
from institution.demo.inviting import tablet_code
from institution.demo.loading import Options, State, load, state
from institution.demo.visiting import invitation
from institution.web.commands import refuse, work_as


def load_demo(options: Options) -> None:
    """Load the demo where the database is empty, and say who can sign in."""
    began = monotonic()
    with work_as(SET_UP) as work:
        found = state(work)
        if found is State.OTHER:
            refuse("The database holds other people: the demo is loaded into an empty one only.")
        if found is State.EMPTY:
            click.echo(f"Inventing {options.children} children and {options.days} days ...")
            with _without_tidying():
                load(work, options)
    if found is State.EMPTY:
        click.echo(f"The demo is loaded, in {monotonic() - began:.0f} s. Nobody in it exists.")
    else:
        click.echo("The demo is there already; what was logged since is kept.")
    click.echo()
    click.echo(invitation())
    click.echo()


@contextmanager
def _without_tidying() -> Iterator[None]:
    """Let Python not look for what is no longer used: hundreds of thousands of rows still are."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def invite_tablet() -> None:
    """Say how a browser becomes a tablet of the first unit."""
    with work_as(SET_UP) as work:
        code = tablet_code(work)
    click.echo(f"To try a tablet, open /devices/enrol in another browser and write {code} within")
    click.echo("half an hour; docs/offline.md tells what to try then.")
    click.echo()
