"""What can be done with status reports: ask, gather, write, sign, receive, read."""

from institution.reports.services.documents import Document, compose
from institution.reports.services.drafting import (
    LANGUAGES,
    Period,
    begin,
    being_written,
    gather_again,
)
from institution.reports.services.due import Due, State, due, due_of, months_after
from institution.reports.services.errors import (
    AlreadyBegunError,
    LockedError,
    NoPlaceError,
    OvertakenError,
    PeriodError,
    UnfinishedError,
    UnknownAnswerError,
)
from institution.reports.services.reading import Line, found, lines, newest_version, requests
from institution.reports.services.receiving import ask, receive
from institution.reports.services.signed import SignedReport, signed_reports
from institution.reports.services.signing import (
    sign,
    signed_document,
    signed_file,
    unfinished,
)
from institution.reports.services.writing import NewVersion, as_written, write

__all__ = [
    "LANGUAGES",
    "AlreadyBegunError",
    "Document",
    "Due",
    "Line",
    "LockedError",
    "NewVersion",
    "NoPlaceError",
    "OvertakenError",
    "Period",
    "PeriodError",
    "SignedReport",
    "State",
    "UnfinishedError",
    "UnknownAnswerError",
    "as_written",
    "ask",
    "begin",
    "being_written",
    "compose",
    "due",
    "due_of",
    "found",
    "gather_again",
    "lines",
    "months_after",
    "newest_version",
    "receive",
    "requests",
    "sign",
    "signed_document",
    "signed_file",
    "signed_reports",
    "unfinished",
    "write",
]
