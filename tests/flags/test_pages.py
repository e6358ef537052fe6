"""The inbox and the page of a flag, as people read and answer them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from institution.access.policy import Permission
from institution.audit.models import UseLog
from institution.cases import scope
from institution.content.flags import flags as content
from institution.db.base import new_id
from institution.flags.models import Flag
from institution.flags.services import on_log
from institution.fostercare.services import record_week
from institution.logs.services.many import keep_many
from tests.fostercare.filled import MONDAY, week
from tests.world import NOW


@pytest.fixture
def asked(work_of, writer):
    """Malik asked to talk; the id of the flag."""
    with work_of("nightly") as work:
        _keep(work, writer.asking())
    return _flag_id(work_of, "child_asks_to_talk")


def _keep(work, entry):

    keep_many(work, [entry])
    on_log(work, entry.kept)


def _flag_id(work_of, kind="below_usual"):

    with work_of("nightly") as work:
        found = scope.about(Flag, work, Permission.FLAG_READ).where(Flag.kind == kind)
        return work.session.scalars(found).one().id


def words(page) -> str:
    """Return the text of a page without its tags."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", page.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def english(client):
    client.post("/language", {"language": "en", "next": "/account"}, page="/account")
    return client


def answer(client, flag_id, kind, **fields):
    data = {"id": str(new_id()), "kind": kind} | fields
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(f"/flags/{flag_id}", data, page=f"/flags/{flag_id}")


def test_the_inbox_says_who_needs_me_today(browser, asked):
    page = words(english(browser("sofie")).get("/inbox"))
    assert "Good evening. 1 child needs you today." in page
    assert "Would like to talk with an adult" in page


def test_a_drop_that_is_due_next_week_waits_but_not_for_today(browser, drop):
    page = words(english(browser("sofie")).get("/inbox"))
    assert "No child is waiting for you today." in page
    assert "Mood and calm: harder than usual since 17 Nov" in page
    assert "Malik Kreutzmann" in page
    assert "13 years · Huset ved fjorden" in page


def test_the_inbox_counts_a_drop_on_the_day_it_is_to_be_answered(browser, drop, clock):
    clock.forward(days=7)
    assert "1 child needs you today." in words(english(browser("sofie")).get("/inbox"))


def test_an_empty_inbox_is_calm_and_still_lists_every_child(browser):
    page = words(english(browser("sofie")).get("/inbox"))
    assert "Nothing is waiting for you" in page
    assert "Aviaja Rosing" in page
    assert "Malik Kreutzmann" in page
    assert "Nivi" not in page


def test_a_child_in_a_family_is_listed_with_its_last_week(browser, work_of, world):
    with work_of("tuko") as work:
        for monday in (MONDAY, MONDAY - timedelta(days=7)):
            record_week(work, world.children["pilu"].id, week(monday))
    page = words(english(browser("karl")).get("/inbox"))
    line = page[page.index("Pilu Nathansen") :][:80]
    assert f"last weekly log from {MONDAY.day} {MONDAY:%b}" in line
    assert "no log yet" in page[page.index("Saki Olsvig") :][:80]


@pytest.mark.parametrize("name", ["sofie", "naja", "hans"])
def test_those_who_answer_for_the_child_have_it_in_their_inbox(browser, drop, name):
    assert str(drop) in browser(name).get("/inbox").text


def test_a_caseworker_elsewhere_has_nothing_of_it(browser, drop):
    page = browser("karl").get("/inbox")
    assert str(drop) not in page.text
    assert "Malik" not in page.text


@pytest.mark.parametrize("name", ["pipaluk", "ane"])
def test_nobody_else_has_an_inbox(browser, name):
    assert browser(name).get("/inbox").status_code == 403


def test_the_flag_says_what_changed_since_when_against_what_and_on_what_it_rests(browser, drop):
    page = words(english(browser("sofie")).get(f"/flags/{drop}"))
    assert "Since about 17 November 2026 this has been lower" in page
    assert re.search(r"usually about 4 good shift .* now about 2 hard shift", page)
    assert "Days behind it 6" in page
    assert "Adults behind it 2" in page
    assert "What does the child say?" in page
    assert "It is no diagnosis, and it cannot stand alone" in page


