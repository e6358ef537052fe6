"""A browser as an enrolled tablet of seven children, and what is written there."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.world import PASSWORD, Measured
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.tablets import as_tablet

CHILDREN = 7
DELIVERED = "() => document.querySelector('[data-outbox-count]').textContent === 'Alt er leveret'"
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


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser."""
    found = next(path for name in CHROMIUM if (path := shutil.which(name)))
    options = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=options)
        yield browser
        browser.close()


def signed_in(browser: Browser, url: str, token: str) -> BrowserContext:
    """Return a browser that knows who uses it, and has no file of ours yet."""
    size = {"width": 360, "height": 640}
    with browser.new_context(base_url=url, locale="da-DK") as first:
        page = first.new_page()
        page.goto("/sign-in")
        page.locator("input[name=user_name]").fill("staff0")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        state = first.storage_state()
    context = browser.new_context(base_url=url, locale="da-DK", viewport=size, storage_state=state)
    as_tablet(context, url, token)
    return context


def shift_page(context: BrowserContext) -> Page:
    """Open the page of the running shift."""
    page = context.new_page()
    page.goto("/shifts/now")
    return page


def enrolled(copy: Measured) -> str:
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
