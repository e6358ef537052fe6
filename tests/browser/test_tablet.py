"""A shared tablet without a line, in a real browser."""

import pytest

from tests.browser.tablets import READY, as_tablet, away, enrol
from tests.pages import rows
from tests.world import NOW

pytestmark = pytest.mark.browser


@pytest.fixture
def tablet(live, world, context, page, sign_in):
    """The page of the running shift on an enrolled tablet, opened by Pipaluk."""
    context.clock.set_system_time(NOW)
    as_tablet(context, live.url, enrol(live.app, world, NOW))
    sign_in(page, "pipaluk", "/shifts/now")
    page.wait_for_selector(READY)
    return page


def kept(live) -> int:
    return rows(live.app, "SELECT count(*) FROM shift_logs")[0][0]


def count_is(page, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('[data-outbox-count]').textContent === words", arg=words
    )


def test_a_shift_goes_on_without_a_line(tablet, context, live, world):
    page, malik = tablet, world.children["malik"]
    count_is(page, "Alt er leveret")
    context.set_offline(True)
    page.reload()
    page.locator("[data-shell=list] h1").wait_for()
    assert page.locator("[data-shell=list] .child-list__name").all_inner_texts() == [
        "Aviaja",
        "Malik",
    ]
    page.locator("a", has_text="Malik").click()
    assert str(malik.id) in page.url
    assert "Malik" in page.locator("form[data-entry]").inner_text()
    page.locator("form[data-entry] button[type=submit]").click()
    assert page.locator("[data-errors] li").count() > 0
    away(page)
    page.locator("form[data-entry] button[type=submit]").click()
    page.locator("[data-kept-here]:not([hidden])").wait_for()
    count_is(page, "1 venter her")
    assert kept(live) == 0
    context.set_offline(False)
    count_is(page, "Alt er leveret")
    assert kept(live) == 1
    assert page.faults == []
