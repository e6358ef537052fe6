"""A form sent by a script is told where to go; every other answer stays a page."""

import pytest

from tests.world import PASSWORD

# Where an answer leads is the same whatever database there is.
pytestmark = pytest.mark.only_on("sqlite")

SCRIPT = {"Accept": "application/json, text/html;q=0.9"}
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_a_script_is_told_where_a_saved_form_leads(browser):
    answer = browser("ane").post(
        "/language", {"language": "en", "next": "/account"}, page="/account", headers=SCRIPT
    )
    assert answer.status_code == 200
    assert answer.json == {"location": "/account"}
    assert "Location" not in answer.headers


@pytest.mark.parametrize("headers", [PAGE, {"Accept": "*/*"}, {}])
def test_a_browser_is_led_on(browser, headers):
    answer = browser("ane").post(
        "/language", {"language": "en", "next": "/account"}, page="/account", headers=headers
    )
    assert (answer.status_code, answer.location) == (303, "/account")


def test_a_script_gets_the_page_when_something_is_wrong(browser):
    answer = browser("ane").post("/account", {"old": "x"}, page="/account", headers=SCRIPT)
    assert (answer.status_code, answer.mimetype) == (422, "text/html")


def test_a_script_that_only_reads_is_led_on_like_a_browser(browser):
    answer = browser("ane").get("/", headers=SCRIPT)
    assert answer.status_code == 303


def test_a_message_waits_for_the_page_the_script_goes_to(browser):
    reader = browser("ane")
    form = {"old": PASSWORD, "new": "fire sæler i vandet", "again": "fire sæler i vandet"}
    answer = reader.post("/account", form, page="/account", headers=SCRIPT)
    assert answer.json == {"location": "/account"}
    first, second = reader.get("/account").text, reader.get("/account").text
    assert first.count("notice--done") == 1
    assert second.count("notice--done") == 0


def test_a_reader_can_say_that_they_are_still_there(browser, clock):
    reader = browser("ane")
    token = reader.token("/account")
    for _ in range(4):
        clock.forward(minutes=10)
        answer = reader.client.post("/still-here", data={"csrf_token": token})
        assert answer.status_code == 204
    assert reader.get("/account").status_code == 200
