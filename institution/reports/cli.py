"""Commands about reports."""

from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click
from flask import current_app

from institution.access.actor import SET_UP
from institution.access.errors import NotReachableError
from institution.reports.services.checking import NotAReportError, Verdict
from institution.reports.services.checking import verify as compared
from institution.reports.services.exporting import (
    FORMATS,
    TargetTakenError,
    child_of,
    look_ups,
    record_of,
    write,
    write_look_ups,
)
from institution.web.commands import refuse, work_as

TARGET = click.Path(path_type=Path)
LANGUAGE = click.Choice(["da", "en"])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LARGEST_FILE = 64 * 1024 * 1024


@click.group()
def reports() -> None:
    """Status reports."""


@reports.command()
@click.argument("file", type=FILE)
def verify(file: Path) -> None:
    """Tell whether the PDF in FILE is a report as it was signed, and which pages are not."""
    if file.stat().st_size > LARGEST_FILE:
        refuse(f"{file.name} is larger than any report.")
    with work_as(SET_UP) as work:
        try:
            verdict = compared(work, file.read_bytes())
        except NotAReportError:
            refuse(f"{file.name} is no report: it does not open as a PDF with a check code.")
        except NotReachableError:
            refuse(f"{file.name}: no report with the check code on it was signed here.")
    _tell(file.name, verdict)


@click.group("export")
def export() -> None:
    """Copies of a child's record. They are not sealed: keep them where only the right ones read."""


@export.command()
@click.argument("child_id", metavar="ID")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="folder", show_default=True)
@click.option("--to", "target", type=TARGET, help="Where to; else a new place named by the case.")
def child(child_id: str, kind: str, target: Path | None) -> None:
    """Copy the whole record of the child with the reference or id ID."""
    with work_as(SET_UP) as work:
        try:
            found = child_of(work, child_id)
            record = record_of(work, found)
            _, looks = look_ups(work, child_id, _zone(), "da")
            place = target or Path(_named(f"record-{found.reference}", kind))
            write(record, looks, place, kind, work.now)
        except NotReachableError:
            refuse(f"There is no child {child_id}.")
        except (TargetTakenError, OSError) as error:
            _refuse_target(error)
    rows = sum(len(rows) for rows in record.tables.values())
    click.echo(f"{rows} rows copied to {place}. They are NOT sealed there.")


@export.command()
@click.argument("child_id", metavar="ID")
@click.option("--to", "target", type=TARGET, required=True, help="A .csv or .pdf file.")
@click.option("--language", type=LANGUAGE, default="da", show_default=True)
def access(child_id: str, target: Path, language: str) -> None:
    """Write when and why the record of a child was looked at, without the names of staff."""
    with work_as(SET_UP) as work:
        try:
            _, looks = look_ups(work, child_id, _zone(), language)
            write_look_ups(looks, target, language, work.now)
        except NotReachableError:
            refuse(f"There is no child {child_id}.")
        except (TargetTakenError, OSError) as error:
            _refuse_target(error)
    click.echo(f"{len(looks)} look-ups written to {target}.")


def _zone() -> ZoneInfo:
    """Return the zone whose clock copies are on."""
    return ZoneInfo(str(current_app.config["TIME_ZONE"]))


def _named(name: str, kind: str) -> str:
    """Return the name of a copy."""
    return name if kind == "folder" else f"{name}.{kind}"


def _refuse_target(error: Exception) -> NoReturn:
    """End the command: nothing was written."""
    if isinstance(error, TargetTakenError):
        refuse("Something lies there already. Nothing was written.")
    refuse(f"It cannot be written there: {type(error).__name__}. Nothing is left half.")


def _tell(name: str, verdict: Verdict) -> None:
    """Say what is known of a file."""
    signed = f"{verdict.signed_at:%Y-%m-%d %H:%M} UTC, check code {verdict.code}"
    if verdict.genuine:
        click.echo(f"{name} is the report as it was signed: {signed}.")
        return
    pages = ", ".join(str(page) for page in verdict.changed)
    if pages:
        refuse(f"{name} is NOT as it was signed ({signed}). Other than signed: page {pages}.")
    refuse(
        f"{name} is NOT the signed file, byte for byte ({signed}). "
        "No page could be named; ask for the original."
    )
