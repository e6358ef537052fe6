"""The status report: sections, the sentences records are told with, and what a person writes."""

from functools import cache

from institution.content.node import load
from institution.content.status_report.report import Part, Sentence, StatusReport, Written, read

__all__ = ["Part", "Sentence", "StatusReport", "Written", "status_report"]


@cache
def status_report() -> StatusReport:
    """Return the status report, read once per process.

    Raises:
        ContentError: the file cannot be used; the text says where and why.
    """
    return read(load("status_report.yaml", "status_report"))
