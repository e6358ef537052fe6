"""Nothing a tablet says it saved is lost or doubled, whatever dies; nor can it be read there."""

import os
import shutil
import signal
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.tablets import as_tablet, code_on, enrol
from tests.faults import Fault, Line
from tests.pages import rows
from tests.served import Server
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.own_stage]

ENTRIES = 100
KILLS = 2
QUEUE = """async ([number, word]) => {
  const folder = document.querySelector("script[type=module]").src.replace("main.js", "");
  const { held } = await import(`${folder}shift.js`);
  const { keep, newId } = await import(`${folder}outbox.js`);
  const shift = await held();
  const ids = [];
  for (let n = 0; n < number; n += 1) {
    const child = shift.children[n % shift.children.length].id;
    const form = [["presence", "with_family"], ["note", `${word} ${n}`]];
    ids.push(await keep(shift, { id: newId(), kind: "shift_log", child, form }));
  }
  return ids;
}"""
PLAIN = """word => new Promise((resolve) => {
  const asked = indexedDB.open("control", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("plain");
  asked.onsuccess = () => {
    const change = asked.result.transaction("plain", "readwrite", { durability: "strict" });
    change.objectStore("plain").put(word, 1);
    change.oncomplete = () => resolve();
  };
})"""


class Tablet:
    """A browser with a profile on the disk, that can be killed and started again."""

    def __init__(self, chromium, profile: Path, url: str) -> None:
        self.type, self.profile, self.url = chromium.browser_type, profile, url
        self.start()

    def start(self) -> None:
        found = next(path for name in CHROMIUM if (path := shutil.which(name)))
        self.context = self.type.launch_persistent_context(
            self.profile,
            executable_path=found,
            args=[*QUIET, "--no-sandbox"],
            base_url=self.url,
            locale="da-DK",
        )
        self.context.set_default_timeout(20_000)

    def kill(self) -> None:
        """End every process of this profile as a flat battery would."""
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                if str(self.profile).encode() in (entry / "cmdline").read_bytes():
                    os.kill(int(entry.name), signal.SIGKILL)
        with suppress(Exception):
            self.context.close()

    def holds(self, words) -> set[str]:
        """Return which words can be read in the profile, in two encodings."""
        found = set()
        for path in self.profile.rglob("*"):
            with suppress(OSError):
                held = path.read_bytes() if path.is_file() else b""
                found |= {w for w in words if w.encode() in held or w.encode("utf-16-le") in held}
        return found


def sign_in(page, to: str) -> None:
    page.goto("/sign-in")
    page.locator("input[name=user_name]").fill("pipaluk")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto(to)


def opened_again(tablet, address: str, code: str):
    """Open the shift with its code, after a wrong one."""
    page = tablet.context.new_page()
    page.goto(address)
    for typed in ("AAAA-AAAA", code.lower()):
        page.locator("input[name=code]").fill(typed)
        page.locator("[data-unlock] button").click()
        if typed != code.lower():
            page.locator("[data-told]", has_text="Den kode").wait_for()
    page.locator("[data-shell=list] h1").wait_for()
    return page


def deliver(tabs, server: Server, line: Line) -> int:
    """Let two tabs send, with every second answer lost and the server killed; count the kills."""
    killed, sent = [], []

    def dies() -> None:
        # A lost answer is enough after that; to start a server takes long.
        if len(killed) < KILLS:
            killed.append(1)
            server.kill()
            server.start()

    def every_second(_method: str, path: str) -> Fault:
        sent.extend([1] if path == "/sync" else [])
        return Fault.AFTER if path == "/sync" and len(sent) % 2 else Fault.NONE

    line.lost, line.plan, line.down = dies, every_second, False
    for _ in range(80):
        for tab in tabs:
            tab.evaluate("window.dispatchEvent(new Event('online'))")
        with suppress(Exception):
            done = tabs[0].locator("[data-outbox-count]", has_text="Alt er leveret")
            done.wait_for(timeout=1500)
            break
    line.plan = lambda _method, _path: Fault.NONE
    return len(killed)


@pytest.mark.only_on("sqlite")
def test_what_a_tablet_saved_arrives_once_whatever_dies(chromium, app, settings, world, tmp_path):
    typed, control = f"Kanariefugl{uuid4().hex}", f"Kontrol{uuid4().hex}"
    token = enrol(app, world, datetime.now(UTC))
    with Server(settings) as server, Line(server.port) as line:
        tablet = Tablet(chromium, tmp_path / "profile", line.url)
        as_tablet(tablet.context, line.url, token)
        page = tablet.context.new_page()
        sign_in(page, "/shifts/now")
        code, address = code_on(page), page.url
        line.down = True
        ids = page.evaluate(QUEUE, [ENTRIES, typed])
        page.evaluate(PLAIN, control)
        page.reload()
        page.locator("[data-shell=list] h1").wait_for()
        page.locator(".child-list__child").first.click()
        page.locator("textarea[name=note]").fill(typed)
        page.locator("[data-outbox-count]", has_text="1 i gang").wait_for()
        tablet.kill()
        assert tablet.holds([typed, code, control]) == {control}
        tablet.start()
        # The browser writes a cookie to the disk only after a while.
        as_tablet(tablet.context, line.url, token)
        page = opened_again(tablet, address, code)
        said = f"{ENTRIES} venter her · 1 i gang"
        page.locator("[data-outbox-count]", has_text=said).wait_for()
        other = tablet.context.new_page()
        other.goto(address)
        assert deliver([page, other], server, line) == KILLS
        stored = [str(row[0]).replace("-", "") for row in rows(app, "SELECT id FROM shift_logs")]
        assert sorted(stored) == sorted(one.replace("-", "") for one in ids)
        assert rows(app, "SELECT count(*) FROM quarantined_entries") == [(0,)]
        assert rows(app, "SELECT count(*) FROM drafts WHERE body_sealed IS NOT NULL") == [(1,)]
        assert tablet.holds([typed, code, control]) == {control}
        page.locator("[data-lock]").click()
        page.locator("[data-shell=locked] h1").first.wait_for()
        tablet.kill()
        assert tablet.holds([typed, code, "Malik", "Aviaja", control]) == {control}
