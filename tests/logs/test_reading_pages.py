import re
from datetime import timedelta

import pytest

from institution.logs.models import Shift
from institution.logs.services import ChildAnswer, record
from tests.logs.answers import log_address
from tests.logs.drafts import days_ago, draft, full_draft
from tests.world import NOW, TODAY


@pytest.fixture
def keep(work_of, malik):
    """Keep drafts about Malik as someone, at the time they were written."""

    def keep(*drafts, by="pipaluk", at=None):
        for one in drafts:
            with work_of(by, at or one.written_at) as work:
                record(work, malik.id, one)

    return keep


@pytest.fixture
def read(browser, malik):
    """Read the list of Malik's logs as someone."""

    def read(query="", name="sofie"):
        return browser(name).get(f"/children/{malik.id}/logs{query}")

    return read


def test_the_way_to_the_running_shift_is_short(browser, world):
    unit = world.units["fjord"].id
    answer = browser("pipaluk").get("/shifts/now")
    assert answer.status_code == 303
    assert answer.location.endswith(f"/units/{unit}/shifts/{TODAY}/evening")


def test_someone_with_several_units_chooses_one(browser):
    page = browser("hans").get("/shifts/now").text
    assert "Fjeld" in page
    assert "Fjord" in page


def test_someone_without_a_unit_is_told_so(browser):
    assert browser("nuka").get("/shifts/now").status_code == 200


@pytest.mark.parametrize("name", ["sofie", "ane"])
def test_who_never_works_a_shift_is_refused(browser, name):
    assert browser(name).get("/shifts/now").status_code == 403


def test_the_shift_of_another_unit_and_an_unknown_unit_look_alike(browser, world):
    page = browser("jens")
    for unit in (world.units["fjord"].id, "019a0000-0000-7000-8000-000000000000"):
        assert page.get(f"/units/{unit}/shifts/{TODAY}/evening").status_code == 404


def test_a_shift_shows_who_wrote_and_where_to_go_on(browser, keep, world, malik):
    keep(draft())
    page = browser("ivik").get(f"/units/{world.units['fjord'].id}/shifts/{TODAY}/evening").text
    assert "21.50" in page
    assert "Pipaluk" in page
    aviaja = world.children["aviaja"]
    assert f"/children/{aviaja.id}/logs/{TODAY}/evening/new" in page


def test_a_shift_that_is_over_can_still_be_opened(browser, world, malik):
    two_days_ago = TODAY - timedelta(days=2)
    page = browser("ivik").get(f"/units/{world.units['fjord'].id}/shifts/{two_days_ago}/day").text
    assert f"/children/{malik.id}/logs/{two_days_ago}/day/new" in page


def test_a_shift_to_come_is_refused_with_words(browser, world):
    answer = browser("ivik").get(f"/units/{world.units['fjord'].id}/shifts/{TODAY}/night")
    assert answer.status_code == 422
    assert "23.00" in answer.text


def test_the_list_shows_levels_with_their_words_and_the_childs_answer_apart(read, keep):
    keep(full_draft())
    page = read(name="ivik").text
    assert "Græd, trak sig eller var vred" in page
    assert "Ikke set i denne vagt" in page
    assert "Jeg savner mor" in page
    assert "Ret svært" in page


def test_an_answer_to_a_question_is_told_without_the_question(read, keep):
    slept = {"sleep_hours": {"value": 7.5, "woke_times": 2, "source": "heard"}}
    keep(draft(chips=slept))
    assert "7,5 · vågnede antal gange: 2 · set eller hørt" in read().text


@pytest.mark.parametrize("name", ["pipaluk", "naja", "hans", "sofie"])
def test_the_list_hides_what_the_child_did_not_share(read, keep, name):
    keep(full_draft())
    for query in ("", "?answer=y"):
        page = read(query, name).text
        assert "Jeg savner mor" not in page
        assert "Ret svært" not in page
        assert "Kun min kontaktvoksen" not in page


