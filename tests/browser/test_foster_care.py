"""Foster care in a browser: the coordinator's desk and forms, the carer's week on a phone."""

from datetime import timedelta

import pytest

from institution.fostercare.models import SheetState
from institution.fostercare.services.agenda import AGENDA
from institution.fostercare.services.keeping import keep
from institution.fostercare.services.maps import keep_map
from institution.fostercare.services.placing import ask_for_family
from institution.fostercare.services.recording import record_week
from tests.fostercare.filled import LEVELS, MONDAY, revision, week
from tests.fostercare.test_maps import filled, new_map
from tests.world import TODAY

pytestmark = pytest.mark.browser
NARROW_AND_WIDE = (320, 1180)


@pytest.fixture
def lived(world, work_of):
    """A profile, a match and eight weeks of a child in a family."""
    family, child = world.families["tuko"].id, world.children["pilu"].id
    with work_of("sara") as work:
        keep(work, family, revision("F0"))
        keep(work, family, revision("F1"))
        keep(work, family, revision("F5", child=child))
    with work_of("tuko") as work:
        for number in range(1, 9):
            low = {**LEVELS, "t_safety": 2} if number == 1 else LEVELS
            record_week(work, child, week(MONDAY - timedelta(weeks=number), levels=low))
    return family, child


COUNT = "addEventListener('click', () => { window.taps = (window.taps || 0) + 1; }, true)"
SAID = {
    "good_moment": "Vi fangede en ørred sammen, og du ville selv gøre den ren og vise den frem.",
    "hard_moment": "Onsdag ville du ikke i skole. Vi gik en tur, og så gik det med en halv dag.",
    "child_words": "Jeg vil gerne have, at min storebror kommer med ud at fiske på lørdag.",
}
TAP, WORDS, READ = 1, 30 / 60, 200 / 60
"""A person's pace: seconds for a tap; words a second that a thumb writes, and that are read."""


def written_out(page) -> int:
    """Answer the whole week as a person does, by tapping; return the words that were written."""
    page.evaluate(COUNT)
    for key in LEVELS:
        page.locator(f"input[name=level_{key}][value='4']").click()
    for name, words in SAID.items():
        page.locator(f"[name={name}]").click()
        page.locator(f"[name={name}]").fill(words)
    page.locator("label:has(input[name=own_caregiver_energy][value='4'])").first.click()
    return sum(len(words.split()) for words in SAID.values())


def minutes(page, words: int) -> float:
    """Return how long the week takes: to load, to read whole, to answer, write and send."""
    load = page.evaluate("performance.getEntriesByType('navigation')[0].duration") / 1000
    read = len(page.locator("main form[data-entry]").inner_text().split())
    taps = page.evaluate("window.taps") + 1
    seconds = load + read / READ + taps * TAP + words / WORDS
    print(f"load {load:.1f} s, {read} words read, {taps} taps, {words} written: {seconds:.0f} s")
    return seconds / 60


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_carer_writes_the_week_on_a_phone_and_gets_a_receipt(
    page, arrive, axe, lived, context, language
):
    page.set_viewport_size({"width": 390, "height": 800})
    arrive(page, "tuko")
    if language == "en":
        page.locator("summary.menu__button").click()
        with page.expect_navigation():
            page.get_by_role("button", name="English").click()
        page.goto("/my-family")
    assert axe(page, NARROW_AND_WIDE) == []
    page.locator("a.button[href*='foster-logs']").first.click()
    page.wait_for_url(lambda url: url.endswith("/new"))
    page.locator("main button[type=submit]").last.click()
    page.wait_for_selector(".errors")
    assert axe(page, (390,)) == []
    assert minutes(page, written_out(page)) <= 6
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(lambda url: not url.endswith("/new"))
    told = {"da": "Ikke læst endnu", "en": "Not read yet"}[language]
    assert told in page.locator("main").inner_text()
    assert axe(page, NARROW_AND_WIDE) == []
    assert page.faults == []


