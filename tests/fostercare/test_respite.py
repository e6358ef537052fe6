"""A respite family reaches the child on the days of the stay, and nothing of other places ever."""

from datetime import timedelta

import pytest

from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission
from institution.cases import scope
from institution.cases.models import Placement
from institution.fostercare.models import WeeklyLog
from institution.fostercare.services import respite
from institution.fostercare.services.placing import NoSuchFamilyError
from institution.fostercare.services.recording import record_week
from institution.fostercare.services.respite import NewStay, NoSuchDaysError
from tests.fostercare.filled import week
from tests.world import NOW, TODAY

DAY = timedelta(days=1)
FIRST, LAST = TODAY + 5 * DAY, TODAY + 7 * DAY


def test_a_stay_opens_the_child_on_its_days_and_nothing_of_another_place(world, work_of):
    """Bodil has had Pilu since yesterday, until today: see `tests/world.py`."""
    pilu = world.children["pilu"].id
    with work_of("tuko") as work:
        record_week(work, pilu, week())
    for days, reached in ((-2, False), (-1, True), (0, True), (1, False)):
        with work_of("bodil", NOW + days * DAY) as work:
            ids = set(work.session.scalars(scope.child_ids(work, Permission.RESPITE_READ)))
            assert (pilu in ids) == reached, days
            assert len(respite.stays(work, pilu)) == reached, days
            for model, permission in (
                (WeeklyLog, Permission.WEEK_READ),
                (Placement, Permission.CHILD_READ),
            ):
                rows = work.session.scalars(scope.about(model, work, permission)).all()
                assert pilu not in {row.child_id for row in rows}
            with pytest.raises(NotReachableError):
                scope.child(work, Permission.CHILD_READ, pilu)


def test_only_its_coordinator_agrees_a_stay_and_calls_it_off(world, work_of):
    pilu = world.children["pilu"].id
    new = NewStay("PF-002", FIRST, LAST, None)
    with work_of("sara") as work:
        for wrong, refusal in (
            (NewStay("PF-001", FIRST, LAST, None), NoSuchFamilyError),
            (NewStay("PF-999", FIRST, LAST, None), NoSuchFamilyError),
            (NewStay("PF-002", LAST, FIRST, None), NoSuchDaysError),
            (NewStay("PF-002", TODAY - DAY, LAST, None), NoSuchDaysError),
        ):
            with pytest.raises(refusal):
                respite.agree(work, pilu, wrong)
        for _ in range(2):
            respite.agree(work, pilu, new)
            work.session.flush()
        kept, _before = respite.stays(work, pilu)
    for name in ("mia", "bodil", "tuko", "karl"):
        with work_of(name) as work, pytest.raises((NotAllowedError, NotReachableError)):
            respite.call_off(work, pilu, kept.id)
    with work_of("sara", NOW + 6 * DAY) as work:
        respite.call_off(work, pilu, kept.id)
    with work_of("bodil", NOW + 7 * DAY) as work:
        assert respite.stays(work, pilu) == []


@pytest.mark.only_on("sqlite")
def test_the_pages_of_a_stay(browser, world):
    pilu, family = world.children["pilu"].id, world.families["tuko"].id
    address = f"/children/{pilu}/respite"
    bodil, sara = browser("bodil"), browser("sara")
    mine = bodil.get("/my-family").text
    assert "Pilu Nathansen" in mine
    assert "Sover med lyset tændt." in mine
    assert "Sover med lyset tændt." in bodil.get(address).text
    assert bodil.get(f"/children/{pilu}").status_code == 404
    assert browser("tuko").get(address).status_code == 404
    sent = {"reference": "PF-002", "begins": str(FIRST), "until": str(LAST), "words": "Ring først"}
    assert sara.post(f"{address}/new", sent | {"until": ""}, page=address).status_code == 422
    assert sara.post(f"{address}/new", sent, page=address).status_code == 303
    page = sara.get(address).text
    assert "Ring først" in page
    off = page.split("/off")[0].rsplit("/", 1)[1]
    assert sara.post(f"{address}/{off}/off", page=address).status_code == 303
    assert "Aflyst" in sara.get(address).text
    assert "Aflastning" in sara.get(f"/foster-families/{family}").text
