"""Commands about flags."""

import sys
from datetime import datetime, timedelta

import click

from institution.access.actor import NIGHTLY
from institution.flags import services
from institution.flags.services.replaying import YEAR, Replayed, replay
from institution.web.commands import refuse, trial_as, work_as

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def flags() -> None:
    """Attention points."""


@flags.command()
@click.option("--day", type=DAY, help="Last day to look at; else today.")
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


@flags.command("replay")
@click.option("--from", "first", type=DAY, required=True, help="First day to look at.")
@click.option("--until", "last", type=DAY, help="Last day to look at; else yesterday.")
def look_back(first: datetime, last: datetime | None) -> None:
    """Count what daily sweeps of a period would have raised; nothing is kept.

    Others wait while it runs: use it on a copy, or when nobody logs.
    """
    with trial_as(NIGHTLY) as work:
        until = last.date() if last else work.today - timedelta(days=1)
        if not first.date() <= until <= work.today:
            refuse("The period must begin before it ends, and end today at the latest.")
        days = (until - first.date()).days + 1
        hidden = not sys.stderr.isatty()
        with click.progressbar(length=days, label="Days", file=sys.stderr, hidden=hidden) as bar:
            found = replay(work, first.date(), until, bar.update)
    _tell(found)


def _tell(found: Replayed) -> None:
    """Say how many flags of each kind there would have been."""
    years = found.written / YEAR
    click.echo(f"{found.written} days of children written about: {years:.1f} years.")
    for kind, flags_ in sorted(found.raised.items()):
        click.echo(f"{kind}: {flags_}, {found.per_year(flags_):.2f} a year")
    total = found.raised.total()
    click.echo(f"together: {total}, {found.per_year(total):.2f} a year")
