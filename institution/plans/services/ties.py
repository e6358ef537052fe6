"""Say which log is about which goal: with one tap, and taken back with another."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.db.statements import Statement
from institution.plans.models import Goal, GoalTie


class KeptLog(Protocol):
    """A log of a home, as far as a goal needs it."""

    @property
    def id(self) -> UUID:
        """Return the id of the log."""

    @property
    def child_id(self) -> UUID:
        """Return whom it is about."""

    @property
    def municipality_id(self) -> UUID:
        """Return the authority of the child."""

    @property
    def home_id(self) -> UUID:
        """Return where it was written."""


def tie(work: Work, log: KeptLog, lineage_id: UUID, *, tied: bool = True) -> None:
    """Say that a log is about a goal, or take it back; saying it twice changes nothing.

    Args:
        work: of someone who reads the log, which the caller has made sure of.
        log: that is kept.
        lineage_id: of the goal.
        tied: False takes it back.

    Raises:
        NotReachableError: no such goal of this child, or not within reach.
    """
    scope.child(work, Permission.GOAL_TIE, log.child_id)
    if lineage_id not in known_goals(work, log.child_id) or work.actor.id is None:
        raise NotReachableError
    if (lineage_id in goals_by_log(work, [log.id]).get(log.id, ())) == tied:
        return
    record = GoalTie(
        child_id=log.child_id,
        municipality_id=log.municipality_id,
        home_id=log.home_id,
        lineage_id=lineage_id,
        log_id=log.id,
        tied=tied,
        author_id=work.actor.id,
        at=work.now,
    )
    save(work, record, Action.GOAL_TIED if tied else Action.GOAL_UNTIED)
    work.session.flush()


def tie_known(work: Work, log: KeptLog, lineages: Iterable[UUID]) -> None:
    """Say which goals a log is about; goals that the plan never had are left out."""
    wanted = set(lineages)
    for lineage_id in wanted & known_goals(work, log.child_id) if wanted else ():
        tie(work, log, lineage_id)


def goals_by_log(work: Work, log_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return the goals that some logs are about, by id of the log.

    Raises:
        NotAllowedError: no role of the actor may ever read plans.
    """
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    statement = _of_logs(scope.within(GoalTie, work, Permission.PLAN_READ))
    asked = {"of_logs": list(log_ids)}
    for child_id, log_id, lineage_id, tied in work.session.connection().execute(statement, asked):
        (found[log_id].add if tied else found[log_id].discard)(lineage_id)
        work.look_up(child_id)
    return dict(found)


def logs_of_goal(work: Work, child_id: UUID, lineage_id: UUID) -> set[UUID]:
    """Return the ids of the logs about a goal.

    Raises:
        NotAllowedError: no role of the actor may ever read plans.
    """
    found: set[UUID] = set()
    reached, asked = scope.of_child(GoalTie, work, Permission.PLAN_READ, child_id)
    asked |= {"of_lineage": lineage_id}
    for log_id, tied in _of_goal(reached).rows(work.session.connection(), asked):
        (found.add if tied else found.discard)(log_id)
    if found:
        work.look_up(child_id)
    return found


def known_goals(work: Work, child_id: UUID) -> set[UUID]:
    """Return the lineages of all goals the child ever had."""
    return set(
        work.session.scalars(
            select(Goal.lineage_id)
            .distinct()
            .where(scope.within(Goal, work, Permission.PLAN_READ), Goal.child_id == child_id)
            .execution_options(scope=Permission.PLAN_READ)
        )
    )


@lru_cache
def _of_logs(reached: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement for what was said of some logs, oldest first; kept, as it is costly."""
    named = GoalTie.log_id.in_(bindparam("of_logs", type_=Uuid(), expanding=True))
    columns = (GoalTie.child_id, GoalTie.log_id, GoalTie.lineage_id, GoalTie.tied)
    return select(*columns).where(reached, named).order_by(GoalTie.at, GoalTie.id)


@lru_cache
def _of_goal(reached: ColumnElement[bool]) -> Statement:
    """Return the statement for what was said of a goal of one child, oldest first."""
    named = GoalTie.lineage_id == bindparam("of_lineage", type_=Uuid())
    chosen = select(GoalTie.log_id, GoalTie.tied).where(reached, named)
    return Statement(chosen.order_by(GoalTie.at, GoalTie.id))
