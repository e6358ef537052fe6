"""A status report in a browser, from the draft to the receipt, and how much work it is."""

import pytest

from tests.browser.pace import MOST_FOR_A_REPORT, Counted
from tests.reports.conftest import ten_weeks
from tests.trends.conftest import Writer, goal

pytestmark = pytest.mark.browser

JUDGEMENT = (
    "Malik er blevet tryg ved to voksne og tager selv hul på samtaler. Aftenerne er roligere, og "
    "han sover bedre. Han har fået en ven i skolen. Det svære er stadig overgangen fra weekend."
)
EFFECT = "Aftenturen er holdt næsten hver dag. Den har gjort aftenerne roligere."


@pytest.fixture
def address(stage, world, work_of) -> str:
    writer = Writer(world, work_of)

    def write() -> None:
        ten_weeks(writer)
        writer.plan(goal())

    stage.once("ten weeks and a goal", write)
    return f"/children/{world.children['malik'].id}/reports"


def test_a_report_takes_at_most_ten_minutes_from_draft_to_signature(page, arrive, axe, address):
    arrive(page, "hans", to="/reports")
    assert axe(page) == []
    work = Counted(page)
    work.press(page.locator("main a", has_text="Malik"))
    assert axe(page, widths=(320,)) == []
    work.press(page.locator("a", has_text="Begynd en status"))
    work.press(page.locator("main button[type=submit]"))
    page.wait_for_url("**/edit")
    assert axe(page, widths=(320, 1180)) == []
    work.read()
    work.write("effect", EFFECT)
    work.write("judgement", JUDGEMENT)
    work.press(page.locator("label", has_text="Den er læst op for barnet"))
    work.write("comment", "Det passer. Skriv at jeg fisker.")
    work.press(page.locator("label.tick__answer", has_text="Tag dette ud"))
    work.press(page.locator("button", has_text="Gem og læs igennem"))
    page.wait_for_selector("text=Underskriv og lås")
    assert axe(page, widths=(320, 1180)) == []
    work.read()
    for words in ("Ingen andre børn", "Jeg har læst statussen"):
        work.press(page.locator("label", has_text=words))
    work.press(page.locator("button", has_text="Underskriv og lås"))
    page.wait_for_selector("text=Intet i den ændres mere")
    assert axe(page, widths=(320,)) == []
    assert work.seconds <= MOST_FOR_A_REPORT
    with page.expect_download() as download:
        page.locator("a", has_text="PDF, som underskrevet").click()
    assert download.value.suggested_filename.startswith("status-")
    assert page.faults == []


def test_a_report_is_written_by_keyboard_and_what_is_missing_is_said(page, arrive, address):
    arrive(page, "ivik", to=f"{address}/new")
    page.locator("input[name=first]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit")
    page.locator("textarea[name=judgement]").focus()
    page.keyboard.type("x" * 20)
    page.locator("input[name=childs_part]").first.focus()
    page.keyboard.press("Space")
    page.locator("input[name=left_out]").first.focus()
    page.keyboard.press("Space")
    page.locator("button", has_text="Gem og læs igennem").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Gemt.")
    assert "x" * 20 in page.locator("main").inner_text()
    assert "Én sætning fra udkastet er taget ud" in page.locator("main").inner_text()
    page.locator("main h1").wait_for()
    page.goto(page.url.split("?")[0] + "/edit")
    page.locator("textarea[name=judgement]").fill("y" * 6001)
    page.locator("button", has_text="Gem og læs igennem").click()
    page.wait_for_selector("[data-errors]")
    assert page.locator("textarea[name=judgement]").input_value() == "y" * 6001
    assert page.faults == []


def test_the_caseworker_reads_in_english_follows_a_sentence_and_acknowledges(
    page, arrive, axe, address, database, world
):
    from tests.reports.signing import signed_report

    report_id, _ = signed_report(database, world, "malik")
    arrive(page, "sofie", to="/account")
    with page.expect_navigation():
        page.locator("button", has_text="English").first.evaluate("button => button.click()")
    page.goto(f"{address}/{report_id}")
    page.locator(".told__source a").first.click()
    page.wait_for_selector("text=What this sentence rests on")
    assert axe(page, widths=(320,)) == []
    page.go_back()
    page.emulate_media(media="print", reduced_motion="reduce")
    colours = page.evaluate(
        "[...document.querySelectorAll('main *')].map(e => getComputedStyle(e).color)"
        ".filter(c => { const [r, g, b] = c.match(/[0-9]+/g); return r !== g || g !== b; })"
    )
    assert colours == []
    page.emulate_media(media="screen")
    page.locator("textarea[name=text]").fill("Tak")
    page.locator("button", has_text="I have received the report").click()
    page.wait_for_selector("text=Received by Sofie Lund")
    assert page.faults == []