def test_a_corrected_log_is_struck_through_with_its_reason(read, keep):
    old = draft(note="Det var i går")
    keep(old, draft(corrects_id=old.id, correction_reason="Forkert dag", note="Det var i dag"))
    page = read().text
    struck = re.search(r"<del.*?</del>", page, re.S).group(0)
    assert "Det var i går" in struck
    assert "Det var i dag" not in struck
    assert "Forkert dag" in page


def test_a_log_written_long_after_its_shift_says_so(read, keep, malik):
    on_time, late = draft(), draft(day=TODAY - timedelta(days=2), levels={}, note="Sent")
    keep(on_time, at=NOW)
    assert "written late" not in read().text.replace("skrevet senere", "written late")
    keep(late, at=NOW)
    page = read().text
    assert "written late" in page or "skrevet senere" in page


def test_the_list_is_narrowed_by_its_address(read, keep, world):
    keep(draft(note="Aftenens note"), draft(shift=Shift.DAY, good_moment="Dagens glæde"))
    ivik = world.persons["ivik"].id
    assert "Dagens glæde" not in read("?note=y").text
    assert "Aftenens note" not in read("?shift=day").text
    assert "Aftenens note" not in read(f"?author={ivik}").text
    assert "Aftenens note" in read("?dimension=mood").text
    assert "Aftenens note" not in read(f"?last={TODAY - timedelta(days=1)}").text


@pytest.mark.parametrize(
    "query", ["?shift=noon", "?dimension=beauty", "?author=me", "?page=-3", "?page=x", "?page=99"]
)
def test_an_address_that_makes_no_sense_narrows_nothing(read, keep, query):
    keep(draft())
    assert read(query).status_code == 200


@pytest.mark.parametrize("query", ["?first=yesterday", "?first=2026-11-20&last=2026-11-01"])
def test_a_period_that_cannot_be_is_told_at_its_field(read, keep, query):
    keep(draft())
    answer = read(query)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_a_long_list_has_pages(read, keep):
    keep(*[draft(**days_ago(days)) for days in range(21)])
    first, second = read(), read("?page=2&shift=evening")
    assert first.text.count("log-entry") >= 0
    assert 'href="/children' in first.text
    assert 'rel="prev"' in first.text
    assert 'rel="next"' in second.text
    assert "shift=evening" in second.text


def test_one_log_is_shown_with_its_history(browser, keep, malik):
    old = draft()
    new = draft(corrects_id=old.id, correction_reason="Forkert barn")
    keep(old, new)
    page = browser("sofie").get(log_address(malik, old.id)).text
    assert "Forkert barn" in page
    assert log_address(malik, new.id) in page
    assert "/correct" not in page


def test_the_caseworker_reads_but_is_not_offered_to_write(browser, keep, malik):
    said = draft()
    keep(said)
    assert "/correct" not in browser("sofie").get(log_address(malik, said.id)).text
    assert "/correct" in browser("ivik").get(log_address(malik, said.id)).text


@pytest.mark.parametrize("name", ["jens", "nuka", "aka", "karl"])
def test_logs_out_of_reach_are_not_found(browser, keep, malik, name):
    said = draft()
    keep(said)
    page = browser(name)
    assert page.get(f"/children/{malik.id}/logs").status_code == 404
    assert page.get(log_address(malik, said.id)).status_code == 404


def test_a_log_is_not_found_under_another_child(browser, keep, world):
    said = draft()
    keep(said)
    other = log_address(world.children["aviaja"], said.id)
    assert browser("sofie").get(other).status_code == 404


def test_what_a_small_child_showed_is_told_in_the_adults_words(browser, keep, malik):
    said = draft(child=ChildAnswer("under_5", None, None, words="Rakte ud efter bogen"))
    keep(said)
    assert "Rakte ud efter bogen" in browser("sofie").get(log_address(malik, said.id)).text
