"""What tablets send is kept once for ever, and answered entry by entry."""

from datetime import timedelta
from uuid import UUID

import pytest

from institution.access.policy import Permission
from institution.cases import scope
from institution.logs.models import ShiftLog
from institution.offline.services.enrolling import revoke
from tests.offline.tablet import EVENING, HEADER, Tablet
from tests.pages import rows
from tests.world import NOW


@pytest.fixture
def read(work_of):
    """Give what a log says, as Pipaluk reads it."""

    def read(log_id, told=lambda log: log):
        with work_of("pipaluk") as work:
            about = scope.about(ShiftLog, work, Permission.LOG_READ)
            return told(work.session.scalar(about.where(ShiftLog.id == log_id)))

    return read


def test_an_entry_is_kept_as_the_page_would_have_kept_it(tablet, malik, world, read):
    one = tablet.write(malik)
    assert tablet.sync()[str(one)]["answer"] == "stored"
    assert read(one, lambda log: (log.author_id, log.good_moment, len(log.ratings))) == (
        world.persons["pipaluk"].id,
        "Du lo, da fisken smuttede.",
        6,
    )


def test_sent_again_it_is_known_for_ever_and_kept_once(tablet, malik, clock, logs, number_of):
    tablet.write(malik)
    envelope = tablet.outbox[0]
    assert tablet.one(envelope) == ("stored", "")
    for days in (0, 1, 400):
        clock.forward(days=days)
        assert tablet.one(envelope) == ("known", "")
    assert len(logs()) == number_of("received_entries") == 1


def test_a_log_that_came_by_the_page_first_is_known(tablet, malik, app, world, clock, logs):
    from tests.pages import arrived

    envelope = tablet.envelope(malik)
    browser = arrived(app, world, "pipaluk", clock)
    path = f"/children/{malik.id}/logs/{envelope['day']}/evening/new"
    answer = browser.post(path, {**EVENING, "id": envelope["id"]}, page=path)
    assert answer.status_code == 303
    clock.forward(minutes=1)
    assert tablet.one(envelope) == ("known", "")
    assert len(logs()) == 1


def test_another_body_under_a_known_id_is_kept_apart_and_shown(tablet, malik, logs, number_of):
    first = tablet.envelope(malik)
    tablet.one(first)
    other = tablet.envelope(malik, {**EVENING, "note": "Noget andet"}, id=first["id"])
    assert tablet.one(other) == tablet.one(other) == ("refused", "other_content")
    assert len(logs()) == number_of("quarantined_entries") == 1


def test_a_correction_replaces_a_log(tablet, malik, read):
    first = tablet.write(malik)
    second = tablet.write(
        malik, {**EVENING, "correction_reason": "Jeg trykkede forkert"}, corrects=first
    )
    assert {one["answer"] for one in tablet.sync().values()} == {"stored"}
    assert read(second, lambda log: log.corrects_id) == first


def test_what_is_missing_comes_back_to_its_author_and_the_manager(tablet, malik, browser):
    without = {name: said for name, said in EVENING.items() if name != "presence"}
    one = tablet.write(malik, without)
    answer = tablet.sync()[str(one)]
    assert (answer["answer"], answer["code"]) == ("refused", "answers")
    assert answer["reason"]
    for name in ("pipaluk", "hans"):
        assert "Du lo, da fisken smuttede." in browser(name).get("/returned").text
    assert "Du lo" not in browser("ivik").get("/returned").text
    assert "Du lo" not in browser("jens").get("/returned").text


def test_what_came_back_is_mended_and_kept_under_its_own_id(tablet, malik, browser, logs):
    import html
    import re

    without = {name: said for name, said in EVENING.items() if name != "attention"}
    one = tablet.write(malik, without)
    tablet.sync()
    author = browser("pipaluk")
    page = author.get("/returned").text
    sealed = html.unescape(re.search(r'name="resume" value="([^"]+)"', page)[1])
    path = f"/children/{malik.id}/logs/{tablet.opened['day']}/evening/new"
    form = author.post(path, {"resume": sealed}, page="/account")
    assert form.status_code == 200
    assert "Du lo, da fisken smuttede." in form.text
    assert str(one) in form.text
    assert logs() == []
    assert author.post(path, {**EVENING, "id": str(one)}, page="/account").status_code == 303
    assert logs() == [one.hex]
    assert "Du lo" not in author.get("/returned").text


def test_what_came_back_is_set_aside_with_a_cause_and_kept(tablet, malik, browser, number_of):
    tablet.write(malik, {})
    tablet.sync()
    author = browser("pipaluk")
    entry = rows(tablet.app, "SELECT id FROM quarantined_entries")[0][0]
    for data, status in (
        ({"entry": entry}, 422),
        ({"entry": "x", "cause": "Skrevet på papir"}, 404),
        ({"entry": entry, "cause": "Skrevet på papir"}, 303),
        ({"entry": entry, "cause": "En gang til"}, 303),
    ):
        assert author.post("/returned/settle", data, page="/account").status_code == status
    assert number_of("quarantined_entries") == 1
    assert "Skrevet på papir" not in author.get("/returned").text


