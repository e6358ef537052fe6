"""Tell whether a file is a report as it was signed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.reports.models import ReportSignature
from institution.reports.pdf.comparing import UnreadableError, changed_pages, printed_codes
from institution.reports.services.signing import signed_file


class NotAReportError(RefusedError):
    """The file does not open as a PDF, or carries no check code."""


@dataclass(frozen=True)
class Verdict:
    """What is known of a file."""

    code: str
    signed_at: datetime
    genuine: bool
    """Whether it is the signed file, byte for byte."""
    changed: tuple[int, ...]
    """Pages that do not show what was signed; none in a file of which only the wrapping differs."""


def verify(work: Work, file: bytes) -> Verdict:
    """Compare a file with the report that was signed.

    Raises:
        NotAllowedError: the actor does not check files.
        NotAReportError: the file is no PDF, or has no check code on it.
        NotReachableError: no report has the check code.
    """
    kept = scope.about(ReportSignature, work, Permission.RECORD_EXPORT)
    digest = hashlib.sha256(file).digest()
    signature = work.session.scalars(kept.where(ReportSignature.file_digest == digest)).first()
    if signature:
        return Verdict(signature.code, signature.signed_at, True, ())
    try:
        codes = printed_codes(file)
        if not codes:
            raise NotAReportError
        named = kept.where(ReportSignature.code.in_(codes))
        signature = work.session.scalars(named.order_by(ReportSignature.signed_at)).first()
        if signature is None:
            raise NotReachableError
        changed = changed_pages(file, signed_file(signature))
    except UnreadableError:
        raise NotAReportError from None
    return Verdict(signature.code, signature.signed_at, False, tuple(changed))
