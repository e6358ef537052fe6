import re
from datetime import timedelta

import pytest

from institution.db.base import new_id
from institution.logs.models import Shift
from institution.logs.services import Line, When, record
from tests.logs.drafts import draft
from tests.world import NOW, TODAY

EVENING = When(TODAY, Shift.EVENING)


@pytest.fixture
def fjord(world):
    return world.units["fjord"].id


@pytest.fixture
def address(fjord):
    return f"/units/{fjord}/handover/{TODAY}/evening"


@pytest.fixture
def malik(world):
    return world.children["malik"]


def test_the_page_shows_what_logs_say_and_who_is_missing(browser, work_of, malik, address):
    said = (Line("do", "Ring til mor"), Line("worked", "En tur ved havnen"))
    with work_of("ivik") as work:
        record(work, malik.id, draft(handover=said, attention="close"))
    page = browser("pipaluk").get(address).text
    for words in ("Ring til mor", "Det virkede i dag", "En tur ved havnen", "Tæt på", "Ivik Lynge"):
        assert words in page
    assert "1 barn har ingen log fra denne vagt endnu." in page
    assert re.search(r"Ingen har skrevet om Aviaja", page)


def test_a_line_a_note_and_a_task_are_written_and_read(browser, malik, world, address):
    page = browser("pipaluk")
    sent = {
        "lines": {"line-text": "Varmen er slået fra.", "line-whole_house": "y"},
        "notes": {
            "note-child": str(malik.id),
            "note-do": "Find støvlerne",
            "note-attention": "extra",
        },
        "tasks": {
            "task-text": "Ring til rederiet",
            "task-owner": str(world.persons["ivik"].id),
            "task-day": "2026-11-23",
            "task-time": "16:30",
        },
    }
    for way, fields in sent.items():
        answer = page.post(f"{address}/{way}", fields, page=address)
        assert (answer.status_code, answer.location) == (303, address), way
    shown = browser("ivik").get(address).text
    for words in ("Varmen er slået fra.", "Find støvlerne", "Ring til rederiet", "23. nov. 16.30"):
        assert words in shown
    fjeld = address.replace(str(world.units["fjord"].id), str(world.units["fjeld"].id))
    assert "Varmen er slået fra." in browser("jens").get(fjeld).text


@pytest.mark.parametrize(
    ("way", "fields", "told"),
    [
        ("lines", {"line-text": " "}, "Skriv, hvad næste vagt skal vide"),
        ("lines", {"line-text": "x" * 281}, "Det er for langt"),
        ("notes", {"note-do": "Noget"}, "Vælg barnet"),
        ("notes", {"note-child": str(new_id()), "note-do": "Noget"}, "Vælg et af de svar"),
        ("tasks", {"task-text": "Ring", "task-day": "i morgen"}, "Skriv dagen som"),
        ("tasks", {"task-text": "Ring", "task-time": "halv"}, "Skriv tiden som"),
        ("tasks", {"task-text": "Ring", "task-owner": str(new_id())}, "Vælg et af de svar"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(browser, address, way, fields, told):
    answer = browser("pipaluk").post(f"{address}/{way}", fields, page=address)
    assert answer.status_code == 422
    assert told in answer.text
    for name, value in fields.items():
        assert name in {"note-child", "task-owner"} or value.strip() in answer.text


def test_a_note_that_says_nothing_is_not_kept(browser, address, malik):
    answer = browser("pipaluk").post(
        f"{address}/notes", {"note-child": str(malik.id)}, page=address
    )
    assert answer.status_code == 422
    assert "Skriv noget, eller vælg" in answer.text


def test_a_line_is_corrected_on_a_page_of_its_own(browser, address):
    page = browser("pipaluk")
    page.post(f"{address}/lines", {"line-text": "Vandet lukkes kl. 10."}, page=address)
    way = re.search(r'href="([^"]+/correction\?line=[^"]+)"', page.get(address).text).group(1)
    assert "Vandet lukkes kl. 10." in page.get(way).text
    fields = {"correction-text": "Vandet lukkes kl. 11."}
    assert page.post(way, fields, page=address).status_code == 422
    fields["correction-reason"] = "Forkert tid"
    assert page.post(way, fields, page=address).status_code == 303
    shown = page.get(address).text
    assert "<del>Vandet lukkes kl. 10.</del>" in shown
    assert "Forkert tid" in shown
    assert page.get(way).status_code == 404


def test_the_next_shift_signs_from_its_own_page_and_comes_back_to_it(
    browser, clock, work_of, malik, fjord, address
):
    with work_of("pipaluk") as work:
        record(work, malik.id, draft(handover=(Line("do", "Ring til mor"),)))
    clock.forward(hours=2)
    night, ivik = f"/units/{fjord}/shifts/{TODAY}/night", browser("ivik")
    page = ivik.get(night).text
    assert "Læst og forstået" in page
    assert f'action="{address}/read"' in page
    back = {"to_day": str(TODAY), "to_shift": "night"}
    assert ivik.post(f"{address}/read", back, page=night).location == night
    page = ivik.get(night).text
    assert "Læst af dig: 23.50" in page
    assert "Læst af: Ivik Lynge" in page
    assert "Læst og forstået" in browser("pipaluk").get(night).text
    for wrong in ({"to_day": "x", "to_shift": "night"}, {"to_day": str(TODAY), "to_shift": "x"}):
        assert ivik.post(f"{address}/read", wrong, page=night).location == address


def test_a_task_is_done_and_opened_again_with_one_button(browser, address):
    page = browser("pipaluk")
    page.post(f"{address}/tasks", {"task-text": "Køb mælk"}, page=address)
    task = re.search(r'name="task" value="([^"]+)"', page.get(address).text).group(1)
    assert page.post(f"{address}/tasks/steps", {"task": task, "done": "yes"}).location == address
    assert "Åbn igen" in page.get(address).text
    page.post(f"{address}/tasks/steps", {"task": task, "done": "no"})
    assert "Åbn igen" not in page.get(address).text
    assert (
        page.post(f"{address}/tasks/steps", {"task": str(new_id()), "done": "no"}).status_code
        == 404
    )
    assert page.post(f"{address}/tasks/steps", {"task": "x", "done": "yes"}).status_code == 422


def test_the_count_of_missing_logs_is_the_same_on_every_page(
    browser, clock, work_of, world, fjord, address
):
    with work_of("pipaluk") as work:
        record(work, world.children["aviaja"].id, draft())
    clock.forward(hours=2)
    night = f"/units/{fjord}/shifts/{TODAY}/night"
    assert "1 barn" in browser("pipaluk").get(night).text
    assert "1 barn har ingen log" in browser("pipaluk").get(address).text
    blocked = browser("aka")
    assert "barn har ingen log" not in blocked.get(address).text


def test_a_shift_that_has_not_begun_hands_nothing_over(browser, fjord):
    for when in (EVENING.after(), When(TODAY + timedelta(days=1), Shift.DAY)):
        answer = browser("pipaluk").get(f"/units/{fjord}/handover/{when.day}/{when.shift}")
        assert answer.status_code == 422
        assert "ikke begyndt" in answer.text


def test_what_was_typed_outlives_the_session(app, browser, clock, address):
    page = browser("pipaluk")
    token = page.token(address)
    clock.now = NOW + timedelta(minutes=20)
    fields = {"csrf_token": token, "line-text": "Skrevet før tiden gik"}
    answer = page.client.post(f"{address}/lines", data=fields)
    assert answer.status_code == 401
    assert 'name="resume"' in answer.text
