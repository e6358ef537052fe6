"""The caseworker's morning in a real browser: find it, read why, answer; everything by keyboard."""

import pytest

from tests.flags.conftest import drop, writer  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser


def test_the_caseworker_finds_the_flag_reads_why_and_answers(page, arrive, drop):  # noqa: F811
    arrive(page, "sofie")
    page.get_by_role("link", name="Malik Kreutzmann").first.click()
    page.wait_for_url(f"**/flags/{drop}")
    page.get_by_text("sædvanligvis omkring 4").first.wait_for()
    assert page.get_by_role("group", name="Hvorfor kan det afsluttes?").count() == 0
    page.get_by_label("Jeg har talt med stedet").check()
    page.get_by_label("Med dine egne ord").fill("Talte med Ivik. Vi ser på det igen på fredag.")
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_text("Dit svar er gemt").wait_for()
    assert page.get_by_text("Talte med Ivik. Vi ser på det igen på fredag.").count() == 1
    assert page.faults == []


def test_the_reason_is_asked_for_when_closing(page, arrive, drop):  # noqa: F811
    arrive(page, "sofie", to=f"/flags/{drop}")
    page.get_by_label("Afslut", exact=True).check()
    page.get_by_role("group", name="Hvorfor kan det afsluttes?").wait_for()
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_role("alert").get_by_text("Vælg, hvorfor det kan afsluttes").wait_for()
    page.get_by_label("Støtten er ændret").check()
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_text("Dit svar er gemt").wait_for()
    assert page.faults == []


def test_the_flag_is_answered_by_keyboard_alone(page, arrive, drop):  # noqa: F811
    arrive(page, "sofie", to=f"/flags/{drop}")
    page.get_by_label("Jeg har spurgt barnet").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Han vil gerne sove hos Ivik.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Dit svar er gemt").wait_for()


def test_inbox_and_flag_are_accessible(page, arrive, axe, drop):  # noqa: F811
    arrive(page, "sofie", to="/inbox")
    assert axe(page, dark=True) == []
    page.goto(f"/flags/{drop}")
    assert axe(page, dark=True) == []
    page.get_by_label("Afslut", exact=True).check()
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_role("alert").wait_for()
    assert axe(page, dark=True) == []


def test_an_empty_inbox_is_accessible(page, arrive, axe):
    arrive(page, "sofie", to="/inbox")
    assert axe(page) == []
