"""The pages around the work: signing in, one's account, people, and what went wrong."""

import pytest

pytestmark = pytest.mark.browser

UNKNOWN = "/children/00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize("address", ["/sign-in", "/account", "/no-such-page"])
def test_nothing_is_in_the_way_of_anyone_before_signing_in(page, axe, address):
    page.goto(address)
    assert axe(page) == []
    assert page.faults == []


@pytest.mark.parametrize("address", ["/account", "/admin/people", "/no-such-page", UNKNOWN])
def test_nothing_is_in_the_way_of_an_administrator(page, arrive, axe, address):
    arrive(page, "ane", to=address)
    assert axe(page) == []
    assert page.faults == []


@pytest.mark.parametrize("language", ["da", "en", "kl"])
def test_a_person_chooses_a_language_and_keeps_it(page, arrive, axe, language):
    arrive(page, "ane", to="/account")
    page.locator(".menu__button").click()
    with page.expect_navigation():
        page.locator(f"button[name=language][value={language}]").click()
    assert page.url.endswith("/account")
    shown = {"da": "Ny adgangskode", "en": "New password", "kl": "Ny adgangskode"}
    assert shown[language] in page.locator("main").inner_text()
    assert axe(page) == []


def test_one_signs_in_with_the_keyboard_alone(page):
    page.goto("/sign-in")
    page.locator("input[name=user_name]").focus()
    page.keyboard.type("ane")
    page.keyboard.press("Tab")
    page.keyboard.type("forkert")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors")
    assert page.locator("input[name=user_name]").input_value() == "ane"
