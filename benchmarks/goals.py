"""Goals for the children of a measured database, with what years around them leave behind."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from benchmarks.timeline import incidents_of
from benchmarks.world import Measured
from institution.access.actor import SET_UP, Actor
from institution.access.policy import Permission, Role
from institution.access.work import Work
from institution.accounts.models import Person
from institution.accounts.services import user_name_index
from institution.app import create_app
from institution.audit.models import Action
from institution.audit.services import Rows, save_many
from institution.cases import scope
from institution.cases.models import Placement, Unit
from institution.db.base import new_id
from institution.logs.models import ShiftLog
from institution.plans import services as plans
from institution.plans.models import GoalTie, Plan
from institution.plans.services import (
    NewGoal,
    NewGoalReview,
    NewPlan,
    NewReview,
    NewVoice,
    Support,
)
from institution.web.commands import work_as

NEXT = timedelta(days=90)
HALF_A_YEAR = timedelta(days=182)
TIED = 40
"""Logs about a goal."""


def planned(measured: Measured, days: int) -> list[str]:
    """Write a plan for each child of the caseworker; return the addresses of the goals.

    Each goal has been gone through every half year, logs are about it, and there are three hundred
    incidents in the five years of each child.

    Args:
        measured: a copy that nobody else uses.
        days: since when the goals have been followed.
    """
    app, found = create_app(measured.settings), []
    with app.app_context(), work_as(SET_UP) as work:
        actor = _caseworker(work, measured)
        holder = Work(work.session, actor, work.now)
        incidents_of(work, [_placed(work, child) for child in measured.children[:30]], actor.id)
        for child in measured.children[:30]:
            plan = plans.write(holder, child, _plan(work.today, days))
            lineage = plan.goals[0].lineage_id
            _gone_through(holder, plan, work.today - timedelta(days=days))
            _tied(holder, child, lineage)
            found.append(f"/children/{child}/goals/{lineage}")
    app.extensions["database"].close()
    return found


def _caseworker(work: Work, measured: Measured) -> Actor:
    index = user_name_index(work.session.info["keyring"], measured.caseworker)
    person_id = work.session.scalars(select(Person.id).where(Person.user_name_index == index)).one()
    return Actor(person_id, frozenset({Role.CASEWORKER}))


def _placed(work: Work, child_id: UUID) -> tuple[Placement, UUID]:
    """Return where a child lives, and the home of that unit."""
    about = scope.about(Placement, work, Permission.CASE_ADMINISTER)
    placed = work.session.scalars(about.where(Placement.child_id == child_id)).one()
    home = work.session.scalars(select(Unit.home_id).where(Unit.id == placed.unit_id)).one()
    return placed, home


def _plan(today: date, days: int) -> NewPlan:
    starts, review = today - timedelta(days=days), today + NEXT
    goal = NewGoal(
        wording="Barnet har det roligt om aftenen",
        area="health_wellbeing",
        starts_on=starts,
        review_on=review,
        dimension="calm",
        baseline=2.0,
        target_low=4.0,
        supports=(Support("Fast ro på", starts, "Alle"),),
        levels={0: "Falder til ro inden kl. 21", 1: "Falder til ro inden kl. 20"},
    )
    return NewPlan(starts, review, (goal,), 0)


def _gone_through(work: Work, plan: Plan, starts: date) -> None:
    """Review a plan every half year until today."""
    held = starts + HALF_A_YEAR
    while held < work.today:
        said = {
            "child": NewVoice(6, "Det er blevet lettere"),
            "contact_adult": NewVoice(7, "Aftenerne er roligere"),
            "caseworker": NewVoice(5, None),
        }
        goal = plan.goals[0].lineage_id
        found = NewGoalReview(goal, "continue", "Det hjælper", 0, 1, said)
        review = NewReview(held, work.today + NEXT, "took_part", (found,), plan.version)
        plan = plans.review(work, plan.child_id, review, "Opfølgning")
        held += HALF_A_YEAR


def _tied(work: Work, child_id: UUID, lineage_id: UUID) -> None:
    """Say that the newest logs of a child are about a goal."""
    logs = scope.about(ShiftLog, work, Permission.LOG_READ)
    newest = logs.where(ShiftLog.child_id == child_id).order_by(ShiftLog.day.desc())
    rows = [
        {
            "id": new_id(), "child_id": child_id, "municipality_id": log.municipality_id,
            "home_id": log.home_id, "lineage_id": lineage_id, "log_id": log.id, "tied": True,
            "author_id": work.actor.id, "at": work.now,
        }
        for log in work.session.scalars(newest.limit(TIED))
    ]  # fmt: skip
    save_many(work, Rows(GoalTie, rows), Action.GOAL_TIED)
