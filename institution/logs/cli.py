"""Commands about logs."""

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from institution.access.actor import SET_UP
from institution.logs.models import Shift
from institution.logs.services import importing
from institution.web.commands import refuse, work_as

MOST_LISTED = 50
DAY = click.DateTime(["%Y-%m-%d"])


class Pair(click.ParamType[tuple[str, str]]):
    """COLUMN=SOMETHING."""

    name = "column=value"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, str]:
        """Return the column and what it is given."""
        column, equals, given = str(value).rpartition("=")
        if not equals or not column.strip() or not given.strip():
            self.fail(f"'{value}' is not of the form COLUMN=VALUE", param, ctx)
        return column.strip(), given.strip()


class ScaleOf(click.ParamType[tuple[str, importing.Scale]]):
    """COLUMN=LOW:HIGH, or LOW:HIGH for all columns."""

    name = "[column=]low:high"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, importing.Scale]:
        """Return the column, empty for all, and its scale."""
        column, _, bounds = str(value).rpartition("=")
        low, _, high = bounds.partition(":")
        try:
            scale = importing.Scale(float(low), float(high))
        except ValueError:
            self.fail(f"'{value}' is not of the form COLUMN=LOW:HIGH", param, ctx)
        if scale.low == scale.high:
            self.fail(f"'{value}': the two ends are the same", param, ctx)
        return column.strip(), scale


@dataclass(frozen=True)
class Given:
    """The options as they were given."""

    dry_run: bool
    try_out: bool
    mapping: tuple[tuple[str, str], ...]
    child_column: str | None
    day_column: str | None
    day_zero: datetime | None
    author: str | None
    shift: str | None
    scales: tuple[tuple[str, importing.Scale], ...]

    def request(self) -> importing.Request:
        """Return how the file is to be read."""
        columns = [(self.child_column, "child"), (self.day_column, "day")]
        mapping = {column: what for column, what in columns if column} | dict(self.mapping)
        return importing.Request(
            mapping,
            dict(self.scales),
            self.day_zero.date() if self.day_zero else None,
            self.author.strip().casefold() if self.author else None,
            Shift(self.shift) if self.shift else None,
        )


@click.group("import")
def import_() -> None:
    """Bring in what was written elsewhere."""


@import_.command("logs")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything and keep nothing.")
@click.option("--map", "mapping", type=Pair(), multiple=True, help="COLUMN=what it holds.")
@click.option("--child-column", help="Column with the child's reference.  [default: child]")
@click.option("--day-column", help="Column with the day.  [default: day]")
@click.option("--day-zero", type=DAY, help="The date that day number 0 stands for.")
@click.option("--author", help="User name, where the rows name none.")
@click.option(
    "--shift", type=click.Choice([shift.value for shift in Shift]), help="Where the rows name none."
)
@click.option(
    "--rescale",
    "scales",
    type=ScaleOf(),
    multiple=True,
    help="LOW:HIGH of another scale, for one column or all; LOW above HIGH turns it round.",
)
@click.option("--try-out", is_flag=True, help="Make up unknown children, in an empty database.")
def logs(file: Path, **options: Any) -> None:
    """Import shift logs from FILE, CSV or XLSX: all rows, or none.

    docs/import.md describes the format, the mapping of other programs' files and the checks.
    """
    given = Given(**options)
    if given.dry_run and given.try_out:
        raise click.UsageError("--try-out makes things up and --dry-run keeps nothing: choose one")
    try:
        rows = importing.read_rows(importing.open_sheet(file), given.request())
    except importing.FileError as error:
        refuse(f"{file.name}: {error}")
    if rows.layout.left_out:
        click.echo(f"Columns left out: {', '.join(rows.layout.left_out)}")
    _keep(rows, given)


def _keep(rows: importing.Rows, given: Given) -> None:
    """Keep the rows, and say what was kept or why not."""
    try_out = None
    with work_as(SET_UP) as work:
        try:
            if given.try_out:
                try_out = importing.set_up(work, rows.rows)
            with _progress(len(rows.rows)) as bar:
                kept = importing.keep(work, rows, dry_run=given.dry_run, done=bar.update)
        except importing.NotForTryingError:
            refuse("--try-out needs a database without other homes: nothing is made up beside them")
        except importing.RowsRefusedError as error:
            _list(error.refusals)
            refuse(f"Nothing was kept: {_count(len(error.refusals), 'reason')}.")
    _tell(rows, kept, given.dry_run)
    if try_out is not None:
        _introduce(try_out)


def _progress(length: int) -> AbstractContextManager[Any]:
    """Return a bar on standard error, which is drawn on a terminal only."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(length=length, label="Rows", file=sys.stderr, hidden=hidden)


def _list(refusals: Sequence[importing.Refusal]) -> None:
    """Say what is wrong with the rows."""
    for line, field, reason in refusals[:MOST_LISTED]:
        click.echo(
            f"line {line}: {field}: {reason}" if field else f"line {line}: {reason}", err=True
        )
    if len(refusals) > MOST_LISTED:
        click.echo(f"and {len(refusals) - MOST_LISTED} more", err=True)


def _tell(rows: importing.Rows, kept: importing.Imported, dry_run: bool) -> None:
    """Say what was kept."""
    if rows.empty:
        click.echo(f"{_count(rows.empty, 'row')} neither rated nor told anything.")
    if kept.known:
        click.echo(f"{_count(kept.known, 'log')} had been imported before.")
    verb = "would be imported" if dry_run else "imported"
    click.echo(f"{_count(kept.logs, 'log')} {verb}{_span(kept)}.")


def _span(kept: importing.Imported) -> str:
    """Say how much the logs hold."""
    if kept.first is None:
        return ""
    children = "child" if kept.children == 1 else "children"
    return (
        f": {_count(kept.ratings, 'rating')} of {kept.children} {children}, "
        f"{kept.first} to {kept.last}"
    )


def _introduce(try_out: importing.TryOut) -> None:
    """Say who can look at the try-out."""
    password = f", password {try_out.password}" if try_out.password else " as before"
    click.echo(f"Sign in as {try_out.user_name}{password}, to see what the pages make of it.")


def _count(number: int, of: str) -> str:
    """Return a number with its noun."""
    return f"{number} {of}" if number == 1 else f"{number} {of}s"
