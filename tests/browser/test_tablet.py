"""A shared tablet without a line, in a real browser."""

from uuid import UUID

import pytest
from playwright.sync_api import expect

from institution.accounts.models import Device
from institution.db.base import new_id
from institution.handover.services import NewLine, NewTask, add_line, set_task
from institution.logs.models import Shift
from institution.logs.services import When
from institution.offline.services.enrolling import revoke
from tests.browser.conftest import watched
from tests.browser.tablets import READY, as_tablet, away, code_on, enrol
from tests.pages import rows
from tests.world import NOW, TODAY

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]
PRESSED = ("button", "a.button", "a.child-list__child", ".chip", "select", "input")
SMALL = """(what) => Array.from(document.querySelectorAll(what))
  .filter((one) => one.offsetParent && !one.matches("[type=radio], [type=checkbox]"))
  .filter((one) => one.getBoundingClientRect().height < 47.5)
  .map((one) => one.outerHTML.slice(0, 90))"""
FULL = """
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (names, mode, options) {
  const change = begin.call(this, names, mode, options);
  if (mode === "readwrite") setTimeout(() => change.abort(), 0);
  return change;
};"""
DARK = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every((n) => n < 60)"
REFUSED = "indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };"


@pytest.fixture
def tablet(live, world, context, page, arrive, work_of):
    """The page of the running shift on an enrolled tablet, opened by Pipaluk.

    There is a task, and the shift before said something about the house.
    """
    unit, before = world.units["fjord"].id, When(TODAY, Shift.DAY)
    with work_of("ivik") as work:
        set_task(work, unit, NewTask(new_id(), "Køb mælk til morgenmaden", NOW))
        add_line(work, unit, before, NewLine(new_id(), "Ismaskinen lækker", NOW))
    context.clock.set_system_time(NOW)
    as_tablet(context, live.url, enrol(live.app, world, NOW))
    arrive(page, "pipaluk", "/shifts/now", Device.TABLET)
    page.wait_for_selector(READY)
    return page


def kept(live) -> list[int]:
    tables = ("shift_logs", "house_lines", "handover_notes", "tasks", "incidents")
    return [rows(live.app, f"SELECT count(*) FROM {table}")[0][0] for table in tables]


def count_is(page, words: str) -> None:
    expect(page.locator("[data-outbox-count]")).to_have_text(words)


def save(page, kind: str) -> None:
    page.locator(f"form[data-entry={kind}] button[type=submit]").click()


def listed(page) -> None:
    page.locator("[data-shell=list] h1").wait_for()


def event(page) -> None:
    """Write the first words about an event, at night."""
    page.emulate_media(color_scheme="dark")
    page.locator("[data-events] a", has_text="Aviaja").click()
    page.locator("select[name=type]").select_option("threat")
    page.locator("textarea[name=what_was_seen]").fill("Du råbte og kastede en kop")


def handed_over(page) -> None:
    """Write a line about the house and something about a child, with the keyboard too."""
    page.locator("textarea[name=line-text]").fill("Fryseren i kælderen står åben")
    page.locator("textarea[name=line-text]").press("Tab")
    save(page, "handover_line")
    listed(page)
    page.locator("[data-handover]").click()
    page.locator("select[name=note-child]").select_option(label="Malik")
    page.locator("textarea[name=note-do]").fill("Læs højt ved sengetid")
    save(page, "handover_note")
    listed(page)


def unlocked(page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=code]").press("Enter")
    listed(page)


def ticked(page) -> None:
    """Read what the shift before handed over, and tick its task."""
    assert "Ismaskinen lækker" in page.locator("[data-handed-here]").inner_text()
    assert page.locator("[data-handed-here] [data-needs-line]").count() == 0
    page.locator(".tasks__do button", has_text="Udført").click()
    page.locator(".tasks__one--done", has_text="Gemt på denne tablet").wait_for()
    page.reload()
    page.locator(".tasks__one--done", has_text="Køb mælk").wait_for()


