"""Commands about flags."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from institution.access.actor import NIGHTLY
from institution.flags import services
from institution.flags.services.house_trial import tried
from institution.flags.services.replaying import YEAR, Replayed, replay
from institution.stats.evaluation import table
from institution.stats.evaluation.benchmark import Benchmark
from institution.stats.evaluation.happenings import NO_CHANGES, QUIET
from institution.stats.evaluation.weeks import STRONG
from institution.web.commands import refuse, trial_as, work_as

DAY = click.DateTime(["%Y-%m-%d"])
STRICT = next(one for one in NO_CHANGES if one.newcomer < 0)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


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


@flags.command()
@click.option("--real", "folder", type=FOLDER, help="Folder with series of real persons.")
@click.option("--inject", is_flag=True, help="Put known changes into the real series.")
@click.option("--per-year", "rate", type=click.FloatRange(0.01, 12), default=1.0,
              show_default=True, help="False alarms wanted in a year of a child.")  # fmt: skip
@click.option("--homes", type=click.IntRange(1, 500), default=20, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
def evaluate(folder: Path | None, inject: bool, rate: float, homes: int, seed: int) -> None:
    """Print how early the flag engine finds a change, and how often it is wrong.

    Without --real it is tried on invented homes. No records are read.
    """
    if inject and not folder:
        raise click.UsageError("--inject needs --real.")
    benchmark = Benchmark(homes, seed)
    if folder is None:
        lines = table.invented(benchmark, rate)
    else:
        lines = (table.injected if inject else table.real)(benchmark, folder, rate)
    try:
        for line in lines:
            click.echo(line)
    except (OSError, ValueError) as error:
        refuse(str(error))


@flags.command("evaluate-weekends")
@click.option("--homes", type=click.IntRange(1, 500), default=20, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
def evaluate_weekends(homes: int, seed: int) -> None:
    """Print the same for invented children whose weeks have a strong rhythm.

    Weekends at home are better, every second one is spent elsewhere, and the Monday after it is
    worse. No records are read.
    """
    for line in table.invented(Benchmark(homes, seed, rhythm=STRONG), rate=1.0):
        click.echo(line)


@flags.command("evaluate-house")
@click.option("--homes", type=click.IntRange(1, 500), default=20, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
def evaluate_house(homes: int, seed: int) -> None:
    """Print how often the flag of a house is wrong, on invented homes. No records are read."""
    for happening in (QUIET, STRICT):
        found = tried(happening, homes, seed)
        click.echo(
            f"{happening.name}: {found.flags} flags in {found.years:.1f} years of a house,"
            f" {found.per_year:.2f} a year"
        )


def _tell(found: Replayed) -> None:
    """Say how many flags of each kind there would have been."""
    years = found.written / YEAR
    click.echo(f"{found.written} days of children written about: {years:.1f} years.")
    for kind, flags_ in sorted(found.raised.items()):
        click.echo(f"{kind}: {flags_}, {found.per_year(flags_):.2f} a year")
    total = found.raised.total()
    click.echo(f"together: {total}, {found.per_year(total):.2f} a year")
