"""The pages around the work: signing in, one's account, people, and what went wrong."""

import pytest

pytestmark = pytest.mark.browser

UNKNOWN = "/children/00000000-0000-7000-8000-000000000000"


def test_nothing_is_in_the_way_of_anyone_before_signing_in(page, axe):
    for address in ("/sign-in", "/account", "/no-such-page"):
        page.goto(address)
        assert axe(page) == [], address
    assert page.faults == []


def test_nothing_is_in_the_way_of_an_administrator(page, arrive, axe):
    arrive(page, "ane")
    for address in ("/account", "/admin/people", "/no-such-page", UNKNOWN):
        page.goto(address)
        assert axe(page) == [], address
    assert page.faults == []


def test_a_person_chooses_a_language_and_keeps_it(page, arrive, axe):
    arrive(page, "ane", to="/account")
    shown = {"kl": "Ny adgangskode", "en": "New password", "da": "Ny adgangskode"}
    for language, words in shown.items():
        page.locator(".menu__button").click()
        with page.expect_navigation():
            page.locator(f"button[name=language][value={language}]").click()
        assert page.url.endswith("/account")
        assert words in page.locator("main").inner_text()
        assert axe(page) == [], language


def test_one_signs_in_with_the_keyboard_alone(page):
    page.goto("/sign-in")
    page.locator("input[name=user_name]").focus()
    page.keyboard.type("ane")
    page.keyboard.press("Tab")
    page.keyboard.type("forkert")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors")
    assert page.locator("input[name=user_name]").input_value() == "ane"
