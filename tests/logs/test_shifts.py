from datetime import date, timedelta

import pytest
from sqlalchemy import event

from institution.access.errors import NotReachableError
from institution.logs.models import Shift
from institution.logs.services import (
    Line,
    NotBegunError,
    When,
    record,
    running,
    shift_of,
    unit_shift,
    units,
)
from tests.logs.drafts import draft, newcomer
from tests.world import NOW, TODAY

EVENING = When(TODAY, Shift.EVENING)


@pytest.fixture
def fjord(world):
    return world.units["fjord"].id


def test_shifts_follow_each_other_round_the_clock():
    night = When(date(2026, 11, 30), Shift.NIGHT)
    assert night.after() == When(date(2026, 12, 1), Shift.DAY)
    assert night.after().before() == night
    assert night.before() == When(date(2026, 11, 30), Shift.EVENING)


def test_the_running_shift_follows_the_clock_of_the_home(work_of):
    with work_of("pipaluk") as work:
        (unit,) = units(work)
        assert (unit.name, running(work, unit)) == ("Fjord", EVENING)
    with work_of("pipaluk", NOW + timedelta(hours=6)) as work:
        assert running(work, units(work)[0]) == When(TODAY, Shift.NIGHT)


def test_the_manager_chooses_among_the_units_of_the_home(work_of):
    with work_of("hans") as work:
        assert [unit.name for unit in units(work)] == ["Fjeld", "Fjord"]


def test_a_shift_shows_who_is_written_about_and_who_is_missing(work_of, world, fjord):
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, draft())
        shift = unit_shift(work, fjord, EVENING)
        aviaja, malik = shift.children
        assert (aviaja.child.name, len(aviaja.logs)) == ("Aviaja Rosing", 0)
        assert (malik.child.name, len(malik.logs)) == ("Malik Kreutzmann", 1)
        assert shift.authors == {world.persons["pipaluk"].id: "Pipaluk Møller"}
        assert shift.next_missing(malik.child.id) is aviaja.child
        assert shift.next_missing(aviaja.child.id) is None


def test_a_child_who_was_away_is_shown_as_away(work_of, world, fjord):
    away = draft(presence="with_family", contact_time=None, levels={})
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, away)
        aviaja, malik = unit_shift(work, fjord, EVENING).children
        assert (aviaja.here, malik.here) == (True, False)


def test_the_kin_of_a_child_do_not_see_it_in_the_shift(work_of, world, fjord):
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, draft(handover=(Line("do", "Ring til mor"),)))
    with work_of("aka", NOW + timedelta(hours=2)) as work:
        shift = unit_shift(work, fjord, EVENING.after())
        assert [one.child.name for one in shift.children] == ["Aviaja Rosing"]
        assert shift.handovers[0].lines == ()
        assert shift.authors == {}


def test_the_shift_before_hands_over_without_what_was_corrected(work_of, world, fjord):
    child = world.children["malik"].id
    old = draft(shift=Shift.DAY, handover=(Line("do", "Tandlæge kl. 8"),))
    new = draft(
        shift=Shift.DAY,
        handover=(Line("do", "Tandlæge kl. 9"),),
        corrects_id=old.id,
        correction_reason="Forkert tid",
    )
    ordinary = draft(shift=Shift.DAY)
    with work_of("pipaluk") as work:
        record(work, child, old)
        record(work, child, new)
        record(work, world.children["aviaja"].id, ordinary)
        (handover,) = unit_shift(work, fjord, EVENING).handovers
        assert handover.when == When(TODAY, Shift.DAY)
        (line,) = handover.lines
        assert [one.text for one in line.log.handover] == ["Tandlæge kl. 9"]


def test_the_day_shift_reads_the_night_and_the_evening_before_it(work_of, world, fjord):
    said = draft(attention="close")
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, said)
    with work_of("pipaluk", NOW + timedelta(hours=10)) as work:
        night, evening = unit_shift(work, fjord, EVENING.after().after()).handovers
        assert (night.when.shift, night.lines) == (Shift.NIGHT, ())
        assert [line.log.id for line in evening.lines] == [said.id]


def test_only_shifts_that_have_begun_can_be_opened(work_of, fjord):
    with work_of("pipaluk") as work:
        assert unit_shift(work, fjord, EVENING).later is None
        assert unit_shift(work, fjord, EVENING.before()).later == EVENING
        with pytest.raises(NotBegunError):
            unit_shift(work, fjord, EVENING.after())


@pytest.mark.parametrize("name", ["jens", "nuka"])
def test_the_shift_of_another_unit_is_not_found(work_of, fjord, name):
    with work_of(name) as work:
        with pytest.raises(NotReachableError):
            unit_shift(work, fjord, EVENING)
        assert shift_of(work, fjord, EVENING) is None


def test_a_shift_costs_the_same_queries_with_two_children_or_twelve(
    work_of, world, fjord, database
):
    def cost():
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            statements.append(statement)

        with work_of("pipaluk") as work:
            event.listen(database.engine, "before_cursor_execute", note)
            unit_shift(work, fjord, EVENING)
            event.remove(database.engine, "before_cursor_execute", note)
        return sum(statement.startswith("SELECT") for statement in statements)

    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, draft(shift=Shift.DAY, attention="extra"))
    few = cost()
    with work_of("pipaluk") as work:
        for number in range(10):
            child = newcomer(work, world, f"Barn {number}")
            for shift in (Shift.DAY, Shift.EVENING):
                line = Line("do", f"Husk {number}")
                record(work, child.id, draft(shift=shift, handover=(line,)))
    assert cost() == few <= 10
