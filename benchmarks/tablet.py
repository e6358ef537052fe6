"""A tablet: what it loads, and how soon it says that something is saved."""

from statistics import median

from playwright.sync_api import BrowserContext

from benchmarks.enrolled import (
    DELIVERED,
    QUEUE,
    SAID,
    WORDS,
    chromium,
    enrolled,
    shift_page,
    signed_in,
)
from benchmarks.running import copied
from benchmarks.table import Line as Found
from benchmarks.thin_line import on_thin_line
from benchmarks.world import Measured
from tests.browser.tablets import READY
from tests.faults import Line
from tests.served import Server

LIST = "[data-shell=list] h1"
TAPS = 20


def tablet(measured: Measured) -> list[Found]:
    """Measure what a tablet loads and how soon it answers."""
    with copied(measured) as copy, chromium() as browser:
        token = enrolled(copy)
        with Server(copy.settings) as server, Line(server.port) as line:
            return [
                *_weighed(signed_in(browser, line.url, token), line),
                *_tapped(signed_in(browser, f"http://127.0.0.1:{server.port}", token)),
                *on_thin_line(browser, f"http://127.0.0.1:{server.port}", token),
            ]


def _weighed(context: BrowserContext, line: Line) -> list[Found]:
    """Count the bytes of the first load, of a reload, and of one log."""
    line.bytes_down.clear()
    page = shift_page(context)
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
    page = shift_page(context)
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
        page.locator("form[data-entry=shift_log] button[type=submit]").click()
        page.wait_for_function("() => window.saidAfter !== undefined")
        times.append(page.evaluate("window.saidAfter"))
        page.wait_for_timeout(200)
        page.locator("form[data-entry=shift_log] a[data-step]").click()
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
