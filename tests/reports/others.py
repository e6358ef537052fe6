"""Other children in the unit of Malik, with their name in everything that is written of them."""

from datetime import UTC, date, datetime, timedelta

from institution.access.actor import SET_UP
from institution.access.policy import Relation
from institution.access.work import Work
from institution.cases import services as cases
from institution.cases.models import Municipality, Unit
from institution.db.base import new_id
from institution.logs.models import Shift
from institution.logs.services import ChildAnswer, Line
from institution.logs.services.drafts import Draft, Place, Written
from institution.logs.services.many import Prepared, keep_many
from institution.plans import services as plans
from institution.plans.services import NewPlan, Support
from tests.trends.conftest import goal
from tests.world import LONG_AGO, TODAY


def other_children(world, work_of, names) -> None:
    """Let children live with Malik, with logs and plans."""
    with work_of("sofie") as work:
        set_up = Work(work.session, SET_UP, work.now)
        unit = work.session.get(Unit, world.units["fjord"].id)
        municipality = work.session.get(Municipality, world.children["malik"].municipality_id)
        for number, name in enumerate(names):
            new = cases.NewChild(f"KF-{number:03}", name, date(2014, 1, 1 + number))
            child = cases.register_child(set_up, municipality, new)
            cases.place(set_up, child, unit, LONG_AGO)
            sofie = world.persons["sofie"].id
            cases.assign(set_up, child, sofie, Relation.CASEWORKER_OF, LONG_AGO)
            work.session.flush()
            keep_many(work, [_log(world, child, unit, name, ago) for ago in range(3)])
            wishes = goal(wording=f"{name} vil", supports=(Support(f"{name} får", LONG_AGO),))
            plans.write(work, child.id, NewPlan(LONG_AGO, TODAY, (wishes,), 0))


def _log(world, child, unit, name: str, ago: int) -> Prepared:
    day = TODAY - timedelta(days=ago)
    at = datetime(day.year, day.month, day.day, 23, tzinfo=UTC)
    draft = Draft(
        id=new_id(),
        day=day,
        shift=Shift.EVENING,
        presence="present",
        written_at=at,
        contact_time="over_3h",
        levels={"mood": 3},
        child=ChildAnswer("five_faces", 3, "home_and_caseworker", True, True, f"{name} siger"),
        good_moment=f"{name} lo",
        note=f"{name} noteret",
        handover=(Line("if_then", f"hjælper {name}"),),
    )
    place = Place(child.id, child.municipality_id, unit.id, unit.home_id, "America/Nuuk")
    return Prepared(draft, place, Written(world.persons["pipaluk"].id, at, 1))
