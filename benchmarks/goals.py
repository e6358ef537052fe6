"""Goals for the children of a measured database, as their caseworker would write them."""

from datetime import date, timedelta

from sqlalchemy import select

from benchmarks.world import Measured
from institution.access.actor import SET_UP, Actor
from institution.access.policy import Role
from institution.access.work import Work
from institution.accounts.models import Person
from institution.accounts.services import user_name_index
from institution.app import create_app
from institution.plans import services as plans
from institution.plans.services import NewGoal, NewPlan, Support
from institution.web.commands import work_as

NEXT = timedelta(days=90)


def planned(measured: Measured, days: int) -> list[str]:
    """Write a plan for each child of the caseworker; return the addresses of the goals.

    Args:
        measured: a copy that nobody else uses.
        days: since when the goals have been followed.
    """
    app, found = create_app(measured.settings), []
    with app.app_context(), work_as(SET_UP) as work:
        actor = _caseworker(work, measured)
        for child in measured.children[:30]:
            plan = plans.write(Work(work.session, actor, work.now), child, _plan(work.today, days))
            found.append(f"/children/{child}/goals/{plan.goals[0].lineage_id}")
    app.extensions["database"].engine.dispose()
    return found


def _caseworker(work: Work, measured: Measured) -> Actor:
    index = user_name_index(work.session.info["keyring"], measured.caseworker)
    person_id = work.session.scalars(select(Person.id).where(Person.user_name_index == index)).one()
    return Actor(person_id, frozenset({Role.CASEWORKER}))


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
    )
    return NewPlan(starts, review, (goal,), 0)
