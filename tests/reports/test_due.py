"""Which report is due: half-yearly by default, asked for, signed, received."""

from datetime import date, timedelta

import pytest

from institution.access.errors import NotAllowedError
from institution.reports import services
from institution.reports.services import State
from tests.world import NOW, TODAY


def of_malik(work):
    return next(one for one in services.due(work) if one.child.name.startswith("Malik"))


def test_the_first_report_counts_from_when_the_child_was_registered(work_of):
    with work_of("hans") as work:
        found = of_malik(work)
    assert (found.due_on, found.state, found.signed_on) == (date(2027, 5, 22), State.LATER, None)


@pytest.mark.parametrize(("days", "state"), [(180, State.DUE), (182, State.OVERDUE)])
def test_a_report_is_due_soon_and_then_past_its_day(work_of, days, state):
    with work_of("hans", NOW + timedelta(days=days)) as work:
        assert of_malik(work).state is state


def test_asking_sets_the_day(work_of, world):
    wanted = TODAY + timedelta(days=10)
    with work_of("sofie") as work:
        services.ask(work, world.children["malik"].id, wanted, "Til mødet")
    with work_of("naja") as work:
        found = of_malik(work)
    assert (found.due_on, found.asked_on, found.state) == (wanted, TODAY, State.DUE)


def test_a_signed_report_waits_for_its_receipt_and_the_next_is_due_half_a_year_later(
    signed, work_of, world
):
    with work_of("sofie") as work:
        assert of_malik(work).state is State.SIGNED
        services.receive(work, world.children["malik"].id, signed)
        found = of_malik(work)
    assert (found.state, found.received_on, found.asked_on) == (State.LATER, TODAY, None)
    assert found.due_on == date(2027, 5, 22)


def test_a_draft_is_seen_by_those_who_write_it(begun, work_of):
    with work_of("hans") as work:
        assert of_malik(work).written_since == TODAY
    with work_of("sofie") as work:
        assert of_malik(work).written_since is None


def test_each_sees_the_children_within_reach(work_of):
    seen = {}
    for name in ("sofie", "karl", "hans", "naja", "ivik"):
        with work_of(name) as work:
            seen[name] = {one.child.name.split()[0] for one in services.due(work)}
    assert seen == {
        "sofie": {"Malik", "Aviaja"},
        "karl": {"Nivi", "Inuk", "Pilu", "Saki"},
        "hans": {"Malik", "Aviaja", "Nivi"},
        "naja": {"Malik", "Aviaja"},
        "ivik": {"Malik"},
    }
    with work_of("jens") as work, pytest.raises(NotAllowedError):
        services.due(work)


def test_a_day_that_is_over_is_not_asked_for(work_of, world):
    with work_of("sofie") as work, pytest.raises(services.PeriodError):
        services.ask(work, world.children["malik"].id, TODAY - timedelta(days=1))