def test_a_revoked_tablet_loses_nothing_and_is_trusted_with_nothing(
    tablet, malik, work_of, logs, browser
):
    tablet.write(malik)
    with work_of("hans") as work:
        revoke(work, UUID(tablet.id))
    assert {one["code"] for one in tablet.sync().values()} == {"revoked"}
    assert logs() == []
    assert "Du lo" in browser("hans").get("/returned").text
    assert tablet.open("pipaluk").status_code == 409
    assert tablet.send().json["revoked"] is True


def test_one_faulty_entry_holds_up_no_other(tablet, malik, world, logs):
    tablet.write(malik, {"presence": "nowhere"})
    kept = tablet.write(malik)
    tablet.write(world.children["nivi"])
    answers = tablet.sync()
    assert [one["answer"] for one in answers.values()] == ["refused", "stored", "refused"]
    assert logs() == [kept.hex]


def test_the_relation_is_judged_at_the_time_written(tablet, malik, world, work_of, execute, logs):
    """Pipaluk stops working here after she wrote, and before the tablet finds a line."""
    tablet.write(malik)
    who = world.persons["pipaluk"].id
    ends = NOW.date()
    execute(
        "UPDATE employments SET ends = :ends WHERE person_id = :who",
        ends=ends,
        who=who.hex,
    )
    tablet.clock.forward(days=3)
    assert [one["answer"] for one in tablet.sync().values()] == ["stored"]
    assert len(logs()) == 1


def test_an_author_whose_work_had_ended_is_refused(tablet, malik, world, execute, logs):
    who = world.persons["pipaluk"].id
    execute(
        "UPDATE employments SET ends = :ends WHERE person_id = :who",
        ends=(NOW - timedelta(days=1)).date(),
        who=who.hex,
    )
    assert tablet.one(tablet.envelope(malik)) == ("refused", "not_yours")
    assert logs() == []


def test_old_keys_still_open_after_a_new_one_is_given_out(tablet, malik, work_of):
    from institution.offline.services.keys import new_key

    before = tablet.envelope(malik)
    tablet.clock.forward(minutes=1)
    with work_of("set_up", tablet.clock()) as work:
        fresh = new_key(work)
    assert tablet.one(before) == ("stored", "")
    assert tablet.send([]).json["key"]["id"] == str(fresh.id) != before["key"]


def test_gaps_silence_and_waiting_are_told_to_the_manager(tablet, malik, browser, clock):
    for number in (1, 2, 5):
        tablet.number = number - 1
        tablet.write(malik)
    tablet.sync()
    assert "3–4" in browser("hans").get("/devices").text
    assert "3–4" in browser("naja").get("/devices").text
    assert browser("pipaluk").get("/devices").status_code == 403
    old = (clock() - timedelta(hours=25)).isoformat()
    tablet.send([], oldest=old, waiting=3)
    assert "more than a day" in english(browser("hans"), "/devices")
    clock.forward(hours=73)
    assert "three days" in english(browser("hans"), "/devices")


def english(browser, url: str) -> str:
    browser.post("/language", {"language": "en"}, page="/account")
    return browser.get(url).text


def test_more_than_others_can_wait_for_is_told_to_come_later(tablet, malik):
    many = [tablet.envelope(malik, {}) for _ in range(60)]
    answers = [one["answer"] for one in tablet.send(many).json["answers"]]
    assert answers.count("later") >= 10
    assert len(answers) == 60


def test_nobody_and_an_unknown_tablet_are_refused(app, tablet, malik):
    stranger = app.test_client()
    batch = {"entries": [tablet.envelope(malik)]}
    assert stranger.post("/sync", json=batch).status_code == 400
    assert stranger.post("/sync", json=batch, headers=HEADER).status_code == 401
    stranger.set_cookie("device", "made up")
    assert stranger.post("/sync", json=batch, headers=HEADER).status_code == 401


def test_a_shift_is_opened_on_a_tablet_of_its_unit_while_it_runs(app, world, clock, tablet):
    assert tablet.open("jens").status_code == 404
    other = Tablet(app, world, clock, "fjeld")
    other.unit_id = tablet.unit_id
    assert other.open("pipaluk").status_code == 409
    assert tablet.open("pipaluk", day="2026-11-20").status_code == 409
    first = tablet.opened
    assert tablet.open("pipaluk").json == first
    assert [child["name"] for child in first["children"]] == ["Aviaja", "Malik"]
    assert tablet.open("aka").json["children"][0]["name"] == "Aviaja"
    assert len(tablet.opened["children"]) == 1
    assert tablet.opened["code"] != first["code"]
