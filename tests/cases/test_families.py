"""What is reached through a foster family: the family itself, and where its child lives."""

from datetime import timedelta

import pytest

from institution.access.policy import Permission
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Bound, BoundKind, Placement, RespiteStay
from institution.cases.scope import conditions
from institution.db.base import new_id
from institution.flags.models import Flag
from tests.world import NOW, TODAY


@pytest.fixture(autouse=True)
def nothing_kept():
    """Make every condition anew: what is kept from other tests would not be tried."""
    told = (conditions._told_reached, conditions._told_within)
    asked = (conditions.reached, conditions.within, conditions.families, conditions.units)
    for made in (*told, *asked):
        made.cache_clear()


def test_a_coordinator_and_a_carer_find_their_families(world, work_of):
    tuko, bodil = world.families["tuko"].id, world.families["bodil"].id
    with work_of("sara") as work:
        found = set(work.session.scalars(scope.families(work, Permission.FAMILY_COORDINATE)))
    assert tuko in found
    with work_of("tuko") as work:
        assert set(work.session.scalars(scope.families(work, Permission.FAMILY_OWN))) == {tuko}
    with work_of("bodil") as work:
        assert set(work.session.scalars(scope.families(work, Permission.FAMILY_OWN))) == {bodil}


def test_a_carer_hears_of_no_place_but_their_own(world, work_of):
    came = world.children["aviaja"]
    with work_of("set_up") as work:
        cases.place(work, came, world.units["tuko"], TODAY)
    with work_of("tuko") as work:
        found = work.session.scalars(scope.about(Placement, work, Permission.WEEK_WRITE)).all()
    assert came.id in {one.child_id for one in found}
    assert {one.unit_id for one in found} == {world.units["tuko"].id}


def test_what_nobody_wrote_goes_around_whom_its_matter_goes_around(world, work_of):
    child, matter_id = world.children["malik"], new_id()
    about = {"child_id": child.id, "municipality_id": child.municipality_id}
    with work_of("nightly") as work:
        raised = {"raised_at": NOW, "day": TODAY, "respond_by": NOW, "content_version": 1}
        told = {"kind": "below_usual", "signature": "below_usual:today", "evidence": {}}
        flag = Flag(home_id=world.homes["fjord"].id, matter_id=matter_id, **raised, **told, **about)
        save(work, flag, Action.FLAG_RAISED)
        person_id = world.persons["pipaluk"].id
        bound = Bound(
            matter_id=matter_id, kind=BoundKind.AROUND, person_id=person_id, day=TODAY, **about
        )
        save(work, bound, Action.INCIDENT_BOUNDED)
    for name, number in (("sofie", 1), ("naja", 1), ("pipaluk", 0)):
        with work_of(name) as work:
            found = work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).all()
            assert len(found) == number, name


def test_a_respite_family_reaches_a_child_on_the_days_of_its_stay(world, work_of):
    pilu = world.children["pilu"].id
    for name, found in (("bodil", {pilu}), ("sara", {pilu}), ("tuko", set())):
        with work_of(name) as work:
            stays = work.session.scalars(
                scope.about(RespiteStay, work, Permission.RESPITE_READ)
            ).all()
            assert {one.child_id for one in stays} == found, name
    with work_of("bodil", NOW + timedelta(days=1)) as work:
        ids = scope.child_ids(work, Permission.RESPITE_READ)
        assert work.session.scalars(ids).all() == []


def test_a_respite_family_hears_of_no_stay_in_another(world, work_of):
    child, elsewhere = world.children["pilu"], world.units["fjord"].id
    with work_of("nightly") as work:
        about = {"child_id": child.id, "municipality_id": child.municipality_id}
        save(work, RespiteStay(unit_id=elsewhere, begins=TODAY, until=TODAY, **about), Action.ENDED)
    for name, number in (("bodil", 1), ("sara", 2)):
        with work_of(name) as work:
            found = work.session.scalars(
                scope.about(RespiteStay, work, Permission.RESPITE_READ)
            ).all()
            assert len(found) == number, name