def test_the_picture_beside_it_shows_the_begin_and_what_was_compared(browser, drop):
    page = browser("sofie").get(f"/flags/{drop}")
    pictures = re.findall(r"<svg[^>]*role=.img.*?</svg>", page.text, flags=re.DOTALL)
    assert 1 <= len(pictures) <= 4
    for one in pictures:
        assert all(f'class="chart__{mark}"' in one for mark in ("line", "begin", "compared"))
    assert "Sammenlignet" in words(page)


def test_the_flag_leads_to_the_logs_behind_it_and_to_the_page_of_the_child(browser, drop, world):
    page = browser("sofie").get(f"/flags/{drop}").text
    malik = world.children["malik"].id
    assert len(set(re.findall(rf'href="/children/{malik}/logs/[0-9a-f-]{{36}}"', page))) == 6
    assert f'href="/children/{malik}"' in page


def test_an_answer_is_kept_with_who_and_when_and_moves_the_flag(browser, drop):
    sofie = english(browser("sofie"))
    sent = answer(sofie, drop, "talked_with_home", text="Ringede til Ivik.")
    assert sent.status_code == 303
    page = words(sofie.get(f"/flags/{drop}"))
    assert "I have talked with the home Sofie Lund" in page
    assert "Ringede til Ivik." in page
    assert "In hand" in words(sofie.get("/inbox"))


def test_staff_see_what_became_of_it_and_have_no_answer_form(browser, drop):
    answer(browser("sofie"), drop, "act", text="Vi ses på fredag.")
    page = browser("pipaluk").get(f"/flags/{drop}")
    assert "Vi ses på fredag." in page.text
    assert 'name="kind"' not in page.text


def test_staff_find_the_flag_and_what_became_of_it_on_the_page_of_the_child(browser, drop, world):
    page = f"/children/{world.children['malik'].id}"
    pipaluk, sofie = english(browser("pipaluk")), browser("sofie")
    assert str(drop) in pipaluk.get(page).text
    answer(sofie, drop, "close", reason="support_changed")
    assert "Close: Support has been changed · Sofie Lund" in words(pipaluk.get(page))


def test_the_page_of_a_child_without_flags_has_nothing_about_them(browser, world):
    page = browser("sofie").get(f"/children/{world.children['aviaja'].id}")
    assert "/flags/" not in page.text


