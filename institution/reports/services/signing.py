"""Sign a report: from then on it is locked, as a document and as a file."""

import base64
import hashlib
import json
from typing import Any
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_once
from institution.content.status_report import status_report
from institution.db.base import new_id
from institution.db.sealing import Keyring
from institution.reports import pdf
from institution.reports.models import Report, ReportSignature, ReportVersion
from institution.reports.services import reading
from institution.reports.services.documents import Document, compose
from institution.reports.services.drafting import writer
from institution.reports.services.errors import LockedError, OvertakenError, UnfinishedError
from institution.reports.services.writing import NewVersion, as_written

CODE_BYTES = 10
REASON_NEEDED = "not_possible"


def unfinished(written: NewVersion | None) -> list[str]:
    """Return what is missing before a version can be signed: keys of questions, in their order."""
    needed = [one.key for one in status_report().written if one.needed]
    if written is None:
        return [*needed, "childs_part"]
    missing = [key for key in needed if not written.texts.get(key)]
    if written.childs_part is None:
        missing.append("childs_part")
    elif written.childs_part == REASON_NEEDED and not written.comment:
        missing.append("comment")
    return missing


def sign(work: Work, child_id: UUID, report_id: UUID, version: int) -> str:
    """Sign the version that was read.

    Returns:
        The check code.

    Raises:
        NotAllowedError, NotReachableError: the actor does not sign for this home.
        LockedError: it is signed already.
        OvertakenError: there is a newer version than the one that was read.
        UnfinishedError: something is missing.
    """
    report = reading.found(work, Permission.REPORT_SIGN, child_id, report_id)
    if report.signature:
        raise LockedError
    newest = reading.newest_version(report)
    if newest is None or newest.number != version:
        raise OvertakenError
    if missing := unfinished(as_written(newest)):
        raise UnfinishedError(missing)
    document = compose(work, report, writer(work))
    document["code"] = check_code(work.session.info["keyring"], document)
    row = _row(work, report, newest, document)
    if not save_once(work, Rows(ReportSignature, [row]), (), Action.REPORT_SIGNED):
        raise LockedError
    return str(document["code"])


def check_code(keyring: Keyring, document: Document) -> str:
    """Return the keyed fingerprint of a document, in four groups of four letters.

    Nobody without the key file can make one that holds.
    """
    said = json.dumps(document | {"code": ""}, ensure_ascii=False, sort_keys=True)
    letters = base64.b32encode(keyring.index("report", said)[:CODE_BYTES]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def signed_document(signature: ReportSignature) -> Document:
    """Return the document as it was signed."""
    found: Document = json.loads(signature.document)
    return found


def signed_file(signature: ReportSignature) -> bytes:
    """Return the PDF as it was signed."""
    return base64.b64decode(signature.file)


def _row(work: Work, report: Report, version: ReportVersion, document: Document) -> dict[str, Any]:
    """Return the signature as it is kept."""
    file, draft = pdf.report(document), report.drafts[-1]
    return {
        "id": new_id(),
        "child_id": report.child_id,
        "municipality_id": report.municipality_id,
        "home_id": report.home_id,
        "report_id": report.id,
        "version_id": version.id,
        "draft_id": draft.id,
        "signer_id": writer(work),
        "signed_at": work.now,
        "last": draft.last,
        "document": json.dumps(document, ensure_ascii=False),
        "code": document["code"],
        "file": base64.b64encode(file).decode(),
        "file_digest": hashlib.sha256(file).digest(),
    }
