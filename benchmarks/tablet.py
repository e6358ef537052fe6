"""A tablet on a thin line: what is loaded, how soon, and how soon what was written arrives.

The line is Chromium's own: 650 ms there and back and 64 kbit/s each way, for the page and for the
service worker. A page is usable when it is drawn and its scripts have started.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from statistics import median
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.running import copied
from benchmarks.table import Line as Found
from benchmarks.world import PASSWORD, Measured
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.tablets import READY, as_tablet
from tests.faults import Line
from tests.served import Server

THIN = {"offline": False, "latency": 650, "downloadThroughput": 8000, "uploadThroughput": 8000}
FREE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
LIST = "[data-shell=list] h1"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
STARTED = "[data-outbox-count]:not([hidden])"
DELIVERED = "() => document.querySelector('[data-outbox-count]').textContent === 'Alt er leveret'"
WEEK, CHILDREN, TAPS = 56, 7, 20
WORDS = (
    "Vi lavede mad sammen, og du skar grøntsagerne. Du fortalte om skolen og om turen i lørdags, "
    "og bagefter spillede vi kort, til du var træt."
)
LEVELS = ("mood", "calm", "adults", "peers", "everyday")
SAID = [
    ["presence", "present"],
    ["contact_time", "over_3h"],
    *([f"level_{key}", "4"] for key in LEVELS),
    ["attention", "ordinary"],
    ["good_moment", "Du lo, da fisken smuttede."],
    ["note", WORDS],
]
"""An ordinary evening, with 25 words."""
QUEUE = """async ([number, said]) => {
  const folder = document.querySelector("script[type=module]").src.replace("main.js", "");
  const { held } = await import(`${folder}shift.js`);
  const { keep, newId } = await import(`${folder}outbox.js`);
  const shift = await held();
  for (let n = 0; n < number; n += 1) {
    const child = shift.children[n % shift.children.length].id;
    await keep(shift, { id: newId(), kind: "shift_log", child, form: said });
  }
}"""


def tablet(measured: Measured) -> list[Found]:
    """Measure what a tablet loads and how soon it answers."""
    with copied(measured) as copy, _chromium() as chromium:
        token = _enrolled(copy)
        with Server(copy.settings) as server, Line(server.port) as line:
            return [
                *_weighed(_signed_in(chromium, line.url, token), line),
                *_tapped(_signed_in(chromium, f"http://127.0.0.1:{server.port}", token)),
                *_on_thin_line(chromium, f"http://127.0.0.1:{server.port}", token),
            ]


def _weighed(context: BrowserContext, line: Line) -> list[Found]:
    """Count the bytes of the first load, of a reload, and of one log."""
    line.bytes_down.clear()
    page = _shift(context)
    page.wait_for_selector(READY)
    page.wait_for_timeout(500)
    first, heads = _files(line), sum(head for _, head, _ in line.bytes_down)
    line.bytes_down.clear()
    page.reload()
    page.wait_for_selector(f"{LIST}, {READY}")
    again = _files(line)
    line.bytes_up.clear()
    page.evaluate(QUEUE, [1, SAID])
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(300)
    page.wait_for_function(DELIVERED)
    up = max(size for path, size in line.bytes_up if path == "/sync")
    context.close()
    told = f"gzip; and {heads / 1024:.1f} K of heads"
    return [
        Found("first load of the shift page, all files", first / 1024, 60, "K", told),
        Found("reload, files", again, 0, "B", ""),
        Found("one delivered log, up", up, 2048, "B", "with heads"),
    ]


def _files(line: Line) -> int:
    """Return the bytes of files, packed as they came."""
    of_files = ("/static/", "/service-worker", "/offline/")
    return sum(body for path, _, body in line.bytes_down if path.startswith(of_files))


def _tapped(context: BrowserContext) -> list[Found]:
    """Time the tap on save, without a line, until the page may say that it is saved."""
    page = _shift(context)
    page.wait_for_selector(READY)
    context.set_offline(True)
    page.reload()
    page.wait_for_selector(LIST)
    times = []
    for _ in range(TAPS):
        page.locator(".child-list__child").first.click()
        page.locator("input[name=presence][value=with_family]").click()
        page.locator("textarea[name=note]").fill(WORDS)
        page.evaluate(TAP)
        page.locator("form[data-entry] button[type=submit]").click()
        page.wait_for_function("() => window.saidAfter !== undefined")
        times.append(page.evaluate("window.saidAfter"))
        page.wait_for_timeout(200)
        page.locator("form[data-entry] a[data-step]").click()
    context.close()
    told = f"{TAPS} taps, drawn; slowest {max(times):.0f} ms"
    return [Found("save offline, tap to saved on this tablet", median(times), 50, "m", told)]


TAP = """() => {
  window.saidAfter = undefined;
  let tapped = 0;
  const note = () => (tapped = performance.now());
  document.addEventListener("click", note, { capture: true, once: true });
  const line = document.querySelector("[data-kept-here]");
  const seen = new MutationObserver(() => {
    if (line.hidden || !tapped) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.saidAfter = performance.now() - tapped)));
  });
  seen.observe(line, { attributes: true });
}"""


def _on_thin_line(chromium: Browser, url: str, token: str) -> list[Found]:
    """Time the first page, a reload and a week's delivery, on the thin line."""
    context = _signed_in(chromium, url, token)
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


@contextmanager
def _chromium() -> Iterator[Browser]:
    found = next(path for name in CHROMIUM if (path := shutil.which(name)))
    options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=options)
        yield browser
        browser.close()


def _signed_in(chromium: Browser, url: str, token: str) -> BrowserContext:
    """Return a browser that knows who uses it, and has no file of ours yet."""
    size = {"width": 360, "height": 640}
    with chromium.new_context(base_url=url, locale="da-DK") as first:
        page = first.new_page()
        page.goto("/sign-in")
        page.locator("input[name=user_name]").fill("staff0")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        state = first.storage_state()
    context = chromium.new_context(base_url=url, locale="da-DK", viewport=size, storage_state=state)
    as_tablet(context, url, token)
    return context


def _shift(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/shifts/now")
    return page


def _enrolled(copy: Measured) -> str:
    """Make a tablet of the first unit, of seven children; return its token."""
    token, now, far = uuid4().hex, datetime.now(UTC), "9999-01-01 00:00:00.000000"
    with closing(sqlite3.connect(copy.settings.database_url[10:])) as database:
        unit = copy.unit_id.hex
        home, person = database.execute(
            "SELECT home_id, person_id FROM employments WHERE unit_id = ?", [unit]
        ).fetchone()
        for child in copy.children[CHILDREN:10]:
            database.execute("UPDATE placements SET ends = begins WHERE child_id = ?", [child.hex])
        code, at = uuid4().hex, now.strftime("%Y-%m-%d %H:%M:%S.%f")
        database.execute(
            "INSERT INTO enrolment_codes (id, unit_id, code_index, device_name, made_by_id, "
            "made_at, ends_at) VALUES (?, ?, ?, 'Tablet', ?, ?, ?)",
            [code, unit, os.urandom(32), person, at, far],
        )
        database.execute(
            "INSERT INTO devices (id, unit_id, home_id, code_id, name, token_hash, enrolled_at) "
            "VALUES (?, ?, ?, ?, 'Tablet', ?, ?)",
            [uuid4().hex, unit, home, code, hashlib.sha256(token.encode()).digest(), at],
        )
        database.commit()
    return token
