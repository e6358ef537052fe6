"""The caseworker's morning in a real browser: find it, read why, answer; everything by keyboard."""

import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.flags.models import Flag
from institution.flags.services import sweep
from tests.flags.conftest import GOOD, Writer
from tests.world import TODAY

pytestmark = pytest.mark.browser


@pytest.fixture
def drop(work_of, world):
    """Malik's days fell six days ago, and the sweep has raised it; the id of the flag."""
    writer = Writer(world)
    with work_of("nightly") as work:
        writer.keep(work, writer.story(hard_days=6) + writer.days(65, 0, GOOD, child="aviaja"))
        sweep(work, TODAY)
        return work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).one().id


def test_the_caseworker_finds_the_flag_reads_why_and_answers(page, sign_in, drop):
    sign_in(page, "sofie")
    page.get_by_role("link", name="Malik Kreutzmann").first.click()
    page.wait_for_url(f"**/flags/{drop}")
    page.get_by_text("sædvanligvis omkring 4").first.wait_for()
    assert page.get_by_role("group", name="Hvorfor kan det afsluttes?").count() == 0
    page.get_by_label("Jeg har talt med stedet").check()
    page.get_by_label("Med dine egne ord").fill("Talte med Ivik. Vi ser på det igen på fredag.")
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_text("Dit svar er gemt").wait_for()
    assert page.get_by_text("Talte med Ivik. Vi ser på det igen på fredag.").count() == 1
    assert page.faults == []


def test_the_reason_is_asked_for_when_closing(page, sign_in, drop):
    sign_in(page, "sofie", to=f"/flags/{drop}")
    page.get_by_label("Afslut", exact=True).check()
    page.get_by_role("group", name="Hvorfor kan det afsluttes?").wait_for()
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_role("alert").get_by_text("Vælg, hvorfor det kan afsluttes").wait_for()
    page.get_by_label("Støtten er ændret").check()
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_text("Dit svar er gemt").wait_for()
    assert page.faults == []


def test_the_flag_is_answered_by_keyboard_alone(page, sign_in, drop):
    sign_in(page, "sofie", to=f"/flags/{drop}")
    page.get_by_label("Jeg har spurgt barnet").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Han vil gerne sove hos Ivik.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Dit svar er gemt").wait_for()


@pytest.mark.parametrize("dark", [False, True])
def test_inbox_and_flag_are_accessible(page, sign_in, axe, drop, dark):
    page.emulate_media(color_scheme="dark" if dark else "light")
    sign_in(page, "sofie", to="/inbox")
    assert axe(page) == []
    page.goto(f"/flags/{drop}")
    assert axe(page) == []
    page.get_by_label("Afslut", exact=True).check()
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_role("alert").wait_for()
    assert axe(page) == []


def test_an_empty_inbox_is_accessible(page, sign_in, axe):
    sign_in(page, "sofie", to="/inbox")
    assert axe(page) == []
