import json
from datetime import timedelta

import pytest

from institution.db.base import new_id
from institution.drafts import services
from tests.logs.answers import evening, form_of
from tests.pages import counts, rows
from tests.world import NOW, TODAY

TYPED = [["id", "x"], ["note", "Vi gik en tur"], ["chip_health", "ill"], ["chip_health", "pain"]]


@pytest.fixture
def form(world):
    return form_of(world.children["malik"])


def typed(form, draft_id=None, fields=TYPED):
    """Return what a browser sends while somebody types."""
    text = json.dumps(fields) if fields else ""
    return {"form": form, "id": str(draft_id or new_id()), "fields": text}


def waiting(browser, form):
    answer = browser.get("/drafts", query_string={"form": form})
    return answer.get_json() if answer.status_code == 200 else answer.status_code


def test_what_is_typed_comes_back_to_its_author_on_any_device(browser, form):
    assert waiting(browser("pipaluk"), form) == 204
    draft_id = new_id()
    assert browser("pipaluk").post("/drafts", typed(form, draft_id)).status_code == 204
    other = browser("pipaluk")
    found = waiting(other, form)
    assert (found["id"], found["fields"]) == (str(draft_id), TYPED)
    assert "kl. 21.50" in found["words"]
    answer = other.get("/drafts", query_string={"form": form})
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_else_is_shown_it_or_can_change_it(browser, form):
    draft_id = new_id()
    browser("pipaluk").post("/drafts", typed(form, draft_id))
    for name in ("ivik", "naja", "hans"):
        assert waiting(browser(name), form) == 204
    browser("ivik").post("/drafts", typed(form, draft_id, [["note", "Ivik"]]))
    browser("ivik").post("/drafts", typed(form, draft_id, []))
    assert waiting(browser("pipaluk"), form)["fields"] == TYPED


@pytest.mark.parametrize("name", ["jens", "nuka", "aka"])
def test_there_is_no_draft_of_a_form_one_cannot_open(browser, form, name):
    page = browser(name)
    assert page.post("/drafts", typed(form)).status_code == 404
    assert waiting(page, form) == 404
    fjord = form.split("/")[2]
    assert page.post("/drafts", typed(f"/units/{fjord}/handover/{TODAY}/evening/lines"))


def test_the_unit_of_a_handover_has_to_be_within_reach(browser, world):
    line = f"/units/{world.units['fjord'].id}/handover/{TODAY}/evening/lines"
    assert browser("pipaluk").post("/drafts", typed(line)).status_code == 204
    assert browser("jens").post("/drafts", typed(line)).status_code == 404
    assert browser("sofie").post("/drafts", typed(line)).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"form": "/nowhere"},
        {"form": ""},
        {"form": "/sign-in"},
        {"id": "x"},
        {"fields": "{"},
        {"fields": '{"a": 1}'},
        {"fields": '[["a"]]'},
        {"fields": '[["a", 1]]'},
        {"fields": json.dumps([["note", "x" * 70_000]])},
    ],
)
def test_what_is_no_draft_is_refused(browser, app, form, wrong):
    assert browser("pipaluk").post("/drafts", {**typed(form), **wrong}).status_code == 400
    assert rows(app, "SELECT count(*) FROM drafts") == [(0,)]


def test_it_goes_when_the_log_is_kept_and_no_late_copy_brings_it_back(browser, app, form):
    page, answers = browser("pipaluk"), evening()
    page.post("/drafts", typed(form, answers["id"]))
    assert page.post(form, {**answers, "drafted": "yes"}).status_code == 303
    assert waiting(page, form) == 204
    page.post("/drafts", typed(form, answers["id"]))
    assert waiting(page, form) == 204
    assert rows(app, "SELECT count(*) FROM drafts WHERE body_sealed IS NOT NULL") == [(0,)]


def test_a_log_that_is_refused_keeps_its_draft(browser, form):
    page, answers = browser("pipaluk"), evening(good_moment=None)
    page.post("/drafts", typed(form, answers["id"]))
    assert page.post(form, {**answers, "drafted": "yes"}).status_code == 422
    assert waiting(page, form)["fields"] == TYPED


def test_two_tabs_have_a_draft_each_and_the_newest_comes_first(browser, clock, form):
    page, first, second = browser("pipaluk"), new_id(), new_id()
    page.post("/drafts", typed(form, first))
    clock.forward(minutes=1)
    page.post("/drafts", typed(form, second, [["note", "Den anden"]]))
    assert waiting(page, form)["id"] == str(second)
    page.post("/drafts", typed(form, second, []))
    assert waiting(page, form)["id"] == str(first)


def test_the_shift_shows_its_author_what_is_begun(browser, world, form):
    shift = f"/units/{world.units['fjord'].id}/shifts/{TODAY}/evening"
    page = browser("pipaluk")
    assert "i gang" not in page.get(shift).text
    page.post("/drafts", typed(form))
    assert "i gang" in page.get(shift).text
    assert "i gang" not in browser("ivik").get(shift).text


def test_typing_is_no_look_at_a_child_and_writes_no_record(browser, app, form):
    page = browser("pipaluk")
    before = counts(app), rows(app, "SELECT count(*) FROM use_log")
    page.post("/drafts", typed(form))
    after = counts(app), rows(app, "SELECT count(*) FROM use_log")
    assert before[1] == after[1]
    assert {**before[0], "drafts": 1} == after[0]


def test_a_draft_nobody_comes_back_to_is_thrown_away(work_of, form):
    draft_id = new_id()
    with work_of("pipaluk") as work:
        services.keep(work, draft_id, form, [("note", "x")])
    with work_of("ivik", NOW + timedelta(days=31)) as work:
        services.keep(work, new_id(), form, [("note", "y")])
    with work_of("pipaluk") as work:
        assert services.waiting(work, form) is not None
    with work_of("pipaluk", NOW + timedelta(days=31)) as work:
        services.keep(work, new_id(), "/other", [("note", "z")])
        assert services.waiting(work, form) is None
