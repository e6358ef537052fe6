"""Commands about reports."""

from pathlib import Path

import click

from institution.access.actor import SET_UP
from institution.access.errors import NotReachableError
from institution.reports.services.checking import NotAReportError, Verdict
from institution.reports.services.checking import verify as compared
from institution.web.commands import refuse, work_as

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
