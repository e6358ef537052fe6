"""A real browser in front of a real server, in the small world of the other tests."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from waitress import create_server, wasyncore

from institution.accounts.models import Device
from institution.web.cookies import PLAIN_NAME
from tests.browser.axe import faults
from tests.pages import let_in
from tests.world import PASSWORD

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is there; the one without windows takes less than half the processor time."""
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 10_000
"""Milliseconds that a page is waited for."""
expect.set_options(timeout=PATIENCE)


@dataclass
class Live:
    """A server that answers at `url` until the test is over."""

    url: str
    app: object
    clock: object


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all browser tests of this process."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    assert found, "Chromium is missing: ./run test installs it, or says what to install"
    options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=options)
        yield browser
        browser.close()


@pytest.fixture
def live(app, clock) -> Iterator[Live]:
    """The application behind the server it has in use, at a free port."""
    sockets = {}
    server = create_server(app, host="127.0.0.1", port=0, threads=4, map=sockets, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Live(f"http://127.0.0.1:{server.effective_port}", app, clock)
    server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets, ignore_all=True))
    thread.join(5)
    server.task_dispatcher.shutdown()


@pytest.fixture
def context(chromium, live) -> Iterator[BrowserContext]:
    """A browser without memory, 1180 px wide, in Danish."""
    opened = chromium.new_context(
        base_url=live.url, viewport={"width": 1180, "height": 900}, locale="da-DK"
    )
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context) -> Page:
    """A tab; the test fails when a script on the page does."""
    return watched(context.new_page())


def watched(page: Page) -> Page:
    """Note what goes wrong inside the page, for `assert_quiet`."""
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "console",
        lambda said: page.faults.append(said.text) if "Content Security" in said.text else None,
    )
    return page


@pytest.fixture
def sign_in(live):
    """Give `sign_in(page, "pipaluk")`: on the person's first page afterwards, or at `to`."""

    def sign_in(page: Page, name: str, to: str = "/") -> Page:
        page.goto("/sign-in")
        page.locator("input[name=user_name]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        if to != "/":
            page.goto(to)
        return page

    return sign_in


@pytest.fixture
def arrive(live, world):
    """Give `arrive(page, "pipaluk")`: as `sign_in`, by a session that is open already."""

    def arrive(page: Page, name: str, to: str = "/", device: Device = Device.DESK) -> Page:
        token = let_in(live.app, world, name, live.clock(), device)
        cookie = {"name": PLAIN_NAME, "value": token, "url": live.url, "httpOnly": True}
        page.context.add_cookies([{**cookie, "sameSite": "Lax"}])
        page.goto(to)
        return page

    return arrive


@pytest.fixture
def axe():
    """Give `axe(page)`: what axe-core finds wrong, as readable lines, at each of our widths."""
    return faults
