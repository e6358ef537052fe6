import pytest

pytestmark = pytest.mark.browser


def test_someone_signs_in_and_out_in_a_real_browser(page, sign_in):
    sign_in(page, "ane", "/account")
    assert page.locator("h1").count() == 1
    page.locator("[data-menu] summary").click()
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url("**/sign-in")
    assert page.faults == []


PALE = """
<style>
  .pale { color: #eee; background: #fff }
  @media (max-width: 1000px) { .when-wide { display: none } }
  @media (prefers-color-scheme: dark) { .by-night { color: #111; background: #000 } }
</style>
<p class="by-night">Too dark</p><p class="pale when-wide">Too pale</p>
"""


def test_axe_finds_what_is_wrong(page, axe):
    page.goto("/sign-in")
    assert axe(page, dark=True) == []
    page.evaluate("document.querySelector('label').remove()")
    assert any("label" in line for line in axe(page, widths=(1180,)))


def test_axe_finds_colours_that_show_at_one_width_or_in_the_dark_alone(page, axe):
    page.set_content(f"<title>Colours</title><main><h1>Colours</h1>{PALE}</main>")
    page.evaluate("document.documentElement.lang = 'en'")
    assert axe(page, dark=True) == [
        "1180 px: color-contrast: .pale",
        "in the dark: color-contrast: .by-night",
    ]
