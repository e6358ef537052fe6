"""What is reached through a foster family: the family itself, and where its child lives."""

import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.cases.models import Placement
from institution.cases.scope import conditions
from institution.flags.models import Flag


@pytest.fixture(autouse=True)
def nothing_kept():
    """Make every condition anew: what is kept from other tests would not be tried."""
    for made in (conditions.reached, conditions.within, conditions.families, conditions.units):
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
    with work_of("tuko") as work:
        found = work.session.scalars(scope.about(Placement, work, Permission.WEEK_WRITE)).all()
    assert {one.unit_id for one in found} == {world.units["tuko"].id}


def test_what_nobody_wrote_is_bounded_as_well(work_of):
    with work_of("sofie") as work:
        assert work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).all() == []
