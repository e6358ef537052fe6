"""An incident from the first words to the follow-up, in a real browser, with finger and keys."""

import pytest

from institution.incidents.services import lines_of_child, matter, record
from tests.browser.pace import COUNT_WORK, MOST_FOR_AN_INCIDENT, worked
from tests.incidents.telling import draft, forced

pytestmark = pytest.mark.browser


@pytest.fixture
def address(world) -> str:
    return f"/children/{world.children['malik'].id}/incidents"


def test_an_incident_with_follow_up_takes_at_most_ninety_seconds(
    page, context, arrive, address, axe, work_of, world
):
    arrive(page, "pipaluk", to=address)
    assert axe(page) == []
    context.add_init_script(COUNT_WORK)
    page.reload()
    page.locator(".page-head .button").click()
    page.get_by_role("link", name="Trusler").click()
    page.locator("label:has(input[name=severity][value='2'])").click()
    page.locator("#what_was_seen").fill("Malik råbte til en voksen, at han ville smadre telefonen.")
    page.locator("summary", has_text="Hvem har fået besked").click()
    page.locator("label:has(input[name=told_who][value='team_lead'])").click()
    page.locator("#follow_up_text").fill("Aftal, at der siges til ti minutter før.")
    page.locator("#follow_up_owner").select_option(label="Ivik Lynge")
    page.locator("#follow_up_due").fill("2026-11-24")
    for summary in ("Hvad skete der", "Hvad gik forud", "Bagefter"):
        page.locator("summary", has_text=summary).click()
    page.locator("#adults_actions").fill("Vi gav plads og ventede ved døren.")
    page.locator("label:has(input[name=place][value='shared_room'])").click()
    page.locator("label:has(input[name=before_kinds][value='no_said'])").click()
    page.locator("label:has(input[name=helped_kinds][value='time_alone'])").click()
    page.locator(".form-foot button[type=submit]").click()
    page.wait_for_url(lambda url: "/new" not in url)
    assert worked(page) <= MOST_FOR_AN_INCIDENT
    assert "Aftal, at der siges til ti minutter før." in page.locator("main").inner_text()
    assert axe(page) == []
    assert page.faults == []
    with work_of("pipaluk") as work:
        [line] = lines_of_child(work, world.children["malik"].id)
        found = matter(work, world.children["malik"].id, line.matter_id)
        assert {one.addition.kind for one in found.beside} == {"told", "follow_up"}


def test_what_is_missing_is_named_and_the_form_is_filled_with_keys_alone(
    page, arrive, address, axe
):
    arrive(page, "pipaluk", to=f"{address}/new")
    assert axe(page) == []
    page.goto(f"{address}/new?type=use_of_force")
    page.locator(".form-foot button[type=submit]").focus()
    page.keyboard.press("Enter")
    summary = page.locator("[data-errors]")
    summary.wait_for()
    assert axe(page) == []
    summary.locator("a").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.locator("#what_was_seen").focus()
    page.keyboard.type("En voksen holdt om Malik i døren.")
    page.locator(".form-foot button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/new" not in url)
    assert "En voksen holdt om Malik i døren." in page.locator("main").inner_text()
    assert axe(page) == []


def test_a_timeline_is_searched_and_the_pages_of_leaders_are_sound(
    page, arrive, address, axe, work_of, world
):
    malik = world.children["malik"].id
    with work_of("pipaluk") as work:
        for _ in range(3):
            record(work, malik, draft("threat", codes={"place": "kitchen"}))
        force = record(work, malik, forced(world)).matter_id
    arrive(page, "hans", to=address.replace("incidents", "timeline"))
    page.locator("#words").fill("råbte")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=**")
    assert "Ordene står 3 steder." in page.locator("main").inner_text()
    assert axe(page) == []
    page.goto(address)
    page.locator("summary", has_text="Hvad der går forud").click()
    assert page.locator(".panel__picture svg").count() >= 3
    assert axe(page) == []
    for path in (f"{address}/{force}", f"{address}/{force}/add?kind=review", "/use-of-force"):
        page.goto(path)
        assert axe(page) == [], path
    page.goto(address.removesuffix("/incidents"))
    assert page.locator("svg.strip").count() == 1
    assert axe(page) == []
    assert page.faults == []