def test_closing_with_a_reason_ends_it(browser, drop):
    sofie = english(browser("sofie"))
    assert answer(sofie, drop, "close", reason="support_changed").status_code == 303
    page = words(sofie.get("/inbox"))
    assert "Close: Support has been changed · Sofie Lund" in page
    assert "Waiting for an answer Nothing is waiting" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": None}, "Choose what you did"),
        ({"kind": "close"}, "Choose why it can be closed"),
        ({"kind": "act"}, "Write a few words"),
        ({"kind": "not_relevant"}, "Write a few words"),
        ({"kind": "close", "reason": "not_relevant"}, "Write a few words"),
        ({"kind": "punish"}, "Choose one of the answers"),
        ({"kind": "asked_child", "text": "x" * 1001}, "too long"),
        ({"kind": "asked_child", "text": "a\x00b"}, "cannot be shown"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_lost(browser, drop, fields, told):
    sofie = english(browser("sofie"))
    sent = answer(sofie, drop, **({"text": ""} | fields))
    assert sent.status_code == 422
    assert told in words(sent)
    if len(fields.get("text", "")) > 100:
        assert fields["text"] in sent.text


def test_sending_an_answer_twice_keeps_it_once(browser, drop):
    sofie, one = browser("sofie"), str(new_id())
    for _ in range(2):
        assert answer(sofie, drop, "asked_child", text="Han er træt.", id=one).status_code == 303
    assert sofie.get(f"/flags/{drop}").text.count("Han er træt.") == 1


def test_another_answer_under_the_same_id_is_asked_for_again(browser, drop):
    sofie, one = english(browser("sofie")), str(new_id())
    answer(sofie, drop, "asked_child", text="Han er træt.", id=one)
    again = answer(sofie, drop, "asked_child", text="Noget andet.", id=one)
    assert again.status_code == 409
    assert "Noget andet." in again.text
    assert one not in again.text


def test_answering_what_somebody_closed_meanwhile_loses_nothing(browser, drop):
    sofie, naja = english(browser("sofie")), browser("naja")
    answer(naja, drop, "close", reason="explained_by_context")
    late = sofie.client.post(
        f"/flags/{drop}",
        data={
            "csrf_token": sofie.token("/account"),
            "id": str(new_id()),
            "kind": "act",
            "text": "Vi prøver noget nyt.",
        },
    )
    assert late.status_code == 409
    assert "Somebody closed this in the meantime" in words(late)
    assert "Vi prøver noget nyt." in late.text


def test_staff_who_only_read_cannot_answer(browser, drop):
    pipaluk = browser("pipaluk")
    data = {"csrf_token": pipaluk.token("/account"), "kind": "asked_child", "id": str(new_id())}
    assert pipaluk.client.post(f"/flags/{drop}", data=data).status_code == 404


def test_the_contact_adult_can_answer(browser, drop):
    assert answer(browser("ivik"), drop, "asked_child", text="Ja").status_code == 303


@pytest.mark.parametrize("name", ["karl", "jens", "nuka", "aka"])
def test_a_flag_out_of_reach_is_not_there(browser, drop, name):
    assert browser(name).get(f"/flags/{drop}").status_code == 404


def test_an_unknown_flag_is_not_there(browser):
    assert browser("sofie").get(f"/flags/{new_id()}").status_code == 404


def test_reading_a_flag_is_written_in_the_use_log(browser, drop, work_of, world):

    sofie = browser("sofie")
    sofie.get(f"/flags/{drop}")
    with work_of("nightly") as work:
        seen = work.session.execute(select(UseLog.child_id, UseLog.permission, UseLog.person_id))
        assert (world.children["malik"].id, "flag_read", world.persons["sofie"].id) in seen.all()


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_gap_of_a_text_is_left_open(browser, drop, asked, language):
    sofie = browser("sofie")
    sofie.post("/language", {"language": language, "next": "/inbox"}, page="/account")
    for page in ("/inbox", f"/flags/{drop}", f"/flags/{asked}"):
        assert not re.search(r"\{\w*\}", words(sofie.get(page)))


def test_a_child_who_asked_the_caseworker_alone_is_told_to_nobody_else(
    browser, work_of, writer, clock
):
    with work_of("nightly") as work:
        _keep(work, writer.asking(shares_with="caseworker_only"))
    flag_id = _flag_id(work_of, "child_asks_to_talk")
    assert browser("sofie").get(f"/flags/{flag_id}").status_code == 200
    assert browser("naja").get(f"/flags/{flag_id}").status_code == 404
    assert str(flag_id) not in browser("naja").get("/inbox").text


def test_after_a_day_without_an_answer_everyone_around_the_child_sees_that_it_waits(
    browser, work_of, writer, clock
):
    with work_of("nightly") as work:
        _keep(work, writer.asking(shares_with="contact_adult_only"))
    clock.forward(hours=24)
    flag_id = _flag_id(work_of, "child_asks_to_talk")
    assert browser("naja").get(f"/flags/{flag_id}").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_flags(app, browser, work_of, writer, drop):

    sofie, seen = browser("sofie"), []
    event.listen(
        app.extensions["database"].engine,
        "before_cursor_execute",
        lambda *args: seen.append(args[2]),
    )
    sofie.get("/inbox")
    seen.clear()
    sofie.get("/inbox")
    few = len(seen)
    with work_of("nightly") as work:
        _keep(work, writer.asking())
        _keep(work, writer.asking(child="aviaja"))
    seen.clear()
    sofie.get("/inbox")
    assert len(seen) == few


@pytest.mark.parametrize("hour", [8, 14, 20])
def test_the_greeting_follows_the_time_of_day(browser, clock, hour):
    clock.now = NOW.replace(hour=(hour + 2) % 24) + timedelta(days=(hour + 2) // 24)
    greeting = {8: "Good morning.", 14: "Good day.", 20: "Good evening."}[hour]
    assert greeting in words(english(browser("sofie")).get("/inbox"))


def test_every_kind_that_is_raised_has_words_for_what_it_is_raised_on():
    for key in (*content().change_keys, "goal_off_track", "log_gap"):
        kind = content().kind(key)
        assert kind.headline
        assert kind.evidence