def test_the_coordinator_sees_what_needs_her_and_fills_in_a_form(
    page, arrive, axe, lived, world, work_of
):
    (family, child), sought = lived, world.children["malik"].id
    with work_of("sofie") as work:
        ask_for_family(work, sought, "sara")
    arrive(page, "sara")
    assert page.url.endswith("/foster-families")
    assert axe(page, NARROW_AND_WIDE) == []
    for address in (
        f"/foster-families/{family}",
        f"/children/{child}/visit-preparation",
        f"/children/{child}/respite",
        f"/children/{child}",
        f"/children/{sought}/match",
        "/foster-families/new",
    ):
        assert page.goto(address).ok, address
        assert axe(page, NARROW_AND_WIDE) == [], address
    page.goto(f"/foster-families/{family}/forms/F2/new?child={child}")
    assert axe(page, NARROW_AND_WIDE) == []
    page.locator("button[name=do][value=sign]").click()
    page.wait_for_selector(".errors")
    page.locator("button[name=do][value=draft]").click()
    page.wait_for_url(lambda url: "/forms/" not in url)
    assert "F2" in page.locator("#sheets").inner_text()
    assert page.faults == []


def test_a_team_leader_signs_by_keyboard(page, arrive, axe, lived):
    arrive(page, "vera", to="/signatures")
    assert axe(page, NARROW_AND_WIDE) == []
    page.locator("main a[href*='/sheets/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sheets/" in url)
    assert axe(page, NARROW_AND_WIDE) == []
    page.locator("main form[action$='/sign'] button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("main form[action$='/sign']").count() == 0
    page.goto("/signatures")
    assert page.locator("main a[href*='/sheets/']").count() == 0
    assert axe(page, NARROW_AND_WIDE) == []
    assert page.faults == []


@pytest.mark.only_on("sqlite")
def test_a_map_can_be_read_and_filled_in_by_everyone(page, arrive, axe, world, work_of):
    child = world.children["pilu"].id
    with work_of("karl") as work:
        keep_map(work, child, new_map(filled(numbers=3)))
    arrive(page, "karl", to=f"/children/{child}/map")
    assert axe(page, NARROW_AND_WIDE) == []
    page.goto(f"/children/{child}/map/placed")
    page.locator("button[name=add][value=numbers]").click()
    page.locator("input[name=numbers__2__number][value='4']").check(force=True)
    page.locator("button[name=do][value=sign]").click()
    page.wait_for_selector(".errors")
    assert axe(page, NARROW_AND_WIDE) == []
    assert page.faults == []


@pytest.mark.only_on("sqlite")
def test_a_child_says_by_keyboard_where_it_stands_and_what_it_will_talk_about(
    page, arrive, axe, world, work_of
):
    family, child = world.families["tuko"].id, world.children["pilu"].id
    with work_of("karl") as work:
        keep_map(work, child, new_map(filled()))
    with work_of("sara") as work:
        keep(work, family, revision("F5", SheetState.DRAFT, child, answers={AGENDA: "Skolen"}))
    arrive(page, "tuko", to=f"/children/{child}/voice")
    page.locator("form[action$='/hand-over'] button").click()
    page.wait_for_url(lambda url: "/me" in url)
    for path in ("/me/map", "/me/visit"):
        assert page.goto(path).ok, path
        assert axe(page, NARROW_AND_WIDE) == [], path
    page.locator("textarea").fill("Ikke skolen. Min bror.")
    page.locator("main form button[type=submit]").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto("/me/visit")
    assert "Ikke skolen. Min bror." in page.content()
    assert page.faults == []


def test_a_row_is_added_and_what_was_typed_stays(page, arrive, lived):
    family, child = lived
    arrive(page, "sara", to=f"/foster-families/{family}/forms/F4/new?child={child}")
    page.locator("[name=help__1__what]").fill("Ringe til skolen")
    page.locator("button[name=add][value=help]").click()
    page.wait_for_selector("[name=help__2__what]")
    assert page.locator("[name=help__1__what]").input_value() == "Ringe til skolen"
    assert page.locator("[name=help__2__due_on]").count() == 1
    assert TODAY.isoformat() not in page.url
