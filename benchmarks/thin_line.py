"""A tablet on a thin line: 650 ms there and back and 64 kbit/s each way.

The line is Chromium's own, for the page and for the service worker. A page is usable when it is
drawn and its scripts have started.
"""

import json
import time
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.enrolled import DELIVERED, QUEUE, SAID, signed_in
from benchmarks.table import Line as Found
from tests.browser.tablets import READY

THIN = {"offline": False, "latency": 650, "downloadThroughput": 8000, "uploadThroughput": 8000}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
STARTED = "[data-outbox-count]:not([hidden])"
WEEK = 56


def on_thin_line(chromium: Browser, url: str, token: str) -> list[Found]:
    """Time the first page, a reload and a week's delivery, on the thin line."""
    context = signed_in(chromium, url, token)
    page = context.new_page()
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", THIN)
    began = time.perf_counter()
    page.goto("/shifts/now", wait_until="commit")
    page.locator("main .child-list__child").first.wait_for()
    page.wait_for_selector(STARTED)
    first = time.perf_counter() - began
    page.wait_for_selector(READY, timeout=120_000)
    ready = time.perf_counter() - began
    drawn = page.evaluate(PAINTED) / 1000
    _thin_worker(chromium)
    page.wait_for_timeout(1000)
    again = median(_reloaded(page) for _ in range(5))
    page.wait_for_timeout(1000)
    context.set_offline(True)
    page.evaluate(QUEUE, [WEEK, SAID])
    context.set_offline(False)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", THIN)
    began = time.perf_counter()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_function(DELIVERED, timeout=120_000)
    sent = time.perf_counter() - began
    context.close()
    told = f"painted after {drawn:.1f} s, ready to go on without a line after {ready:.1f} s"
    return [
        Found("thin line: first page usable", first, 8, "s", told),
        Found("thin line: reload", again, 0.5, "s", "median of 5"),
        Found(f"thin line: {WEEK} logs delivered", sent, 60, "s", ""),
    ]


def _reloaded(page: Page) -> float:
    """Return how long a reload takes, until the children are there."""
    began = time.perf_counter()
    page.reload(wait_until="commit")
    page.locator(".child-list__child").first.wait_for()
    return time.perf_counter() - began


def _thin_worker(chromium: Browser) -> None:
    """Let the line of the service worker be thin too: it is another target than the page."""
    session = chromium.new_browser_cdp_session()
    targets = session.send("Target.getTargets")["targetInfos"]
    for target in (one for one in targets if one["type"] == "service_worker"):
        how = {"targetId": target["targetId"], "flatten": False}
        attached = session.send("Target.attachToTarget", how)["sessionId"]
        for number, (method, params) in enumerate(
            [("Network.enable", {}), ("Network.emulateNetworkConditions", THIN)], 1
        ):
            message = json.dumps({"id": number, "method": method, "params": params})
            session.send("Target.sendMessageToTarget", {"sessionId": attached, "message": message})
