"""A child as pages read it, and a word that changes with whatever is written about it."""

from datetime import date, timedelta

import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.logs.services import record
from tests.logs.drafts import full_draft
from tests.world import NOW

BIRTHDAY = date(2026, 4, 9)


@pytest.fixture
def reached(world, work_of):
    """Give `reached(now)`: Malik as Sofie reads of him."""

    def reached(now=NOW):
        with work_of("sofie", now) as work:
            return scope.child(work, Permission.TREND_READ, world.children["malik"].id)

    return reached


def test_it_says_who_the_child_is(reached):
    assert (reached().name, reached().born) == ("Malik Kreutzmann", date(2013, 4, 9))


@pytest.mark.parametrize(("days", "age"), [(-1, 12), (0, 13), (1, 13)])
def test_a_child_is_a_year_older_from_its_birthday_on(reached, days, age):
    assert reached().age_on(BIRTHDAY + timedelta(days=days)) == age


def test_its_version_stays_while_nothing_is_written_in_the_hour(reached):
    assert reached().version == reached(NOW + timedelta(minutes=9)).version


def test_its_version_changes_with_a_record_and_with_the_hour(reached, world, work_of):
    before = reached().version
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, full_draft())
    after = reached().version
    assert len({before, after, reached(NOW + timedelta(minutes=10)).version}) == 3
