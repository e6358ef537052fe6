"""The quicker way to the records about one child lets everybody read what the usual way does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from institution.access.actor import NIGHTLY, SET_UP
from institution.access.errors import NotAllowedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import BoundKind, Placement, RespiteStay
from institution.db.base import new_id
from institution.db.statements import Statement
from institution.fostercare.models import ChildSheet
from institution.incidents.models import HelpTonight, Incident
from institution.incidents.services import record
from institution.logs import services as logs
from institution.logs.models import ShiftLog
from tests.incidents.telling import draft as incident
from tests.logs.drafts import draft
from tests.world import EVERYONE, NOW, TODAY

READ = {
    ShiftLog: (Permission.LOG_READ, Permission.TREND_READ),
    Incident: (Permission.INCIDENT_READ,),
    HelpTonight: (Permission.INCIDENT_READ,),
    Placement: (Permission.CHILD_READ, Permission.FOSTER_READ),
    RespiteStay: (Permission.RESPITE_READ,),
    ChildSheet: (Permission.MAP_READ, Permission.FOSTER_READ),
}
CLOSED = (
    (None, ()),
    (BoundKind.RESTRICTED, ()),
    (BoundKind.NAMED, ((BoundKind.READER, "ivik"),)),
    (None, ((BoundKind.AROUND, "hans"),)),
)


@pytest.fixture
def written(world, work_of, database, help_of):
    """Write of Malik in two homes, openly and under bounds; keep Aka from him."""
    malik = world.children["malik"]
    with work_of("pipaluk") as work:
        logs.record(work, malik.id, draft())
        record(work, malik.id, incident("threat", severity=2))
        record(work, malik.id, incident("self_harm", severity=3))
    for closeness, bounds in CLOSED:
        help_of(closeness, *bounds)
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        cases.block(work, malik, world.persons["aka"].id, TODAY)
        cases.place(work, malik, world.units["syd"], TODAY + timedelta(days=1))
        session.commit()


def usual(work, model, permission, child_id) -> set:
    """Return the ids that the usual way finds of a child."""
    found = work.session.scalars(scope.about(model, work, permission))
    return {row.id for row in found if row.child_id == child_id}


def quick(work, model, permission, child_id) -> set:
    """Return the ids that the quicker way finds of a child."""
    reached, asked = scope.of_child(model, work, permission, child_id)
    query = Statement(select(model.id).where(reached))
    return {row.id for row in query.rows(work.session.connection(), asked)}


@pytest.mark.usefixtures("written")
def test_both_ways_find_the_same_for_everybody(world, work_of):
    met = {model: set() for model in READ}
    for days in (0, 1):
        for name in EVERYONE:
            with work_of(name, NOW + timedelta(days=days)) as work:
                for model, permissions in READ.items():
                    for permission in filter(work.actor.may_ever, permissions):
                        for child in (world.children["malik"], world.children["nivi"]):
                            found = usual(work, model, permission, child.id)
                            assert quick(work, model, permission, child.id) == found, name
                            met[model] |= {(name, days, len(found))}
    assert {model for model, seen in met.items() if any(count for *_, count in seen)} >= {
        ShiftLog, Incident, HelpTonight, Placement,
    }  # fmt: skip
    assert len({count for *_, count in met[HelpTonight]}) > 2, "bounds made a difference"


@pytest.mark.usefixtures("written")
def test_the_job_reaches_every_child_and_nobody_another_one(world, database):
    with database.reading() as session:
        work, malik = Work(session, NIGHTLY, NOW), world.children["malik"]
        assert len(quick(work, ShiftLog, Permission.TREND_READ, malik.id)) == 1
        assert quick(work, ShiftLog, Permission.TREND_READ, new_id()) == set()


def test_a_role_that_never_may_is_refused(work_of):
    with work_of("ane") as work, pytest.raises(NotAllowedError):
        scope.of_child(ShiftLog, work, Permission.LOG_READ, new_id())
