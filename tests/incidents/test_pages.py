"""The pages of incidents: written at once, completed, placed beside; nothing is lost."""

import json
import re
from uuid import UUID, uuid4

import pytest

from institution.incidents.services import add, matter, record
from tests.incidents.forms import fill, kept_id
from tests.incidents.telling import addition, draft
from tests.page_forms import forms_of
from tests.pages import counts, rows
from tests.world import TODAY

TEXT = "Malik råbte <b>højt</b> og løb ud."


def test_a_quick_note_is_one_page_and_says_what_is_missing(browser, at):
    staff = browser("pipaluk")
    assert "Ring først" in staff.get(at("new")).text
    incident = kept_id(fill(staff, at("new?type=threat"), severity="2", what_was_seen=TEXT))
    page = staff.get(at(incident)).text
    assert "Malik råbte &lt;b&gt;højt&lt;/b&gt;" in page
    assert "Ikke skrevet færdig" in page
    assert "hvad gik forud" in page
    assert "Malik råbte" in staff.get(at()).text


def test_what_is_begun_comes_back_and_goes_when_it_is_saved(browser, at):
    staff, typed = browser("pipaluk"), json.dumps([["what_was_seen", TEXT]])
    tell = forms_of(staff.get(at("new?type=threat")).text, at("new?type=threat"))[-1]
    begun = {"form": at("new"), "id": tell.filled()["id"][0], "fields": typed}
    assert "data-draft" in staff.get(at("new?type=threat")).text
    assert "begyndt at skrive" not in staff.get(at("new")).text
    staff.post("/drafts", begun)
    assert "begyndt at skrive" in staff.get(at("new")).text
    sent = tell.filled(severity="2", what_was_seen=TEXT, drafted="yes")
    kept_id(staff.checked(staff.client.post(at("new?type=threat"), data=sent)))
    assert "begyndt at skrive" not in staff.get(at("new")).text


def test_what_is_wrong_is_named_and_nothing_is_kept_or_lost(browser, app, at):
    staff, before = browser("pipaluk"), counts(app)
    for answers, told in (
        ({"what_was_seen": ""}, "hvad du så og hørte"),
        ({"severity": "9"}, "de svar, der står der"),
        ({"started_at": "2027-01-01T10:00"}, "ligger i fremtiden"),
        ({"started_at": "i går"}, "Skriv dag og klokkeslæt"),
        ({"started_at": "9999-12-31T23:59"}, "Se på årstallet"),
        ({"started_at": "0001-01-01T00:00"}, "Se på årstallet"),
        ({"started_at": "2020-01-01T10:00"}, "boede ikke her dengang"),
        ({"told_who": ["home_manager"], "told_at": ""}, "hvornår de fik besked"),
        ({"told_who": ["home_manager"], "told_at": "2026-11-20T10:00"}, "kan ikke passe"),
        ({"follow_up_text": "Ring til skolen"}, "hvem der gør det"),
        ({"around": [str(uuid4())]}, "de svar, der står der"),
    ):
        usual = {"severity": "2", "what_was_seen": TEXT, "adults_actions": "Vi blev hos ham"}
        answer = fill(staff, at("new?type=threat"), **{**usual, **answers})
        assert answer.status_code == 422, answers
        assert told in answer.text, answers
        assert "Vi blev hos ham" in answer.text
    assert counts(app) == before


def test_it_is_completed_with_follow_up_and_both_tellings_stay(browser, at, world):
    staff = browser("pipaluk")
    incident = kept_id(fill(staff, at("new?type=threat"), severity="2", what_was_seen=TEXT))
    fill(
        staff,
        at(incident, "tell"),
        started_at="2026-11-22T20:30",
        adults_actions="Vi gik hen til ham.",
        place="kitchen",
        adults_present_count="2",
        before_the_event="Et nej til telefonen.",
        before_kinds=["no_said"],
        what_helped="At gå en tur.",
        helped_kinds=["outdoors"],
        childs_account_offered="later",
        told_who=["team_lead"],
        told_at="2026-11-22T21:00",
        follow_up_text="Tal med ham om aftaler for telefonen",
        follow_up_owner=str(world.persons["ivik"].id),
        follow_up_due="2026-11-24",
    )
    page = staff.get(at(incident)).text
    assert "Ikke skrevet færdig" not in page
    for words in ("Et nej til telefonen.", "Køkken", "Ivik Lynge", "Som det blev fortalt før"):
        assert words in page
    done = re.search(r'href="([^"]+kind=follow_up_done[^"]+)"', page)[1].replace("&amp;", "&")
    assert fill(staff, done, text="Aftalen er lavet, og han er glad for den.").status_code == 303
    assert "· gjort" in staff.get(at(incident)).text
    again = fill(staff, done, text="Det er gjort.")
    assert (again.status_code, "Det er gjort." in again.text) == (409, True), "it is done once"


