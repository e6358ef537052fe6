"""Turn findings into flags: once, within the limits, one child after the other."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Child
from institution.content.flags import flags as content
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services.findings import Finding
from institution.flags.services.houses import explained
from institution.flags.services.policy import Known, allowed

WITHDRAWN = "withdrawn"
"""Answer of the job to what a look raised and the whole day does not show; it causes no pause."""


def raise_flags(work: Work, findings: Sequence[Finding]) -> list[Flag]:
    """Raise what the policy allows of some findings; four queries however many there are.

    What a flag of the whole house tells is not told of each child.

    Where two looks at a child meet, the second waits and then sees what the first has raised.
    """
    findings = explained(work, findings)
    if not findings:
        return []
    child_ids = sorted({finding.child.child_id for finding in findings})
    hold(work, Permission.FLAG_RAISE, child_ids)
    known = flags_of(work, Permission.FLAG_RAISE, child_ids)
    raised = []
    for child_id in child_ids:
        of_child = [finding for finding in findings if finding.child.child_id == child_id]
        before = [_known(flag) for flag in known if flag.child_id == child_id]
        raised += [_flag(work, finding) for finding in allowed(of_child, before)]
    for flag in raised:
        save(work, flag, Action.FLAG_RAISED)
    work.session.flush()
    return raised


def hold(work: Work, permission: Permission, child_ids: Iterable[UUID]) -> None:
    """Let nobody else raise or close flags of the children until this work is kept.

    SQLite has one writer anyway. On PostgreSQL others may go on writing about the child.
    """
    statement = scope.children(work, permission).where(Child.id.in_(child_ids))
    ids = statement.with_only_columns(Child.id).order_by(Child.id)
    work.session.execute(ids.with_for_update(key_share=True))


def flags_of(work: Work, permission: Permission, child_ids: Sequence[UUID]) -> Sequence[Flag]:
    """Return all flags of some children with their answers, as they are now, oldest first."""
    return work.session.scalars(
        scope.about(Flag, work, permission)
        .where(Flag.child_id.in_(child_ids))
        .order_by(Flag.raised_at, Flag.id)
        .options(selectinload(Flag.answers))
        .execution_options(populate_existing=True)
    ).all()


def is_open() -> ColumnElement[bool]:
    """Return the condition that no answer has closed a flag."""
    closing = select(FlagAnswer.id).where(FlagAnswer.flag_id == Flag.id, FlagAnswer.closes)
    return ~closing.exists()


def closed_at(flag: Flag) -> datetime | None:
    """Return when a flag was closed; None while it is open."""
    return min((one.answered_at for one in flag.answers if one.closes), default=None)


def _known(flag: Flag) -> Known:
    """Return what the policy looks at."""
    closed = closed_at(flag)
    named = flag.evidence.get("dimensions", [])
    return Known(
        flag.kind,
        _about(flag),
        flag.signature,
        frozenset(one["key"] for one in named),
        _counted_from(flag, closed.date()) if closed else None,
    )


def _counted_from(flag: Flag, closed: date) -> date:
    """Return from when a flag that was closed pauses."""
    return date.min if any(one.kind == WITHDRAWN for one in flag.answers) else closed


def _about(flag: Flag) -> str:
    """Return what tells flags of the kind apart, out of the signature."""
    return ":".join(flag.signature.split(":")[1:-1])


def _flag(work: Work, finding: Finding) -> Flag:
    """Return the flag that a finding becomes."""
    kind = content().kind(finding.kind)
    return Flag(
        child_id=finding.child.child_id,
        municipality_id=finding.child.municipality_id,
        home_id=finding.child.home_id,
        kind=finding.kind,
        signature=finding.signature,
        raised_at=work.now,
        day=finding.day,
        since=finding.since,
        respond_by=kind.respond_within.after(work.now),
        content_version=content().version,
        evidence=finding.evidence,
        goal_id=finding.goal_id,
        log_id=finding.log_id,
        matter_id=finding.matter_id,
        closeness=finding.closeness,
    )
