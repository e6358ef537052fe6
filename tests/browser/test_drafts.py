"""What is typed comes back: after a closed tab, on another device, after a while; to its author."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from institution.db.base import new_id
from institution.drafts.services import keep
from tests.browser.conftest import watched
from tests.logs.answers import form_of
from tests.pages import rows
from tests.world import TODAY

pytestmark = pytest.mark.browser
KEPT = re.compile(r"/drafts$")
PAUSE = 1500
"""Milliseconds: more than a form waits before it keeps what was typed."""
NAMED_BUTTON = """() => {
  const form = document.querySelector("form[data-draft]");
  form.insertAdjacentHTML("beforeend", "<button name='way' value='on'>On</button>");
  const again = form.cloneNode(true);
  form.replaceWith(again);
  document.dispatchEvent(new Event("content"));
}"""
"""The form is replaced by one with a button that has a name, as the page announces it."""


@pytest.fixture
def malik(world):
    return world.children["malik"]


def types(page, selector, words):
    """Type into a field, and wait until the server has it."""
    with page.expect_response(KEPT):
        page.locator(selector).press_sequentially(words)


def choose(page, name, value):
    page.locator(f"input[name='{name}'][value='{value}']").click()


def test_a_log_that_is_begun_comes_back_on_another_device_and_goes_when_kept(
    page, context, chromium, live, arrive, malik, app, world
):
    arrive(page, "pipaluk", form_of(malik))
    choose(page, "presence", "present")
    choose(page, "level_mood", "4")
    types(page, "#note", "Vi gik en tur til havnen")
    page.close(run_before_unload=False)
    other = chromium.new_context(base_url=live.url, locale="da-DK")
    tablet = watched(other.new_page())
    arrive(tablet, "pipaluk", f"/units/{world.units['fjord'].id}/shifts/{TODAY}/evening")
    assert tablet.locator(".child-list__state--begun").count() == 1
    tablet.goto(form_of(malik))
    tablet.locator(".draft").wait_for()
    assert "er her igen" in tablet.locator(".draft").inner_text()
    assert tablet.locator("#note").input_value() == "Vi gik en tur til havnen"
    assert tablet.locator("input[name=level_mood][value='4']").is_checked()
    choose(tablet, "presence", "with_family")
    tablet.locator(".form-foot button[type=submit]").click()
    tablet.wait_for_url(lambda url: str(malik.id) not in url)
    assert rows(app, "SELECT count(*) FROM drafts WHERE body_sealed IS NOT NULL") == [(0,)]
    assert rows(app, "SELECT count(*) FROM shift_logs") == [(1,)]
    assert tablet.faults == []
    other.close()


def test_another_person_on_the_tablet_sees_nothing_of_it(page, context, arrive, malik):
    arrive(page, "pipaluk", form_of(malik))
    types(page, "#note", "Kun mine ord")
    context.clear_cookies()
    fresh = watched(context.new_page())
    arrive(fresh, "ivik")
    with fresh.expect_response(re.compile(r"/drafts\?")) as answered:
        fresh.goto(form_of(malik))
    assert answered.value.status == 204
    assert fresh.locator("#note").input_value() == ""
    assert fresh.locator(".draft").count() == 0


def test_what_a_tablet_delivers_reaches_the_form_that_is_open(page, arrive, malik, work_of):
    with page.expect_response(re.compile(r"/drafts\?")) as asked:
        arrive(page, "pipaluk", form_of(malik))
    assert asked.value.status == 204
    with work_of("pipaluk") as work:
        keep(work, new_id(), form_of(malik), [("note", "Skrevet uden forbindelse")])
    page.evaluate("document.dispatchEvent(new CustomEvent('drafts-delivered'))")
    page.locator(".draft").wait_for()
    assert page.locator("#note").input_value() == "Skrevet uden forbindelse"
    page.locator("#note").fill("Mine nye ord")
    page.evaluate("document.dispatchEvent(new CustomEvent('drafts-delivered'))")
    page.wait_for_timeout(300)
    assert page.locator("#note").input_value() == "Mine nye ord"


def test_what_is_begun_can_be_thrown_away(page, arrive, malik):
    arrive(page, "pipaluk", form_of(malik))
    types(page, "#note", "Det var forkert")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator(".draft button").click()
    # No `wait_for_function`: what it asks again is an `eval`, which our pages refuse.
    expect(page.locator("#note")).to_have_value("")
    expect(page.locator(".draft")).to_have_count(0)


def test_what_is_typed_before_the_program_has_come_is_kept_and_not_overwritten(
    page, context, arrive, malik, work_of
):
    with work_of("pipaluk") as work:
        old = [("good_moment", "Vi bagte boller"), ("note", "Skrevet i går")]
        keep(work, new_id(), form_of(malik), old)
    held = []

    def hold(route) -> None:
        held.append(route)

    context.route("**/drafts.js", hold)
    arrive(page, "pipaluk", "/account")
    page.goto(form_of(malik), wait_until="domcontentloaded")
    page.locator("#note").fill("Skrevet på en tynd linje")
    page.wait_for_timeout(200)
    assert held
    with page.expect_response(KEPT) as answered:
        held[0].continue_()
    sent = parse_qs(answered.value.request.post_data)
    assert "Skrevet på en tynd linje" in sent["fields"][0]
    assert page.locator("#note").input_value() == "Skrevet på en tynd linje"
    assert page.locator("#good_moment").input_value() == "Vi bagte boller"


def test_a_form_that_is_only_opened_keeps_nothing(page, arrive, malik, world, app):
    arrive(page, "pipaluk", "/account")
    for path in (
        form_of(malik),
        f"/units/{world.units['fjord'].id}/handover/{TODAY}/evening",
        f"/children/{malik.id}/incidents/new?type=threat",
    ):
        assert page.goto(path).ok
        assert page.locator("form[data-draft]").count()
        page.evaluate(NAMED_BUTTON)
        page.wait_for_timeout(PAUSE)
    assert rows(app, "SELECT count(*) FROM drafts") == [(0,)]


def test_saving_one_form_of_a_page_loses_nothing_of_another(page, arrive, world):
    arrive(page, "pipaluk", f"/units/{world.units['fjord'].id}/handover/{TODAY}/evening")
    page.locator("summary", has_text="Sæt en opgave").click()
    types(page, "#task-text", "Ring til rederiet")
    page.locator("#line-text").fill("Varmen er slået fra i gangen.")
    page.locator("button", has_text="Gem linjen").click()
    page.locator(".notice--done").wait_for()
    page.locator(".draft").wait_for()
    assert page.locator("#task-text").input_value() == "Ring til rederiet"
    assert page.locator("#line-text").input_value() == ""
    assert "Varmen er slået fra" in page.locator("main").inner_text()
    assert page.faults == []
