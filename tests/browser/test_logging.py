"""A pedagogue at the end of an evening, in a real browser."""

import re

import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.logs.models import ShiftLog
from institution.logs.services import record
from tests.browser.conftest import watched
from tests.logs.answers import form_of, log_address
from tests.logs.drafts import draft, full_draft, newcomer
from tests.world import PASSWORD, TODAY

pytestmark = pytest.mark.browser

COUNT_TAPS = """
document.addEventListener("pointerdown", (event) => {
  if (event.target.matches("textarea, input[type=text]")) return;
  sessionStorage.taps = Number(sessionStorage.taps || 0) + 1;
}, true);
"""
MOST_TAPS = 12
LEVELS = ("mood", "calm", "adults", "peers", "everyday", "initiative")


@pytest.fixture
def malik(world):
    return world.children["malik"]


@pytest.fixture
def kept(work_of):
    """Give the logs of a child as they are in the database."""

    def kept(child, read=lambda log: log.id):
        with work_of("pipaluk") as work:
            about = scope.about(ShiftLog, work, Permission.LOG_READ)
            found = about.where(ShiftLog.child_id == child.id).order_by(ShiftLog.received_at)
            return [read(log) for log in work.session.scalars(found)]

    return kept


@pytest.fixture
def form(page, arrive, malik):
    """The evening form about Malik, as Pipaluk opens it."""
    return arrive(page, "pipaluk", form_of(malik))


def choose(page, name, value):
    """Tap one answer, where a finger would."""
    page.locator(f"input[name='{name}'][value='{value}']").click()


def answer(page, moment="Du lo, da fisken smuttede."):
    """Answer an ordinary evening."""
    choose(page, "presence", "present")
    choose(page, "contact_time", "over_3h")
    for key in LEVELS:
        choose(page, f"level_{key}", "4")
    choose(page, "chip_meals__dinner", "ate")
    page.locator("#good_moment").fill(moment)
    choose(page, "attention", "ordinary")


def save(page):
    """Press the one big button."""
    page.locator(".form-foot button[type=submit]").click()


def leaves(page, child):
    """Wait until the form about a child is left."""
    page.wait_for_url(lambda url: str(child.id) not in url)


def test_an_ordinary_evening_takes_at_most_twelve_taps(page, context, form, kept, malik):
    context.add_init_script(COUNT_TAPS)
    page.reload()
    answer(page)
    save(page)
    leaves(page, malik)
    assert int(page.evaluate("sessionStorage.taps")) <= MOST_TAPS
    assert kept(malik, lambda log: len(log.ratings)) == [6]
    assert page.faults == []


def test_an_answer_that_need_not_be_given_can_be_taken_back(page, form):
    optional = page.locator("form[data-keep] fieldset:not([data-question]) input[type=radio]")
    first = optional.first
    name = first.get_attribute("name")
    page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    for press in (first.click, lambda: first.press("Space")):
        choose(page, name, first.get_attribute("value"))
        assert first.is_checked()
        press()
        assert page.locator(f"input[name='{name}']:checked").count() == 0
    needed = page.locator("[data-question] input[type=radio]").first
    needed.click()
    needed.click()
    assert needed.is_checked()


def test_a_whole_unit_is_written_about_in_a_row(page, arrive, work_of, world, kept):
    with work_of("pipaluk") as work:
        new = [newcomer(work, world, name) for name in ("Inuk Lyberth", "Pavia Poulsen")]
        children = [*new, world.children["malik"], world.children["aviaja"]]
    arrive(page, "pipaluk", "/shifts/now")
    page.locator(".page-head .button").click()
    for number in range(1, 5):
        answer(page, f"Godt øjeblik nummer {number}")
        save(page)
        page.wait_for_selector(f"progress[value='{number}']")
    assert re.search(r"/units/.*/shifts/", page.url)
    assert page.locator(".child-list__state--logged").count() == 4
    assert page.locator(".page-head .button").count() == 0
    assert [len(kept(child)) for child in children] == [1, 1, 1, 1]


def test_away_is_one_tap_and_saved(page, form, kept, malik):
    choose(page, "presence", "with_family")
    assert page.locator("#level_mood").is_hidden()
    save(page)
    leaves(page, malik)
    assert kept(malik, lambda log: log.presence) == ["with_family"]


def test_the_words_of_the_chosen_level_are_shown(page, form):
    words = page.locator("#level_mood-words-2")
    assert words.is_hidden() or not words.bounding_box()["height"] or not visible(words)
    choose(page, "level_mood", "2")
    assert visible(words)


def visible(part):
    """Tell whether a part can be read."""
    return part.evaluate(
        "one => getComputedStyle(one).visibility === 'visible' && one.offsetHeight > 0"
    )


def test_a_wrong_field_is_named_and_everything_typed_stays(page, form, kept, malik):
    answer(page, moment="")
    page.locator("#note").fill("Vi gik en tur til havnen")
    save(page)
    summary = page.locator("[data-errors]")
    summary.wait_for()
    assert summary.evaluate("one => one === document.activeElement")
    summary.locator("a").first.click()
    assert page.evaluate("document.activeElement.id") == "good_moment"
    assert page.locator("#note").input_value() == "Vi gik en tur til havnen"
    assert page.locator("input[name=level_calm][value='4']").is_checked()
    page.keyboard.type("Du lo")
    save(page)
    leaves(page, malik)
    assert kept(malik, lambda log: (log.good_moment, log.note)) == [
        ("Du lo", "Vi gik en tur til havnen")
    ]