def test_an_evening_goes_on_without_a_line(tablet, context, live, axe):
    """Logs, the handover and an event, on a phone; each page is easy to press and to hear."""
    page, faults = tablet, []
    page.set_viewport_size({"width": 360, "height": 640})

    def look(widths=(320,)) -> None:
        faults.extend([*axe(page, widths), *page.evaluate(SMALL, ", ".join(PRESSED))])

    count_is(page, "Alt er leveret")
    code = code_on(page)
    context.set_offline(True)
    page.reload()
    listed(page)
    children = page.locator("[data-shell=list] .child-list__name")
    assert children.all_inner_texts() == ["Aviaja", "Malik"]
    look((320, 768, 1024))
    ticked(page)
    page.locator(".child-list__child", has_text="Malik").press("Enter")
    save(page, "shift_log")
    assert "Hvor var Malik?" in page.locator("[data-errors]").inner_text()
    look()
    away(page)
    save(page, "shift_log")
    page.locator("[data-kept-here]:not([hidden])").wait_for()
    page.locator("form[data-entry] h1", has_text="Aviaja").wait_for()
    page.locator("form[data-entry] a[data-step]").click()
    page.locator("[data-handover]").click()
    save(page, "handover_note")
    assert "Vælg barnet" in page.locator("[data-errors]").inner_text()
    look()
    handed_over(page)
    event(page)
    look()
    assert page.evaluate(DARK)
    save(page, "incident_note")
    listed(page)
    count_is(page, "5 venter her")
    assert kept(live) == [0, 1, 0, 1, 0]
    page.locator("[data-lock]").click()
    page.locator("[data-unlock]").wait_for()
    look()
    unlocked(page, code)
    assert page.locator("[data-state]").all_inner_texts() == ["", "skrevet her"]
    assert page.locator("[data-handed-here]").inner_text() == ""
    assert page.locator("[data-handed-none]").is_visible()
    context.set_offline(False)
    count_is(page, "Alt er leveret")
    assert kept(live) == [1, 2, 1, 1, 1]
    assert rows(live.app, "SELECT count(*) FROM task_steps")[0][0] == 1
    page.locator("[data-line-again] a").click()
    page.wait_for_selector(READY)
    assert (faults, page.faults) == ([], [])


@pytest.mark.parametrize("broken", [FULL, REFUSED], ids=["full", "refused"])
def test_a_tablet_that_cannot_keep_never_says_saved(tablet, context, live, broken):
    page = tablet
    context.set_offline(True)
    context.add_init_script(broken)
    page.reload()
    listed(page)
    page.locator(".child-list__child", has_text="Malik").click()
    away(page)
    save(page, "shift_log")
    page.locator("[data-errors]", has_text="IKKE gemt").wait_for()
    assert page.locator("[data-kept-here]").is_hidden()
    assert page.locator("input[value=with_family]").is_checked()
    assert page.locator("form[data-entry=shift_log] button[type=submit]").is_enabled()
    assert kept(live)[0] == 0


WORDS = "Mormor hentede dig klokken fire"


def begin(page) -> None:
    """Begin a log about Malik."""
    page.locator(".child-list__child", has_text="Malik").click()
    away(page)
    page.locator("textarea[name=note]").fill(WORDS)


def has_words(page, words: str = WORDS) -> None:
    expect(page.locator("textarea[name=note]")).to_have_value(words)


def begin_without_a_line(page, context) -> None:
    context.set_offline(True)
    page.reload()
    listed(page)
    begin(page)
    count_is(page, "1 i gang")


