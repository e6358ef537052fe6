"""The pages of a report: two writers, bad input, and words for what is missing."""

import html
import re

import pytest

from institution.access.policy import Permission
from institution.reports import services
from tests.pages import rows
from tests.reports.conftest import TEXTS, version
from tests.world import TODAY


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def address(malik):
    return f"/children/{malik}/reports"


def typed(builds_on: int, **changed) -> dict:
    return {"builds_on": str(builds_on), "childs_part": "read_self", **TEXTS, **changed}


def test_two_people_who_write_at_once_lose_nothing(ready, browser, address):
    edit = f"{address}/{ready}/edit"
    ivik, naja = browser("ivik"), browser("naja")
    ivik.get(edit), naja.get(edit)
    assert ivik.post(edit, typed(1, judgement="Iviks ord"), page=edit).status_code == 303
    answer = naja.post(edit, typed(1, judgement="Najas ord", comment="Nyt"), page=edit)
    assert answer.status_code == 409
    for told in ("Najas ord", "Iviks ord", "Ivik Lynge", "Nyt", 'value="2"'):
        assert told in answer.text, told
    assert naja.post(edit, typed(2, judgement="Begges ord"), page=edit).status_code == 303
    assert "Begges ord" in ivik.get(f"{address}/{ready}").text


def test_what_is_typed_while_someone_signs_is_shown_again_and_not_saved(
    ready, browser, address, work_of, malik
):
    edit = f"{address}/{ready}/edit"
    naja = browser("naja")
    token = naja.token(edit)
    with work_of("hans") as work:
        services.sign(work, malik, ready, 1)
    data = typed(1, judgement="For sent", csrf_token=token)
    answer = naja.client.post(edit, data=data)
    assert answer.status_code == 409
    assert "For sent" in answer.text
    assert "For sent" not in naja.get(f"{address}/{ready}").text
    assert naja.get(edit).status_code == 303


@pytest.mark.parametrize(
    "says",
    [
        {"judgement": "x" * 6001},
        {"judgement": "skjult \x07 tegn"},
        {"childs_part": "maybe"},
        {"comment": "y" * 3001},
    ],
)
def test_what_cannot_be_kept_comes_back_with_words(begun, browser, address, app, says):
    edit = f"{address}/{begun}/edit"
    answer = browser("ivik").post(edit, typed(0, **says), page=edit)
    assert answer.status_code == 422
    assert "errors-title" in answer.text
    assert rows(app, "SELECT count(*) FROM report_versions") == [(0,)]


@pytest.mark.parametrize("builds_on", ["", "-1", "1e9", "x", "9" * 40, "²"])
def test_a_version_number_nobody_has_is_a_conflict(begun, browser, address, builds_on):
    edit = f"{address}/{begun}/edit"
    data = typed(0) | {"builds_on": builds_on}
    assert browser("ivik").post(edit, data, page=edit).status_code == 409


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-11-01", "2026-10-01"), ("2026-01-01", "2027-01-01"), ("0001-01-01", TODAY)],
)
def test_days_that_cannot_be_come_back_with_words(browser, address, app, first, last):
    data = {"first": first, "last": str(last), "language": "da"}
    answer = browser("ivik").post(f"{address}/new", data, page=f"{address}/new")
    assert answer.status_code == 422
    assert rows(app, "SELECT count(*) FROM reports") == [(0,)]


def test_the_usual_days_follow_the_last_report(signed, browser, address):
    page = browser("ivik").get(f"{address}/new").text
    assert re.search(
        r'name="first"[^>]*value="2026-10-25"|value="2026-10-25"[^>]*name="first"', page
    )


def test_a_report_is_not_signed_without_both_ticks(ready, browser, address, app):
    hans = browser("hans")
    page = f"{address}/{ready}"
    answer = hans.post(f"{page}/sign", {"version": "1", "no_names": "y"}, page=page)
    assert answer.status_code == 422
    assert rows(app, "SELECT count(*) FROM report_signatures") == [(0,)]
    ticked = {"version": "1", "no_names": "y", "answers_for": "y"}
    assert hans.post(f"{page}/sign", ticked, page=page).status_code == 303
    assert hans.post(f"{page}/sign", ticked, page="/account").status_code == 303
    assert rows(app, "SELECT count(*) FROM report_signatures") == [(1,)]


def test_what_is_missing_is_named_before_the_signature(begun, browser, address):
    page = html.unescape(browser("hans").get(f"{address}/{begun}").text)
    assert "Stedets vurdering" in page
    assert "Hvordan har barnet været med?" in page
    assert "Underskriv og lås" not in page


def test_each_sentence_leads_to_its_records(begun, browser, address, work_of, malik):
    ivik = browser("ivik")
    page = ivik.get(f"{address}/{begun}/edit").text
    found = re.search(r'href="([^"]+/sentences/[^"]+)"[^>]*>kilde: 70 vagtlogge', page)
    behind = ivik.get(found.group(1)).text
    links = re.findall(r'href="(/children/[^"]+/logs/[^"]+)"', behind)
    assert len(links) == 70
    assert ivik.get(links[0]).status_code == 200


def test_the_caseworker_sees_only_what_is_signed(begun, browser, address):
    sofie = browser("sofie")
    assert sofie.get(f"{address}/{begun}").status_code == 404
    assert str(begun) not in sofie.get(address).text
    assert sofie.get(f"{address}/{begun}/pdf").status_code == 404


def test_a_draft_is_no_paper_yet(ready, browser, address):
    for kind in ("pdf", "json", "xlsx"):
        assert browser("hans").get(f"{address}/{ready}/{kind}").status_code == 404


def test_asking_and_receiving_are_seen_by_the_home(signed, browser, address):
    sofie, hans = browser("sofie"), browser("hans")
    data = {"due_on": "2026-12-24", "text": "Til mødet"}
    assert sofie.post(f"{address}/ask", data, page=f"{address}/ask").status_code == 303
    assert "Til mødet" in hans.get(address).text
    page = f"{address}/{signed}"
    assert sofie.post(f"{page}/receipt", {"text": "Tak for den"}, page=page).status_code == 303
    assert "Tak for den" in hans.get(page).text
    late = sofie.post(f"{address}/ask", {"due_on": "2020-01-01"}, page=f"{address}/ask")
    assert late.status_code == 422


def test_a_look_at_a_report_is_logged(signed, browser, address, app, malik):
    browser("sofie").get(f"{address}/{signed}/pdf")
    kept = rows(app, "SELECT permission FROM use_log")
    assert (Permission.REPORT_READ.value,) in kept


def test_the_list_says_where_each_report_stands(ready, browser, address):
    page = browser("hans").get("/reports").text
    assert "er ved at blive skrevet" in page
    assert "Malik Kreutzmann" in page
    assert version(0).comment not in page


def test_the_pages_speak_english_and_the_report_its_own_language(signed, browser, address):
    found = browser("sofie")
    found.post("/language", {"language": "en", "next": "/account"}, page="/account")
    page = found.get(f"{address}/{signed}").text
    assert "I have received the report" in page
    assert "Stedets vurdering" in page