def test_a_form_outlives_the_session(page, live, form, kept, malik):
    answer(page)
    page.locator("#note").fill("Skrevet før tiden gik\nmed to linjer")
    live.clock.forward(minutes=16)
    save(page)
    page.locator("input[name=password]").wait_for()
    assert kept(malik) == []
    page.locator("input[name=user_name]").fill("pipaluk")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.locator("#note").wait_for()
    assert page.locator("#note").input_value() == "Skrevet før tiden gik\nmed to linjer"
    assert page.locator("input[name=level_calm][value='4']").is_checked()
    assert page.locator("#good_moment").input_value() == "Du lo, da fisken smuttede."
    assert kept(malik) == []
    save(page)
    leaves(page, malik)
    assert kept(malik, lambda log: log.note) == ["Skrevet før tiden gik\nmed to linjer"]


def test_a_form_outlives_a_lost_connection(page, context, form, kept, malik):
    answer(page)
    page.locator("#note").fill("Skrevet uden net")
    context.set_offline(True)
    save(page)
    alert = page.locator("[data-send-alert]")
    alert.wait_for()
    assert page.locator("#note").input_value() == "Skrevet uden net"
    context.set_offline(False)
    alert.locator("button").click()
    leaves(page, malik)
    assert kept(malik, lambda log: log.note) == ["Skrevet uden net"]


def test_a_lost_answer_leads_to_one_log(page, form, kept, malik):
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0))
            route.abort()
        else:
            route.continue_()

    page.route("**/new", lose)
    answer(page)
    save(page)
    page.locator("[data-send-alert] button").click()
    leaves(page, malik)
    assert len(lost) == len(kept(malik)) == 1


def test_two_quick_taps_on_save_are_one_log(page, form, kept, malik):
    answer(page)
    page.locator(".form-foot button[type=submit]").dblclick()
    leaves(page, malik)
    assert len(kept(malik)) == 1


def test_two_tabs_are_two_logs_and_the_second_writer_is_told(page, context, form, kept, malik):
    other = watched(context.new_page())
    other.goto(form_of(malik))
    for tab in (page, other):
        tab.bring_to_front()
        answer(tab)
        save(tab)
        leaves(tab, malik)
    assert len(kept(malik)) == 2
    other.goto(form_of(malik))
    assert other.locator("form .notice").count() == 2


def test_the_form_works_without_scripts(chromium, live, kept, malik):
    context = chromium.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("input[name=user_name]").fill("pipaluk")
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()
    page.goto(form_of(malik))
    answer(page)
    save(page)
    leaves(page, malik)
    context.close()
    assert len(kept(malik)) == 1


def test_a_log_is_written_by_keyboard_alone(page, form, kept, malik):
    wanted = ["presence", "contact_time", *(f"level_{key}" for key in LEVELS)]
    for name in (*wanted, "chip_meals__dinner"):
        reach(page, name)
        page.keyboard.press("Space")
    reach(page, "level_mood", back=True)
    page.keyboard.press("ArrowRight")
    reach(page, "good_moment")
    page.keyboard.type("Du lo")
    reach(page, "attention")
    page.keyboard.press("Space")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.form-foot button')"):
            break
    page.keyboard.press("Enter")
    leaves(page, malik)
    (levels,) = kept(malik, lambda log: {one.dimension: one.level for one in log.ratings})
    assert levels == {**dict.fromkeys(LEVELS, 1), "mood": 2}


def reach(page, name, back=False):
    """Press Tab until a question is reached."""
    for _ in range(90):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"cannot reach {name}")


def test_a_log_is_corrected_and_the_old_one_stays_readable(page, arrive, work_of, malik, kept):
    old = full_draft()
    with work_of("pipaluk") as work:
        record(work, malik.id, old)
    arrive(page, "ivik", log_address(malik, old.id))
    page.locator("a[href$='/correct']").click()
    page.locator("#correction_reason").wait_for()
    assert page.locator("input[name=level_mood][value='1']").is_checked()
    choose(page, "level_mood", "3")
    page.locator("#correction_reason").fill("Jeg trykkede forkert")
    save(page)
    page.locator("del").wait_for()
    assert "Jeg trykkede forkert" in page.locator("main").inner_text()
    assert len(kept(malik)) == 2


@pytest.fixture
def pages(work_of, world, malik):
    """The pages of the log, with something on each."""
    old = full_draft()
    new = draft(corrects_id=old.id, correction_reason="Forkert trin", note="Rettet")
    with work_of("ivik") as work:
        record(work, malik.id, old)
        record(work, malik.id, new)
        record(work, world.children["aviaja"].id, draft())
    unit = world.units["fjord"].id
    return {
        "shift": f"/units/{unit}/shifts/{TODAY}/evening",
        "earlier shift": f"/units/{unit}/shifts/{TODAY}/day",
        "form": form_of(malik),
        "list": f"/children/{malik.id}/logs?note=y",
        "corrected": log_address(malik, old.id),
        "correction": f"{log_address(malik, new.id)}/correct",
        "not begun": form_of(malik, shift="night"),
    }


def test_axe_finds_nothing_on_the_pages_of_the_log(page, arrive, axe, pages):
    arrive(page, "ivik")
    found = {}
    for name, address in pages.items():
        page.goto(address)
        found[name] = axe(page, dark=True)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert page.faults == []


def test_axe_finds_nothing_on_a_form_with_errors(page, form, axe):
    choose(page, "presence", "present")
    save(page)
    page.locator("[data-errors]").wait_for()
    assert axe(page) == []
