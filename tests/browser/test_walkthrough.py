"""The main job, from the evening shift to the caseworker's answer and back to the staff."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from institution.cases.models import Child
from institution.content.daily_log import daily_log
from institution.db.base import new_id
from institution.logs.models import Shift
from institution.logs.services import Draft, Place, Written
from institution.logs.services.many import Prepared, keep_many
from tests.world import TODAY

pytestmark = pytest.mark.browser

NUUK = ZoneInfo("America/Nuuk")
DAYS = 90
HARD_DAYS = 9
EVENING = ("mood", "calm", "adults", "peers", "everyday", "initiative")
WORDS = {
    "da": {
        "hard": ("Humør", "Ro og store følelser"),
        "answer": "Spurgte Malik: han savner sin gamle klasse. Han ringer dem op i morgen.",
        "below": "under eget sædvanlige",
    },
    "en": {
        "hard": ("Mood", "Calm and big feelings"),
        "answer": "Asked Malik: he misses his old class. He will call them tomorrow.",
        "below": "below own usual",
    },
}


@pytest.fixture
def story(work_of, world):
    """Let Malik have an ordinary autumn, and nine evenings that were hard."""
    with work_of("pipaluk") as work:
        authors = [world.persons[name].id for name in ("pipaluk", "ivik", "naja")]
        logs = [_evening(world, authors, back) for back in range(DAYS, 0, -1)]
        keep_many(work, logs)


def _evening(world, authors, back: int) -> Prepared:
    day = TODAY - timedelta(days=back)
    written_at = datetime.combine(day, time(22, 40), NUUK)
    hard = back <= HARD_DAYS
    levels = dict.fromkeys(EVENING, 4)
    if back % 5 == 0:
        levels["peers"] = 3
    if hard:
        levels |= {"mood": 2, "calm": 2}
    draft = Draft(
        id=new_id(),
        day=day,
        shift=Shift.EVENING,
        presence="present",
        contact_time="over_3h",
        written_at=written_at,
        levels=levels,
        good_moment="Du viste, hvordan man binder en knude.",
        attention="ordinary",
    )
    child: Child = world.children["malik"]
    unit = world.units["fjord"]
    place = Place(child.id, child.municipality_id, unit.id, unit.home_id, NUUK)
    return Prepared(draft, place, Written(authors[back % 3], written_at, daily_log().version))


def choose(page, name, value):
    """Tap one answer."""
    page.locator(f"input[name='{name}'][value='{value}']").click()


def write(page, levels, moment):
    """Answer an ordinary evening about the child whose form is open, and save it."""
    choose(page, "presence", "present")
    choose(page, "contact_time", "over_3h")
    for key in EVENING:
        choose(page, f"level_{key}", str(levels.get(key, 4)))
    choose(page, "chip_meals__dinner", "ate")
    choose(page, "attention", "ordinary")
    page.locator("#good_moment").fill(moment)
    before = page.url
    page.locator(".form-foot button[type=submit]").click()
    page.wait_for_url(lambda url: url != before)


def speak(page, language):
    """Choose a language in the menu."""
    page.locator(".menu__button").click()
    with page.expect_navigation():
        page.locator(f"button[name=language][value={language}]").click()


def sign_out(page):
    """Leave by the menu."""
    page.locator(".menu__button").click()
    page.locator("form[action='/sign-out'] button").click()
    page.wait_for_url("**/sign-in")


def log_the_whole_unit(page, world):
    """Write about every child of the running shift, one after the other."""
    page.locator("main a[href*='/new']").first.click()
    for _ in ("aviaja", "malik"):
        malik = str(world.children["malik"].id) in page.url
        write(page, {"mood": 2, "calm": 2} if malik else {}, "Du dækkede bord til os alle.")
    page.wait_for_url("**/shifts/**")


def read_and_answer(page, world, words):
    """Find what changed, see it in the child's days, read why, and answer."""
    page.goto("/inbox")
    line = page.locator(f"main a:has-text('{world_name(world)}')").first
    line.click()
    page.wait_for_url("**/flags/**")
    told = page.locator("main").inner_text()
    for dimension in words["hard"]:
        assert dimension.casefold() in told.casefold()
    flag = page.url
    page.locator(f"a[href*='/children/{world.children['malik'].id}']").first.click()
    page.wait_for_url("**/children/**")
    assert page.locator(f"text={words['below']}").count() >= 2
    page.goto(flag)
    choose(page, "kind", "asked_child")
    page.locator("textarea[name=text]").fill(words["answer"])
    page.locator("#answer button[type=submit]").click()
    page.wait_for_selector(f".answers :text('{words['answer']}'), li:has-text('{words['answer']}')")
    return flag


def world_name(_world) -> str:
    """Return how lists name the child of the story."""
    return "Malik"


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.usefixtures("story")
def test_an_evening_raises_a_flag_that_is_answered_and_comes_back_to_the_staff(
    page, sign_in, axe, world, language
):
    words = WORDS[language]
    sign_in(page, "pipaluk")
    speak(page, language)
    page.goto("/shifts/now")
    assert axe(page) == []
    log_the_whole_unit(page, world)
    sign_out(page)

    sign_in(page, "sofie")
    speak(page, language)
    flag = read_and_answer(page, world, words)
    assert axe(page) == []
    sign_out(page)

    sign_in(page, "pipaluk", to=f"/children/{world.children['malik'].id}")
    assert words["answer"] in page.locator("main").inner_text() or page.goto(flag).ok
    page.goto(flag)
    assert words["answer"] in page.locator("main").inner_text()
    assert page.locator("#answer").count() == 0
    assert page.faults == []
