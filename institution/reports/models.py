"""Status reports. Nothing is edited: drafts and versions follow each other until one is signed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from institution.db.base import WrittenAtPlace
from institution.db.sealing import Sealed, SealedOrNone, sealed_column


class Report(WrittenAtPlace):
    """A status report of a home about one child, from its first draft to its receipt."""

    __tablename__ = "reports"
    __table_args__ = (Index("ix_reports_child", "child_id", "begun_at"),)

    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    """Who began it."""
    begun_at: Mapped[datetime]
    drafts: Mapped[list["ReportDraft"]] = relationship(
        back_populates="report", order_by="ReportDraft.number"
    )
    versions: Mapped[list["ReportVersion"]] = relationship(
        back_populates="report", order_by="ReportVersion.number"
    )
    signature: Mapped["ReportSignature | None"] = relationship(back_populates="report")
    receipt: Mapped["ReportReceipt | None"] = relationship(back_populates="report")


class ReportDraft(WrittenAtPlace):
    """What the records said about a period when they were gathered; the newest counts."""

    __tablename__ = "report_drafts"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"))
    number: Mapped[int]
    """From 1."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    gathered_at: Mapped[datetime]
    first: Mapped[date]
    last: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    body_sealed: Mapped[bytes] = sealed_column()
    body = Sealed("body_sealed")
    """Sections with sentences, their sources and pictures, as JSON."""
    report: Mapped[Report] = relationship(back_populates="drafts")


class ReportVersion(WrittenAtPlace):
    """What people wrote into the report; the version with the highest number counts."""

    __tablename__ = "report_versions"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"))
    number: Mapped[int]
    """From 1."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    written_at: Mapped[datetime]
    texts_sealed: Mapped[bytes] = sealed_column()
    texts = Sealed("texts_sealed")
    """Answers by key of the question, as JSON."""
    childs_part: Mapped[str | None] = mapped_column(String(40))
    """How the child took part; null while it has not."""
    comment_sealed: Mapped[bytes | None] = sealed_column()
    comment = SealedOrNone("comment_sealed")
    """The child's own comment, or why it could not take part; null: nothing said."""
    left_out: Mapped[list[Any]] = mapped_column(JSON)
    """Ids of sentences of the draft that the writer took out."""
    report: Mapped[Report] = relationship(back_populates="versions")


class ReportSignature(WrittenAtPlace):
    """A manager signed; from then on the report is locked, as a document and as a file."""

    __tablename__ = "report_signatures"
    __table_args__ = (
        UniqueConstraint("report_id"),
        Index("ix_report_signatures_file", "file_digest"),
        Index("ix_report_signatures_code", "code"),
    )

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("report_versions.id"))
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("report_drafts.id"))
    signer_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    signed_at: Mapped[datetime]
    last: Mapped[date]
    """The last day that the report tells of."""
    document_sealed: Mapped[bytes] = sealed_column()
    document = Sealed("document_sealed")
    """Everything that is in it, worded, as JSON."""
    code: Mapped[str] = mapped_column(String(19))
    """Keyed fingerprint of the document, printed on each page."""
    file_sealed: Mapped[bytes] = sealed_column()
    file = Sealed("file_sealed")
    """The PDF, as base64."""
    file_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 of the PDF."""
    report: Mapped[Report] = relationship(back_populates="signature")


class ReportReceipt(WrittenAtPlace):
    """The caseworker has received the report."""

    __tablename__ = "report_receipts"
    __table_args__ = (UniqueConstraint("report_id"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("reports.id"))
    receiver_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    received_at: Mapped[datetime]
    text_sealed: Mapped[bytes | None] = sealed_column()
    text = SealedOrNone("text_sealed")
    """What the caseworker answers; null: nothing."""
    report: Mapped[Report] = relationship(back_populates="receipt")


class ReportRequest(WrittenAtPlace):
    """The caseworker asked the home for a report by a day."""

    __tablename__ = "report_requests"
    __table_args__ = (Index("ix_report_requests_child", "child_id", "asked_at"),)

    asker_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    text_sealed: Mapped[bytes | None] = sealed_column()
    text = SealedOrNone("text_sealed")
    """What it should be about; null: as usual."""
