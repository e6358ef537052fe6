"""A tablet on a line that answers late."""

import pytest
from playwright.sync_api import expect

from institution.accounts.models import Device
from tests.browser.tablets import READY, as_tablet, enrol
from tests.faults import Line
from tests.world import NOW

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]
LATE = 0.4
"""Seconds for one way: more than a page of the open shift is waited for."""
FORGET_SHELL = """async () => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const kept of await cache.keys()) {
      if (new URL(kept.url).pathname.startsWith("/offline/")) return cache.delete(kept);
    }
  }
  return false;
}"""


def test_a_late_page_is_waited_for_where_nothing_is_kept_to_show_instead(
    live, world, context, page, arrive
):
    context.clock.set_system_time(NOW)
    as_tablet(context, live.url, enrol(live.app, world, NOW))
    with Line(int(live.url.rpartition(":")[2])) as line:
        arrive(page, "pipaluk", f"{line.url}/shifts/now", Device.TABLET)
        page.wait_for_selector(READY)
        while not page.evaluate(FORGET_SHELL):
            page.wait_for_timeout(50)
        line.delay = LATE
        page.locator(".child-list__child", has_text="Malik").click()
        expect(page.locator("h1")).to_contain_text("Malik")
        assert page.locator("[data-shell]").count() == 0
        page.locator("textarea[name=note]").wait_for()
        line.delay = 0.0
    assert page.faults == []
