"""Handing over on a tablet and a phone: taps, the time of a whole shift, and who can read it."""

import time
from datetime import timedelta

import pytest

from institution.logs.services import Line, record
from tests.browser.test_logging import COUNT_TAPS, LEVELS, choose, leaves, save
from tests.logs.answers import form_of
from tests.logs.drafts import draft, newcomer
from tests.world import NOW, TODAY

pytestmark = pytest.mark.browser
MOST_TAPS_AT_NIGHT = 5
SECONDS_A_TAP = 1.0
WORDS, WORDS_A_MINUTE = 25, 30
MOST_MINUTES = 8
SCREENS = ((360, 640), (768, 1024), (640, 360))
SMALL_TARGETS = """() => Array.from(document.querySelectorAll(
    "main a, main button, main summary, main .chip, main .tick__answer, main select, main textarea"
  )).filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.height && box.height < 47.5;
  }).map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture
def fjord(world):
    return world.units["fjord"].id


def taps(page):
    return int(page.evaluate("sessionStorage.taps || 0"))


def test_an_ordinary_night_takes_at_most_five_taps(page, context, live, arrive, world):
    malik = world.children["malik"]
    live.clock.forward(hours=2)
    arrive(page, "pipaluk")
    context.add_init_script(COUNT_TAPS)
    page.goto(form_of(malik, shift="night"))
    choose(page, "presence", "present")
    choose(page, "contact_time", "over_3h")
    choose(page, "level_sleep", "4")
    page.locator("[name=chip_sleep_hours]").fill("9")
    save(page)
    leaves(page, malik)
    assert taps(page) <= MOST_TAPS_AT_NIGHT
    assert page.faults == []


def test_a_shift_of_seven_children_takes_at_most_eight_minutes(
    page, context, arrive, work_of, world
):
    """Counted: a second for a tap, 25 words a child at thirty a minute, and the waits measured."""
    with work_of("pipaluk") as work:
        for number in range(5):
            newcomer(work, world, f"Barn Nummer{number}")
    context.add_init_script(COUNT_TAPS)
    arrive(page, "pipaluk", "/shifts/now")
    page.evaluate("sessionStorage.taps = 0")
    waits = []
    page.locator(".page-head .button").click()
    for number in range(1, 8):
        page.locator("#good_moment").wait_for()
        choose(page, "presence", "present")
        choose(page, "contact_time", "over_3h")
        for key in LEVELS:
            choose(page, f"level_{key}", "4")
        choose(page, "chip_meals__dinner", "ate")
        page.locator("#good_moment").fill("Du lo, da fisken smuttede fra hånden.")
        choose(page, "attention", "ordinary")
        began = time.monotonic()
        save(page)
        page.wait_for_selector(f"progress[value='{number}']")
        waits.append(time.monotonic() - began)
    counted = taps(page)
    assert counted <= 7 * 12 + 1
    seconds = counted * SECONDS_A_TAP + 7 * WORDS / WORDS_A_MINUTE * 60 + sum(waits)
    assert seconds <= MOST_MINUTES * 60, f"{seconds:.0f} s"


def test_the_next_shift_reads_signs_and_does_a_task(page, live, arrive, work_of, world, fjord):
    with work_of("ivik") as work:
        said = (Line("do", "Ring til mor"), Line("worked", "En tur ved havnen"))
        record(work, world.children["malik"].id, draft(handover=said, attention="extra"))
    live.clock.forward(hours=2)
    arrive(page, "pipaluk", f"/units/{fjord}/handover/{TODAY}/evening")
    page.locator("summary", has_text="Sæt en opgave").click()
    page.locator("#task-text").fill("Køb mælk")
    page.locator("button", has_text="Sæt opgaven").click()
    page.locator(".tasks__one").wait_for()
    page.goto(f"/units/{fjord}/shifts/{TODAY}/night")
    assert "En tur ved havnen" in page.locator("main").inner_text()
    page.locator("button", has_text="Læst og forstået").click()
    page.locator(".sign__read").wait_for()
    assert page.url.endswith("/night")
    page.locator("button", has_text="Udført").click()
    page.locator(".tasks__one--done").wait_for()
    assert page.faults == []


@pytest.fixture
def pages(work_of, world, fjord):
    """The pages of the handover and the team, with something on each."""
    with work_of("ivik") as work:
        said = (Line("do", "Ring til mor"), Line("worked", "En tur ved havnen"))
        record(work, world.children["malik"].id, draft(handover=said, attention="extra"))
    for ago in range(1, 5):
        with work_of("ivik", NOW - timedelta(days=ago)) as work:
            day, at = TODAY - timedelta(days=ago), NOW - timedelta(days=ago)
            record(work, world.children["malik"].id, draft(day=day, written_at=at))
    return (
        f"/units/{fjord}/handover/{TODAY}/evening",
        f"/units/{fjord}/shifts/{TODAY}/evening",
        f"/units/{fjord}/team",
        "/inbox",
    )


def test_axe_finds_nothing_and_every_target_is_large_enough(page, arrive, axe, pages):
    arrive(page, "naja")
    for address in pages:
        page.goto(address)
        for folded in page.locator("main summary").all():
            folded.click()
        assert axe(page, widths=(320, 1180), dark=True) == [], address
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if address.startswith("/units"):
                assert page.evaluate(SMALL_TARGETS) == [], f"{address} {width}"
    assert page.faults == []
