"""Read a report, and what one of its sentences rests on."""

from uuid import UUID

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.accounts.services import names
from institution.content.status_report import status_report
from institution.reports import services
from institution.reports.forms import ReceiptForm, SignForm
from institution.reports.models import Report
from institution.reports.services import Document
from institution.reports.services.bodies import Body, read_body, source_words
from institution.reports.views import bp
from institution.web.guard import requires
from institution.web.languages import content_language


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>")
@requires(Permission.REPORT_READ)
def report(child_id: UUID, report_id: UUID) -> ResponseReturnValue:
    """A report as it is signed, or as it stands."""
    found = services.found(g.work, Permission.REPORT_READ, child_id, report_id)
    return page(found, SignForm.from_request(), ReceiptForm.from_request())


@bp.route("/children/<uuid:child_id>/reports/<uuid:report_id>/sentences/<uuid:sentence_id>")
@requires(Permission.REPORT_READ)
def sentence(child_id: UUID, report_id: UUID, sentence_id: UUID) -> ResponseReturnValue:
    """The records behind one sentence."""
    found = services.found(g.work, Permission.REPORT_READ, child_id, report_id)
    for section in sections_of(found):
        for one in section["told"]:
            if one["id"] == str(sentence_id):
                return render_template(
                    "reports/sentence.html",
                    child=g.child,
                    report=found,
                    language=found.drafts[-1].language,
                    one=one,
                    section=section,
                    records=[_record(child_id, source) for source in one["sources"]],
                )
    raise NotReachableError


def page(report: Report, sign_form: SignForm, receipt_form: ReceiptForm) -> str:
    """Return the page of a report."""
    newest = services.newest_version(report)
    written = services.as_written(newest) if newest else None
    if not sign_form.errors:
        sign_form.version.data = str(newest.number if newest else 0)
    signer = report.signature.signer_id if report.signature else None
    receiver = report.receipt.receiver_id if report.receipt else None
    return render_template(
        "reports/report.html",
        child=g.child,
        report=report,
        document=document_of(report),
        missing=_missing_words(services.unfinished(written)),
        sign_form=sign_form,
        receipt_form=receipt_form,
        people=names(g.work, [signer, receiver]),
        may=g.work.actor.may_ever,
        Permission=Permission,
        drawn=drawn,
    )


def document_of(report: Report) -> Document:
    """Return the document that was signed, or the one that would be."""
    if report.signature:
        return services.signed_document(report.signature)
    return services.compose(g.work, report)


def sections_of(report: Report) -> Body:
    """Return the sections of a report with pictures that a page can show."""
    if report.signature:
        body: Body = services.signed_document(report.signature)["sections"]
    else:
        body = read_body(report.drafts[-1].body)
    language = report.drafts[-1].language
    for section in body:
        for one in section["told"]:
            one["source"] = source_words(one["sources"], language)
            if one["figure"]:
                one["figure"]["svg"] = drawn(one["figure"]["svg"])
    return body


def drawn(svg: str) -> Markup:
    """Return a picture as part of a page."""
    return Markup(svg)  # noqa: S704 (its words are escaped where it is drawn)


def _missing_words(missing: list[str]) -> list[str]:
    """Return what is missing before a report can be signed, in words."""
    language = content_language()
    asked = {one.key: one.question.in_(language) for one in status_report().written}
    asked["childs_part"] = str(_("How has the child taken part?"))
    asked["comment"] = str(_("Why it was not possible for the child to take part"))
    return [asked[key] for key in missing]


def _record(child_id: UUID, source: dict[str, str]) -> dict[str, str]:
    """Return one record behind a sentence: its day and where it is read."""
    kind = source["kind"]
    if kind == "log":
        url = url_for("logs.one", child_id=child_id, log_id=UUID(source["id"]))
    elif kind == "incident":
        url = url_for("incidents.one", child_id=child_id, incident_id=UUID(source["id"]))
    elif kind == "voice":
        url = f"{url_for('voice.of_child', child_id=child_id)}#voice-{source['id']}"
    elif kind == "placement":
        url = url_for("trends.child", child_id=child_id)
    else:
        url = url_for("plans.plan", child_id=child_id)
    one, _many = status_report().sources[kind]
    return {"day": source["day"], "what": one.in_(content_language()), "url": url}
