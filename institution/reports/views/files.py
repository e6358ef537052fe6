"""A signed report as a file: the PDF that was signed, and the same data for programs."""

import json
from uuid import UUID

from flask import Response, g
from flask.typing import ResponseReturnValue

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.reports import services
from institution.reports.models import ReportSignature
from institution.reports.services.sheets import workbook
from institution.reports.views import bp
from institution.web.guard import requires

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>/pdf")
@requires(Permission.REPORT_READ)
def pdf(child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """The PDF, byte for byte as it was signed."""
    signature = _signature(child_id, report_id)
    return _file(signature, services.signed_file(signature), "pdf", "application/pdf")


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>/json")
@requires(Permission.REPORT_READ)
def plain(child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """The same as JSON."""
    signature = _signature(child_id, report_id)
    document = services.signed_document(signature)
    told = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return _file(signature, told, "json", "application/json")


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>/xlsx")
@requires(Permission.REPORT_READ)
def sheet(child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """The same as a workbook."""
    signature = _signature(child_id, report_id)
    return _file(signature, workbook(services.signed_document(signature)), "xlsx", SHEET)


def _signature(child_id: UUID, report_id: UUID) -> ReportSignature:
    """Return the signature of a report; a draft is no paper yet.

    Raises:
        NotReachableError: it is not signed, or not within reach.
    """
    found = services.found(g.work, Permission.REPORT_READ, child_id, report_id)
    if found.signature is None:
        raise NotReachableError
    return found.signature


def _file(signature: ReportSignature, content: bytes, ending: str, kind: str) -> Response:
    """Return a file whose name tells nothing of the child."""
    response = Response(content, mimetype=kind)
    name = f"status-{signature.code}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
