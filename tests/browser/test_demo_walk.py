"""Work of two people in a browser on the data of the demo, counted at a person's pace."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from institution.access.policy import Permission
from institution.app import create_app
from institution.cases import scope
from institution.demo.loading import Options
from institution.demo.placing import PASSWORD
from institution.incidents.models import Incident
from institution.reports.models import ReportSignature
from tests.browser.pace import (
    COUNT_WORK,
    MOST_FOR_A_REPORT,
    MOST_FOR_AN_INCIDENT,
    Counted,
    worked,
)
from tests.clock import Clock
from tests.demo.conftest import Demo, made
from tests.world import NOW

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]

JUDGEMENT = (
    "Barnet er blevet tryg ved to voksne og tager selv hul på samtaler. Aftenerne er roligere, og "
    "søvnen er bedre. Det svære er stadig overgangen fra weekend til hverdag."
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Demo:
    """Half a year of some children; each test does something else to it."""
    made_of = Options(seed=1, children=4, days=190)
    loaded = made(tmp_path_factory.mktemp("walk"), made_of)
    loaded.database.close()
    return loaded


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def app(demo, clock):
    """Run the program on the demo."""
    program = create_app(demo.settings, clock)
    yield program
    program.extensions["database"].close()


@pytest.fixture
def arrive(live, page):
    """Give `arrive("lone", "/reports")`: the tab of one who has signed in."""

    def arrive(name: str, to: str):
        page.goto("/sign-in")
        page.locator("input[name=user_name]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        page.goto(to)
        return page

    return arrive


def test_a_report_on_the_demo_takes_at_most_ten_minutes_from_draft_to_signature(arrive, demo, app):
    tab = arrive("lone", "/reports")
    work = Counted(tab)
    work.press(tab.locator("main table a"))
    work.press(tab.locator("a", has_text="Begynd en status"))
    work.press(tab.locator("main button[type=submit]"))
    tab.wait_for_url("**/edit")
    assert tab.locator(".told__source a").count() > 20, "sentences with what they rest on"
    work.read()
    work.read()
    work.write("effect", "Aftenturen er holdt næsten hver dag og har gjort aftenerne roligere.")
    work.write("judgement", JUDGEMENT)
    work.press(tab.locator("label", has_text="Den er læst op for barnet"))
    work.write("comment", "Det passer.")
    work.press(tab.locator("button", has_text="Gem og læs igennem"))
    tab.wait_for_selector("text=Underskriv og lås")
    work.read()
    work.read()
    for words in ("Ingen andre børn", "Jeg har læst statussen"):
        work.press(tab.locator("label", has_text=words))
    work.press(tab.locator("button", has_text="Underskriv og lås"))
    tab.wait_for_selector("text=Intet i den ændres mere")
    assert work.seconds <= MOST_FOR_A_REPORT
    assert tab.faults == []
    with app.extensions["database"].reading() as session, demo.work() as job:
        read = replace(job, session=session)
        signed = scope.about(ReportSignature, read, Permission.TREND_READ)
        newest = signed.order_by(ReportSignature.signed_at.desc())
        assert session.scalars(newest).first().signed_at == NOW


def test_an_incident_with_follow_up_on_the_demo_takes_at_most_ninety_seconds(arrive, context, app):
    tab = arrive("malik", "/shifts/now")
    child = tab.locator("main a[href*='/children/']").first.get_attribute("href")
    listed = f"/children/{child.split('/')[2]}/incidents"
    context.add_init_script(COUNT_WORK)
    tab.goto(listed)
    tab.locator(".page-head .button").click()
    tab.get_by_role("link", name="Ting gik i stykker").click()
    tab.locator("label:has(input[name=severity][value='2'])").click()
    tab.locator("#what_was_seen").fill(
        "Du smed et krus i gulvet, da du hørte, at turen var aflyst."
    )
    tab.locator("summary", has_text="Hvem har fået besked").click()
    tab.locator("label:has(input[name=told_who][value='team_lead'])").click()
    tab.locator("#follow_up_text").fill("Aftal, hvem der siger aflysninger, og hvornår.")
    tab.locator("#follow_up_owner").select_option(index=1)
    tab.locator("#follow_up_due").fill("2026-11-24")
    tab.locator("summary", has_text="Hvad gik forud").click()
    tab.locator("label:has(input[name=before_kinds][value='news'])").click()
    tab.locator("summary", has_text="Bagefter").click()
    tab.locator("label:has(input[name=helped_kinds][value='adult_close'])").click()
    tab.locator(".form-foot button[type=submit]").click()
    tab.wait_for_url(lambda url: "/new" not in url)
    assert worked(tab) <= MOST_FOR_AN_INCIDENT
    assert "Aftal, hvem der siger aflysninger" in tab.locator("main").inner_text()
    assert tab.faults == []
    with app.extensions["database"].reading() as session:
        told = select(Incident.type).where(Incident.written_at == NOW)
        assert "property_damage" in session.scalars(told.execution_options(scope="count")).all()
