"""The child's page in a browser."""

import pytest

from tests.trends.conftest import goal, writer  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser


@pytest.fixture
def address(stage, world, writer) -> str:  # noqa: F811

    def write() -> None:
        writer.plan(goal())
        writer.days(80, 10, 4)
        writer.days(9, 3, 2, author="ivik")
        writer.days(2, 1, 2, contact_time="under_1h")
        writer.days(60, 0, 3, key="sleep")
        writer.answer(4, 2)
        writer.answer(1, 4)

    stage.once("a child's days", write)
    return f"/children/{world.children['malik'].id}"


def test_the_page_is_sound_in_every_period_and_with_the_numbers_open(page, arrive, axe, address):
    arrive(page, "sofie", to=address)
    for summary in page.locator(".panel__open").all():
        summary.click()
    assert axe(page, dark=True) == []
    for period in ("4w", "1y", "all"):
        page.goto(f"{address}?period={period}")
        assert axe(page) == []
    assert page.faults == []


def test_the_page_is_sound_without_days(page, arrive, axe, world):
    arrive(page, "sofie", to=f"/children/{world.children['aviaja'].id}")
    assert axe(page, widths=(768,), dark=True) == []


def test_the_time_shown_is_chosen_by_keyboard(page, arrive, address):
    arrive(page, "sofie", to=address)
    page.locator(".switch__one", has_text="4").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("period=4w"))
    assert page.locator(".switch__one[aria-current]").get_attribute("href").endswith("period=4w")


def test_pictures_are_read_aloud_with_name_and_words_and_are_on_paper_without_links(
    page, arrive, address
):
    arrive(page, "sofie", to=address)
    picture = page.locator("svg.chart[role=img]").first
    assert page.get_by_role("img").filter(has=page.locator("title")).count() >= 9
    named = picture.get_attribute("aria-labelledby").split()
    assert all(page.locator(f"#{one}").count() == 1 for one in named)
    page.emulate_media(media="print")
    assert picture.is_visible()
    assert not page.locator(".switch").is_visible()
    assert not page.locator(".tabs").is_visible()


def test_the_tabs_are_one_row_on_a_phone_and_each_that_has_the_focus_is_in_view(
    page, arrive, address
):
    page.set_viewport_size({"width": 320, "height": 640})
    arrive(page, "sofie", to=f"{address}/timeline")
    tabs = page.locator(".tabs__tab")
    tops = {round(tab.bounding_box()["y"]) for tab in tabs.all()}
    assert len(tops) == 1
    for tab in [page.locator(".tabs__tab[aria-current]"), *tabs.all()]:
        tab.focus()
        box = tab.bounding_box()
        assert box["x"] >= 0, tab.inner_text()
        assert box["x"] + box["width"] <= 320, tab.inner_text()
