"""The three journals. Each has a deletion duty of its own, so each has a table of its own.

They name people and children by id without a foreign key: a journal outlives what it tells of.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from institution.db.base import Base, Record, codes, new_id
from institution.db.sealing import SealedOrNone, sealed_column


class Action(StrEnum):
    """What was done to a record."""

    SET_UP = "set_up"
    LOG_RECORDED = "log_recorded"
    LOG_CORRECTED = "log_corrected"
    LOG_IMPORTED = "log_imported"
    HANDOVER_WRITTEN = "handover_written"
    HANDOVER_CORRECTED = "handover_corrected"
    HANDOVER_READ = "handover_read"
    TASK_SET = "task_set"
    TASK_DONE = "task_done"
    TASK_OPENED_AGAIN = "task_opened_again"
    EXAMPLE_RATED = "example_rated"
    PLAN_WRITTEN = "plan_written"
    PLAN_REVIEWED = "plan_reviewed"
    VOICE_SAID = "voice_said"
    VOICE_OPENED = "voice_opened"
    VOICE_ANSWERED = "voice_answered"
    GOAL_TIED = "goal_tied"
    GOAL_UNTIED = "goal_untied"
    INCIDENT_RECORDED = "incident_recorded"
    INCIDENT_COMPLETED = "incident_completed"
    INCIDENT_ADDED_TO = "incident_added_to"
    INCIDENT_BOUNDED = "incident_bounded"
    TRANSFER_MADE = "transfer_made"
    TRANSFER_RECEIVED = "transfer_received"
    FLAG_RAISED = "flag_raised"
    FLAG_ANSWERED = "flag_answered"
    REPORT_REQUESTED = "report_requested"
    REPORT_GATHERED = "report_gathered"
    REPORT_WRITTEN = "report_written"
    REPORT_SIGNED = "report_signed"
    REPORT_RECEIVED = "report_received"
    FALSE_ALARMS_CHOSEN = "false_alarms_chosen"
    CHILD_REGISTERED = "child_registered"
    PLACED = "placed"
    ASSIGNED = "assigned"
    EMPLOYED = "employed"
    BLOCKED = "blocked"
    ENDED = "ended"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    ACCOUNT_OPENED = "account_opened"
    KEY_MADE = "key_made"
    DEVICE_CODE_MADE = "device_code_made"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REVOKED = "device_revoked"
    SHIFT_OPENED = "shift_opened"
    ENTRY_QUARANTINED = "entry_quarantined"
    RETURN_SETTLED = "return_settled"
    PIN_SET = "pin_set"
    FAMILY_REGISTERED = "family_registered"
    ADDRESS_KEPT = "address_kept"
    SHEET_WRITTEN = "sheet_written"
    SHEET_SIGNED = "sheet_signed"
    SHEET_COMMENTED = "sheet_commented"
    SHEET_COUNTERSIGNED = "sheet_countersigned"
    NUMBER_GIVEN = "number_given"
    RESPITE_AGREED = "respite_agreed"
    AGREEMENT_MADE = "agreement_made"
    AGREEMENT_DONE = "agreement_done"
    WEEK_RECORDED = "week_recorded"
    WEEK_ANSWERED = "week_answered"
    HELP_ASKED = "help_asked"
    HELP_ANSWERED = "help_answered"


class SecurityEvent(StrEnum):
    """What happened at the doors."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_LOCKED = "sign_in_locked"
    ACCOUNT_OPENED = "account_opened"
    SIGNED_OUT = "signed_out"
    HANDED_OVER = "handed_over"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 (an event, not a password)
    REFUSED = "refused"
    PIN_ACCEPTED = "pin_accepted"
    PIN_FAILED = "pin_failed"
    PIN_LOCKED = "pin_locked"
    DEVICE_REFUSED = "device_refused"
    ENTRY_REFUSED = "entry_refused"
    ADDRESS_SHOWN = "address_shown"


class RecordHistory(Record):
    """One row for each record written: what, by whom, when and why."""

    __tablename__ = "record_history"
    __table_args__ = (
        Index("ix_record_history_record", "record_id"),
        Index("ix_record_history_child", "child_id", "at"),
    )

    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    """Null for a job."""
    actor_name: Mapped[str | None] = mapped_column(String(40))
    """Of a job; null for a person."""
    action: Mapped[Action] = mapped_column(codes(Action))
    record_table: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[UUID]
    child_id: Mapped[UUID | None]
    reason_sealed: Mapped[bytes | None] = sealed_column()
    reason = SealedOrNone("reason_sealed")


class UseLog(Base):
    """One row for each request and child: who looked, when, and by which permission."""

    __tablename__ = "use_log"
    __table_args__ = (Index("ix_use_log_child", "child_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime]
    request_id: Mapped[UUID]
    child_id: Mapped[UUID]
    person_id: Mapped[UUID | None]
    """Null for a job."""
    permission: Mapped[str] = mapped_column(String(40))


class SecurityLog(Base):
    """One row for each event at the doors: sign-in, lock, refusal."""

    __tablename__ = "security_log"
    __table_args__ = (Index("ix_security_log_at", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime]
    event: Mapped[SecurityEvent] = mapped_column(codes(SecurityEvent))
    person_id: Mapped[UUID | None]
    """Who acted, where known."""
    subject_id: Mapped[UUID | None]
    """What it was about: an account, or the child that was asked for."""
    detail: Mapped[str | None] = mapped_column(String(80))
    """A code such as a permission; never personal data."""
