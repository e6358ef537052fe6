"""Commands about flags."""

from datetime import datetime

import click

from institution.access.actor import NIGHTLY
from institution.flags import services
from institution.web.commands import refuse, work_as


@click.group()
def flags() -> None:
    """Attention points."""


@flags.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Last day to look at; else today.")
def sweep(day: datetime | None) -> None:
    """Look at every child's recent days; raise what holds and close what has passed.

    Running it twice changes nothing.
    """
    with work_as(NIGHTLY) as work:
        last = day.date() if day else work.today
        if last > work.today:
            refuse(f"{last} has not come yet.")
        done = services.sweep(work, last)
    click.echo(
        f"{done.children} children looked at until {last}: "
        f"{done.raised} flags raised, {done.closed} closed."
    )