def test_what_is_begun_without_a_line_outlives_a_lock_and_comes_back_to_its_author(
    tablet, context, live, world, axe
):
    page, code = tablet, code_on(tablet)
    begin_without_a_line(page, context)
    page.reload()
    has_words(page)
    assert page.locator("input[value=with_family]").is_checked()
    page.locator("form[data-entry] a[data-step]").click()
    page.locator(".child-list__state--begun").wait_for()
    page.locator(".child-list__child", has_text="Malik").click()
    page.locator("textarea[name=note]").press("End")
    page.keyboard.type("!")
    page.locator("form[data-entry] a[data-step]").click()
    page.locator("[data-lock]").click()
    unlocked(page, code)
    page.locator(".child-list__child", has_text="Malik").click()
    assert page.locator("[data-sealed]").inner_text().startswith("Det, du begyndte på kl. 2")
    assert page.locator("textarea[name=note]").input_value() == ""
    assert axe(page, (320,)) == []
    assert rows(live.app, "SELECT count(*) FROM drafts") == [(0,)]
    context.set_offline(False)
    count_is(page, "Alt er leveret")
    page.locator("[data-sealed-again] a").click()
    has_words(page, f"{WORDS}!")
    assert page.locator("input[value=with_family]").is_checked()
    assert "er her igen" in page.locator(".draft").inner_text()
    page.locator(".form-foot button[type=submit]").click()
    page.wait_for_url(lambda url: str(world.children["malik"].id) not in url)
    assert rows(live.app, "SELECT count(*) FROM drafts WHERE body_sealed IS NOT NULL") == [(0,)]
    assert kept(live)[0] == 1
    assert page.faults == []


def test_what_was_begun_on_a_tablet_out_of_use_is_not_told_as_delivered(
    tablet, context, live, work_of
):
    page, code = tablet, code_on(tablet)
    begin_without_a_line(page, context)
    page.locator("form[data-entry] a[data-step]").click()
    page.locator("[data-lock]").click()
    unlocked(page, code)
    page.locator(".child-list__child", has_text="Malik").click()
    page.locator("[data-sealed]").wait_for()
    with work_of("hans") as work:
        revoke(work, UUID(str(rows(live.app, "SELECT id FROM devices")[0][0])))
    context.set_offline(False)
    count_is(page, "Alt er leveret")
    page.locator("[data-outbox-returned]").first.wait_for(state="visible")
    assert page.locator("[data-sealed-again]").is_hidden()
    assert page.locator("[data-sealed]").is_hidden()
    assert rows(live.app, "SELECT count(*) FROM drafts") == [(0,)]
    assert rows(live.app, "SELECT count(*) FROM quarantined_entries") == [(1,)]


def test_what_is_saved_is_begun_no_more(tablet, context, live):
    page = tablet
    begin_without_a_line(page, context)
    save(page, "shift_log")
    count_is(page, "1 venter her")
    context.set_offline(False)
    count_is(page, "Alt er leveret")
    assert rows(live.app, "SELECT count(*) FROM drafts WHERE body_sealed IS NOT NULL") == [(0,)]


def test_what_is_typed_on_a_page_of_the_server_is_sealed_where_the_line_is_lost(
    tablet, context, live, world
):
    page, form = tablet, f"/children/{world.children['malik'].id}/logs/{TODAY}/evening/new?whole"
    page.goto(form)
    page.wait_for_selector("body[data-shift-held=yes]")
    context.set_offline(True)
    page.locator("textarea[name=note]").press_sequentially(WORDS)
    count_is(page, "1 i gang")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator("[data-sealed]").wait_for()
    page.close()
    context.set_offline(False)
    other = watched(context.new_page())
    other.goto(form)
    has_words(other)
    count_is(other, "Alt er leveret")
    other.locator("textarea[name=note]").press("End")
    with other.expect_response("**/drafts"):
        other.keyboard.type("!")
    assert rows(live.app, "SELECT count(*) FROM drafts") == [(1,)]
    assert other.faults == []


def test_a_form_that_was_opened_with_a_line_is_kept_where_it_is_lost(tablet, context, live, world):
    page, day = tablet, "2026-11-22"
    unit = world.units["fjord"].id
    page.goto(f"/units/{unit}/handover/{day}/evening")
    page.wait_for_selector("body[data-shift-held=yes]")
    context.set_offline(True)
    page.locator(".tasks__do button", has_text="Udført").click()
    page.locator(".tasks__one--done", has_text="Gemt på denne tablet").wait_for()
    page.locator("textarea[name=line-text]").fill("Fryseren står åben")
    page.locator("form:has([name=line-text]) button[type=submit]").click()
    page.locator("[data-kept-here]").wait_for()
    assert kept(live)[1] == 1
    context.set_offline(False)
    count_is(page, "Alt er leveret")
    assert kept(live)[1] == 2
    assert rows(live.app, "SELECT count(*) FROM task_steps")[0][0] == 1
