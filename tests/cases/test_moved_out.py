"""A child moves: for thirty days its old place reads what it wrote, and nothing that came after."""

from datetime import timedelta

import pytest

from institution.access.actor import SET_UP
from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Placement
from institution.incidents.models import Incident
from institution.incidents.services import record as tell
from institution.logs.models import ShiftLog
from institution.logs.services import record
from tests.incidents.telling import draft as told
from tests.logs.drafts import draft
from tests.world import NOW, TODAY

MOVES_ON = TODAY + timedelta(days=1)
HANDING_OVER = {Permission.LOG_READ, Permission.HISTORY_READ, Permission.INCIDENT_READ,
                Permission.TIMELINE_READ}  # fmt: skip


@pytest.fixture
def moved(database, world, work_of):
    """Let Malik move from Fjord to the south, with a log before and after, and incidents before."""
    malik = world.children["malik"]
    with work_of("pipaluk") as work:
        old = {record(work, malik.id, draft(note="Gammelt")).id}
        old_matters = {tell(work, malik.id, told("threat")).matter_id}
        closed = {tell(work, malik.id, told("self_harm")).matter_id}
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        cases.place(work, malik, world.units["syd"], MOVES_ON)
        person = world.persons["nuka"].id
        cases.employ(work, person, Relation.STAFF_OF_UNIT, world.units["syd"], TODAY)
        session.commit()
    later = NOW + timedelta(days=1)
    with work_of("nuka", later) as work:
        new = draft(day=MOVES_ON, written_at=later, note="Nyt")
        record(work, malik.id, new)
    return old, old_matters, closed


def read(work_of, world, name, days, model=ShiftLog, permission=Permission.LOG_READ) -> set:
    with work_of(name, NOW + timedelta(days=days)) as work:
        try:
            about = scope.about(model, work, permission)
        except NotAllowedError:
            return set()
        of_malik = about.where(model.child_id == world.children["malik"].id)
        return {getattr(one, "matter_id", one.id) for one in work.session.scalars(of_malik)}


def test_the_old_place_reads_what_it_wrote_for_thirty_days_and_nothing_newer(moved, work_of, world):
    old, old_matters, closed = moved
    for name in ("pipaluk", "ivik", "naja", "hans"):
        for days, wanted in ((1, old), (30, old), (31, set())):
            assert read(work_of, world, name, days) == wanted, (name, days)
        matters = read(work_of, world, name, 30, Incident, Permission.INCIDENT_READ)
        reads_closed = name != "ivik"
        assert matters == (old_matters | closed if reads_closed else old_matters), name
    assert read(work_of, world, "aka", 1) == set(), "a block holds on"
    assert read(work_of, world, "jens", 1) == set(), "staff of another unit never read it"


def test_the_new_place_never_reads_what_was_written_before(moved, work_of, world):
    for days in (1, 30, 400):
        found = read(work_of, world, "nuka", days)
        assert len(found) == 1
        assert not found & moved[0]
        assert not read(work_of, world, "nuka", days, Incident, Permission.INCIDENT_READ)


def test_the_old_place_reads_to_hand_over_and_does_nothing_else(moved, work_of, world):
    malik = world.children["malik"].id
    with work_of("hans", NOW + timedelta(days=2)) as work:
        for permission in Permission:
            try:
                scope.child(work, permission, malik)
            except (NotAllowedError, NotReachableError):
                assert permission not in HANDING_OVER, permission
            else:
                assert permission in {*HANDING_OVER, Permission.INCIDENT_READ_RESTRICTED}


def test_the_old_place_does_not_learn_where_the_child_lives_now(moved, work_of, world):
    malik = world.children["malik"].id
    with work_of("hans", NOW + timedelta(days=2)) as work:
        placements = scope.about(Placement, work, Permission.INCIDENT_READ)
        assert work.session.scalars(placements.where(Placement.child_id == malik)).all() == []