@pytest.mark.only_on("sqlite")
def test_only_a_follow_up_of_the_same_matter_is_told_to_be_done(
    browser, at, app, work_of, malik, world
):
    staff, aviaja, ivik = browser("pipaluk"), world.children["aviaja"].id, world.persons["ivik"].id
    due = {"due": TODAY, "person_id": ivik, "texts": {"text": "Ring til skolen"}}
    with work_of("pipaluk") as work:
        incident = record(work, malik, draft()).matter_id
        other, hers = (record(work, one, draft("threat")).matter_id for one in (malik, aviaja))
        note = add(work, malik, incident, addition()).id
        elsewhere = add(work, malik, other, addition("follow_up", **due)).id
        of_another = add(work, aviaja, hers, addition("follow_up", **due)).id
    page, before = at(incident, "add?kind=follow_up_done"), counts(app)
    for named in ("", "x", uuid4(), note, elsewhere, of_another):
        form = forms_of(staff.get(page).text, page)[-1].filled(text="Det er gjort.")
        answer = staff.client.post(page, data={**form, "names": [str(named)]})
        assert (answer.status_code, "Det er gjort." in answer.text) == (422, True), named
    assert counts(app) == before


@pytest.mark.only_on("sqlite")
def test_a_day_that_nobody_would_live_to_be_reminded_of_is_refused(browser, at, world):
    staff, ivik = browser("pipaluk"), str(world.persons["ivik"].id)
    incident = kept_id(fill(staff, at("new?type=threat"), severity="2", what_was_seen=TEXT))
    page = at(incident, "add?kind=follow_up")
    for due, kept in (("2099-12-31", 422), ("9999-12-31", 422), ("2027-11-22", 303)):
        answer = fill(staff, page, text="Ring", owner=ivik, due=due)
        assert answer.status_code == kept, due
        assert kept == 303 or "mere end et år frem" in answer.text


def test_two_people_complete_the_same_and_both_texts_live(browser, at, app):
    staff, lead = browser("pipaluk"), browser("naja")
    incident = kept_id(fill(staff, at("new?type=threat"), severity="2", what_was_seen=TEXT))
    hers = forms_of(lead.get(at(incident, "tell")).text, at(incident, "tell"))[-1]
    fill(staff, at(incident, "tell"), what_helped="Te i køkkenet.")
    before = counts(app)
    late = hers.filled(what_helped="Musik på værelset.")
    answer = lead.checked(lead.client.post(at(incident, "tell"), data=late))
    assert answer.status_code == 409
    assert "Musik på værelset." in answer.text
    assert "En anden skrev den færdig" in answer.text
    assert counts(app) == before
    again = forms_of(answer.text, at(incident, "tell"))[-1]
    assert lead.client.post(at(incident, "tell"), data=again.sent).status_code == 303
    page = lead.get(at(incident)).text
    assert "Te i køkkenet." in page
    assert "Musik på værelset." in page


def test_sending_the_same_twice_keeps_it_once(browser, at, app):
    staff, url = browser("pipaluk"), at("new?type=threat")
    form = forms_of(staff.get(url).text, url)[-1]
    sent = form.filled(
        severity="2",
        started_at="2026-11-22T20:30",
        what_was_seen=TEXT,
        told_who=["police"],
        told_at="2026-11-22T21:45",
    )
    assert [staff.client.post(url, data=sent).status_code for _ in range(2)] == [303, 303]
    assert rows(app, "SELECT count(*) FROM incidents") == [(1,)]
    assert rows(app, "SELECT count(*) FROM incident_additions") == [(1,)]


def test_missing_with_return_and_talk(browser, at, work_of, malik):
    staff = browser("pipaluk")
    url = at("new?type=missing_from_home")
    answer = fill(
        staff,
        url,
        severity="3",
        what_was_seen="Malik var ikke på sit værelse klokken 20.",
        last_seen_at="2026-11-22T23:00",
    )
    assert answer.status_code == 422
    incident = kept_id(
        fill(
            staff,
            url,
            severity="3",
            started_at="2026-11-22T20:00",
            what_was_seen="Malik var ikke på sit værelse klokken 20.",
            last_seen_at="2026-11-22T19:40",
            police_informed_at="2026-11-22T20:30",
            likely_places="Havnen",
        )
    )
    early = fill(staff, at(incident, "add?kind=returned"), at="2026-11-22T19:00")
    assert early.status_code == 422
    assert "kan ikke passe" in early.text
    assert fill(staff, at(incident, "add?kind=returned"), at="2026-11-22T21:20").status_code == 303
    assert fill(staff, at(incident, "add?kind=returned"), at="2026-11-22T21:30").status_code == 409
    talk = fill(staff, at(incident, "add?kind=return_talk"), with_whom="Ivik, som han selv valgte")
    assert talk.status_code == 303
    with work_of("sofie") as work:
        kinds = [one.addition.kind for one in matter(work, malik, UUID(incident)).beside]
    assert kinds == ["returned", "return_talk"]
