"""One note about several children: an entry for each, none of them naming another."""

import pytest

from institution.access.errors import NotReachableError
from institution.db.base import new_id
from institution.logs import services
from institution.logs.models import Shift
from institution.logs.services import GroupNote, NamesChildError, When, record
from tests.logs.drafts import draft
from tests.world import TODAY

pytestmark = pytest.mark.only_on("sqlite")
WHEN = When(TODAY, Shift.EVENING)
TEXT = "Vi bagte pandekager over bålet, og alle fik lov at vende."


@pytest.fixture
def both(world):
    return tuple(world.children[name].id for name in ("malik", "aviaja"))


@pytest.fixture
def address(world):
    return f"/units/{world.units['fjord'].id}/shifts/{TODAY}/evening"


def logs_about(work, child_id):
    page = services.logs_of_child(work, child_id, services.Filter())
    return [entry.log for entry in page.entries]


def test_each_child_gets_an_entry_and_the_log_of_the_shift_is_still_missing(
    work_of, world, both, browser, address
):
    page, staff = f"{address}/note", browser("pipaluk")
    sent = {"children": [str(one) for one in both], "text": TEXT, "id": str(new_id())}
    assert "Skriv et notat om flere børn" in staff.get(address).text
    for _ in range(2):
        assert staff.post(page, sent, page=page).status_code == 303
    with work_of("pipaluk") as work:
        kept = [logs_about(work, one) for one in both]
        assert [[log.note for log in logs] for logs in kept] == [[TEXT], [TEXT]]
        unit = world.units["fjord"]
        shift = services.unit_shift(work, unit.id, WHEN)
        assert (shift.written, len(shift.children)) == (0, 2)
        record(work, both[0], draft())
        work.session.flush()
        waiting = services.missing(work, shift.unit, TODAY, TODAY)
        assert {one.child_id for one in waiting if one.when == WHEN} == {both[1]}
        assert services.unit_shift(work, unit.id, WHEN).written == 1
    shown = browser("sofie").get(f"/children/{both[0]}/logs").text
    assert TEXT in shown
    assert "Aviaja" not in shown


@pytest.mark.parametrize("text", ["Malik vendte", "AVIAJAS pandekage", "Aviaja Rosing lo"])
def test_a_note_that_names_a_child_is_not_kept_until_the_writer_has_looked(
    work_of, world, both, browser, address, text
):
    page, staff = f"{address}/note", browser("pipaluk")
    sent = {"children": [str(one) for one in both], "text": text, "id": str(new_id())}
    answer = staff.post(page, sent, page=page)
    assert answer.status_code == 422
    assert text in answer.text
    assert "er nævnt" in answer.text
    with work_of("pipaluk") as work:
        assert logs_about(work, both[0]) == []
    assert staff.post(page, sent | {"names_nobody": "y"}, page=page).status_code == 303


def test_only_children_of_the_unit_within_reach_get_it(work_of, world, both, browser, address):
    nivi = world.children["nivi"].id
    with work_of("pipaluk") as work:
        shift = services.unit_shift(work, world.units["fjord"].id, WHEN)
        for children in ((), (*both, nivi)):
            with pytest.raises(NotReachableError):
                services.note_of_several(work, shift, GroupNote(new_id(), children, TEXT))
        with pytest.raises(NamesChildError) as told:
            services.note_of_several(work, shift, GroupNote(new_id(), both, "Malik lo"))
    assert told.value.names == ("Malik",)
    page = f"{address}/note"
    for wrong in (
        {"text": TEXT},
        {"children": [str(nivi)], "text": TEXT},
        {"children": str(both[0])},
    ):
        assert browser("pipaluk").post(page, wrong, page=page).status_code == 422
    for name in ("jens", "nuka", "sofie", "karl"):
        assert browser(name).get(page).status_code in {403, 404}, name
    aka = browser("aka").get(page).text
    assert "Malik" not in aka, "kin of his"
