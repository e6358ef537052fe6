import pytest

pytestmark = pytest.mark.browser


def test_someone_signs_in_and_out_in_a_real_browser(page, sign_in):
    sign_in(page, "ane", "/account")
    assert page.locator("h1").count() == 1
    page.locator("[data-menu] summary").click()
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url("**/sign-in")
    assert page.faults == []


def test_axe_finds_nothing_at_the_door(page, axe):
    page.goto("/sign-in")
    assert axe(page) == []


def test_axe_finds_what_is_wrong(page, axe):
    page.goto("/sign-in")
    page.evaluate("document.querySelector('label').remove()")
    assert any("label" in line for line in axe(page, widths=(1180,)))
