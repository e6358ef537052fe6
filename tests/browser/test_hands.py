"""One tablet, many hands: changed in seconds, locked when left, and each writes as themselves."""

import time

import pytest

from institution.offline.services import pins
from tests.browser.tablets import READY, as_tablet, away, code_on, enrol
from tests.pages import rows
from tests.world import NOW

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]
PIN = "493817"
MOST_SECONDS = 5


def takes_over(page, name: str) -> float:
    """Take the tablet over with a PIN; return how long it took until the shift was there."""
    page.goto("/switch?next=/shifts/now")
    began = time.monotonic()
    page.locator(".chip", has_text=name).click()
    page.locator("input[name=pin]").fill(PIN)
    page.locator("input[name=pin]").press("Enter")
    page.locator("main .child-list__child").first.wait_for()
    return time.monotonic() - began


def unlock(page, name: str, code: str) -> None:
    page.locator("[data-people] .chip", has_text=name).click()
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=code]").press("Enter")


def test_two_share_a_tablet_and_go_on_without_a_line(live, world, context, page, work_of):
    for name in ("pipaluk", "ivik"):
        with work_of(name) as work:
            pins.set_pin(work, PIN)
    context.clock.set_system_time(NOW)
    as_tablet(context, live.url, enrol(live.app, world, NOW))
    codes = {}
    for name in ("Pipaluk", "Ivik"):
        assert takes_over(page, name) < MOST_SECONDS
        codes[name] = code_on(page)
        page.wait_for_selector(READY)
    address = page.url
    context.set_offline(True)
    page.reload()
    page.locator("[data-shell=list] h1").wait_for()
    page.clock.fast_forward("05:06")
    unlock(page, "Pipaluk", codes["Ivik"])
    page.locator("[data-told]", has_text="Den kode").wait_for()
    unlock(page, "Pipaluk", codes["Pipaluk"])
    page.locator(".child-list__child", has_text="Malik").click()
    away(page)
    page.locator("form[data-entry=shift_log] button[type=submit]").click()
    page.locator("[data-kept-here]:not([hidden])").wait_for()
    page.clock.fast_forward("26:00:00")
    page.locator("[data-none]").wait_for()
    assert page.locator("[data-people]").inner_text() == ""
    page.goto(address)
    page.locator("[data-outbox-late]", has_text="mere end et døgn").wait_for()
    context.set_offline(False)
    page.locator("[data-outbox-count]", has_text="Alt er leveret").wait_for()
    [author] = rows(live.app, "SELECT author_id FROM shift_logs")[0]
    assert author.replace("-", "") == world.persons["pipaluk"].id.hex
    assert page.faults == []
