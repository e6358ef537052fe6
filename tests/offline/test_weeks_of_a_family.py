"""A carer's phone without a line: weeks go the same way as shifts, each kept once, or apart."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.drafts.test_drafts import waiting
from tests.fostercare.filled import LEVELS, MONDAY
from tests.offline.tablet import Tablet
from tests.pages import arrived, rows

SAID = {f"level_{key}": str(level) for key, level in LEVELS.items()}
LAST = MONDAY - timedelta(weeks=1)


@pytest.fixture
def phone(app, world, clock):
    """The phone of a family, opened by its carer."""
    phone = Tablet(app, world, clock, "tuko", "sara")
    browser = arrived(app, world, "tuko", clock)
    browser.client.set_cookie("device", phone.token)
    answer = browser.post(f"/units/{phone.unit_id}/weeks/open", page="/account")
    phone.opened = answer.json
    return phone


def a_week(monday, **more) -> dict:
    own = {"own_caregiver_energy": "4"}
    return {**SAID, "week": str(monday), "good_moment": "Vi sov i telt", **own, **more}


def test_weeks_written_without_a_line_are_kept_once_and_known_for_ever(
    phone, world, clock, browser
):
    pilu = world.children["pilu"]
    assert [one["name"] for one in phone.opened["children"]] == ["Pilu"]
    sent = [phone.envelope(pilu, a_week(one), kind="weekly_log") for one in (LAST, MONDAY)]
    clock.forward(days=9)
    for one in sent:
        assert phone.one(one) == ("stored", "")
    for one in sent:
        assert phone.one(one) == ("known", "")
    kept = rows(phone.app, "SELECT id, week FROM weekly_logs ORDER BY week")
    assert [UUID(str(row[0])) for row in kept] == [UUID(one["id"]) for one in sent]
    other = {**a_week(LAST), "good_moment": "Noget andet"}
    again = phone.envelope(pilu, other, kind="weekly_log", id=sent[0]["id"])
    assert phone.one(again) == ("refused", "other_content")
    assert rows(phone.app, "SELECT count(*) FROM family_weeks")[0][0] == 2
    assert "Vi sov i telt" in browser("sara").get(f"/children/{pilu.id}/foster-logs").text


@pytest.mark.only_on("sqlite")
def test_a_week_that_is_begun_comes_back_to_its_carer_on_its_page(phone, world, browser):
    pilu, carer = world.children["pilu"], browser("tuko")
    begun = {"week": str(LAST), "good_moment": "Vi sov i telt"}
    draft = phone.begun(pilu, begun, kind="weekly_log")
    assert phone.send_begun(draft) == [("stored", "")]
    page = f"/children/{pilu.id}/foster-logs/{LAST}/new"
    assert "data-draft" in carer.get(page).text
    assert dict(waiting(carer, page)["fields"]) == begun
    sent = {**a_week(LAST), "id": draft["id"], "drafted": "yes"}
    assert carer.post(page, sent).status_code == 303
    assert waiting(carer, page) == 204


@pytest.mark.only_on("sqlite")
def test_a_week_that_cannot_be_kept_comes_back_to_be_mended(phone, world, browser):
    pilu, saki = world.children["pilu"], world.children["saki"]
    ahead = MONDAY + timedelta(weeks=2)
    for child, form, code in (
        (pilu, a_week(LAST, good_moment=""), "answers"),
        (pilu, a_week("i går"), "answers"),
        (pilu, a_week(ahead), "not_begun"),
        (pilu, a_week(MONDAY - timedelta(weeks=400)), "not_living_here"),
        (saki, a_week(LAST), "not_in_shift"),
    ):
        one = phone.envelope(child, form, kind="weekly_log")
        assert phone.one(one) == ("refused", code), code
    page = browser("tuko").get("/returned").text
    assert "Ugens log" in page
    assert f"/foster-logs/{LAST}/new" in page
    assert rows(phone.app, "SELECT count(*) FROM weekly_logs")[0][0] == 0


@pytest.mark.only_on("sqlite")
def test_only_its_carer_opens_a_family_on_its_phone(phone, app, world, clock):
    for name, status in (("bodil", 404), ("sara", 403), ("pipaluk", 403)):
        browser = arrived(app, world, name, clock)
        browser.client.set_cookie("device", phone.token)
        answer = browser.post(f"/units/{phone.unit_id}/weeks/open", page="/account")
        assert answer.status_code == status, name
    without = arrived(app, world, "tuko", clock)
    answer = without.post(f"/units/{phone.unit_id}/weeks/open", page="/account")
    assert answer.status_code == 409
