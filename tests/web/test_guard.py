"""The guard lets through whom the policy names, keeps the work whole, and logs every look first."""

import logging
import re
import threading
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.audit.models import SecurityEvent, SecurityLog, UseLog
from institution.cases import scope
from institution.cases.models import Child
from institution.db import engine as engines
from institution.web import guard
from institution.web.commands import work_as
from tests.pages import counts, rows, unwritable
from tests.web.conftest import SAVED
from tests.world import NOW

CANARIES = ("Kanariefugl", "090413-4321", "Malik Kreutzmann", "Imaneq 9")


def looks(app) -> list[UseLog]:
    with app.extensions["database"].reading() as session:
        found = session.scalars(select(UseLog).order_by(UseLog.id)).all()
        session.expunge_all()
    return list(found)


def read_all(work) -> None:
    list(work.session.scalars(scope.children(work, Permission.LOG_READ)))


def cut_while_reading(work) -> None:
    read_all(work)
    raise RuntimeError("cut")


def address_of(app, child) -> str:
    database = app.extensions["database"]
    with database.reading() as session:
        query = select(Child).where(Child.id == child.id).execution_options(scope="test")
        return session.scalars(query).one().address


def test_a_look_at_a_child_is_one_row_with_who_when_and_why(app, world, reader):
    child = world.children["malik"]
    page = reader("sofie").get(f"/try/{child.id}")
    assert "Malik Kreutzmann" in page.text
    (look,) = looks(app)
    assert (look.child_id, look.person_id) == (child.id, world.persons["sofie"].id)
    assert (look.permission, look.at) == ("log_read", NOW)


def test_a_list_is_one_row_for_each_child_under_one_request(app, world, reader):
    reader("sofie").get("/try/all")
    found = looks(app)
    assert {look.child_id for look in found} == {world.children[n].id for n in ("malik", "aviaja")}
    assert len(found) == 2
    assert len({look.request_id for look in found}) == 1


def test_columns_are_logged_like_whole_records(app, world, reader):
    assert "HF-001" in reader("sofie").get("/try/columns").text
    assert {look.child_id for look in looks(app)} == {
        world.children[n].id for n in ("malik", "aviaja")
    }


def test_each_request_has_its_own_row(app, world, reader):
    browser = reader("sofie")
    for _ in range(3):
        browser.get(f"/try/{world.children['malik'].id}")
    assert len({look.request_id for look in looks(app)}) == 3


def test_asking_for_the_head_alone_is_a_look_too(app, world, reader):
    reader("sofie").client.head(f"/try/{world.children['malik'].id}")
    assert len(looks(app)) == 1


def test_a_page_about_no_child_writes_nothing(app, reader):
    reader("sofie").get("/try/nothing")
    reader("sofie").get("/account")
    assert looks(app) == []


def test_the_look_is_written_before_the_answer_leaves(app, world, reader, monkeypatch):
    seen = []

    def watch(response):
        seen.append(len(looks(app)))
        return response

    last_first = [watch, *app.after_request_funcs[None]]
    monkeypatch.setitem(app.after_request_funcs, None, last_first)
    reader("sofie").get(f"/try/{world.children['malik'].id}")
    assert seen == [1]


@pytest.mark.parametrize("path", ["/try/{}", "/try/all", "/try/columns"])
def test_nothing_is_shown_when_the_look_cannot_be_written(app, world, reader, path):
    browser = reader("sofie")
    with unwritable(app, "use_log"):
        answer = browser.get(path.format(world.children["malik"].id))
        assert answer.status_code == 503
        assert not [hit for hit in ("Malik", "Aviaja", "HF-00") if hit in answer.text]
        assert browser.get("/try/nothing").status_code == 200
    assert browser.get(path.format(world.children["malik"].id)).status_code == 200


def test_a_view_that_breaks_after_looking_is_logged_and_shows_nothing(app, world, reader):
    answer = reader("sofie").get(f"/try/{world.children['malik'].id}/broken")
    assert answer.status_code == 500
    assert "Malik" not in answer.text
    assert len(looks(app)) == 1


@pytest.fixture
def post(app, world, reader):
    """Give `post(what)`: sends a form about Malik as Pipaluk, and the browser it came from."""
    browser = reader("pipaluk")
    browser.get("/account")

    def post(what: str, **form):
        path = f"/try/{world.children['malik'].id}/{what}"
        return browser.post(path, form, page="/account"), browser

    return post


def test_what_succeeds_is_kept_and_said_once(app, world, post):
    answer, browser = post("change")
    assert answer.status_code == 303
    assert address_of(app, world.children["malik"]) == "Imaneq 9"
    assert SAVED in browser.get("/account").text
    assert SAVED not in browser.get("/account").text
    assert len(looks(app)) == 1


def test_an_answer_of_400_or_more_undoes_the_work_and_logs_the_look(app, world, post):
    before = counts(app)
    answer, _ = post("refuse")
    assert answer.status_code == 422
    assert address_of(app, world.children["malik"]) != "Imaneq 9"
    assert counts(app) == before
    assert len(looks(app)) == 1


def test_a_view_that_breaks_undoes_the_work_and_says_so(app, world, post):
    before = counts(app)
    answer, _ = post("break")
    assert answer.status_code == 500
    assert "<p><strong>" in answer.text
    assert counts(app) == before
    assert address_of(app, world.children["malik"]) != "Imaneq 9"


@pytest.mark.parametrize("table", ["use_log", "record_history"])
def test_work_that_cannot_be_logged_is_not_kept(app, world, post, table):
    with unwritable(app, table):
        answer, browser = post("change")
        assert answer.status_code >= 500
    assert address_of(app, world.children["malik"]) != "Imaneq 9"
    assert SAVED not in browser.get("/account").text


def test_a_commit_that_fails_is_never_called_saved(app, world, post):
    engine = app.extensions["database"].engine

    def fail(connection):
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    event.listen(engine, "commit", fail)
    answer, browser = post("change")
    event.remove(engine, "commit", fail)
    assert answer.status_code == 503
    assert SAVED not in answer.text
    assert SAVED not in browser.get("/account").text
    assert address_of(app, world.children["malik"]) != "Imaneq 9"
    assert post("change")[0].status_code == 303
    assert address_of(app, world.children["malik"]) == "Imaneq 9"


@pytest.mark.only_on("sqlite")
def test_a_form_that_waits_in_vain_for_its_turn_is_told_so(app, post, monkeypatch):
    _, browser = post("refuse")
    token = browser.token("/account")
    monkeypatch.setattr(engines, "LOCK_SECONDS", 0.05)
    done, ready = threading.Event(), threading.Event()

    def hold():
        with app.extensions["database"].writing():
            ready.set()
            done.wait(20)

    other = threading.Thread(target=hold)
    other.start()
    ready.wait(5)
    answer = browser.client.post("/account", data={"csrf_token": token})
    done.set()
    other.join()
    assert answer.status_code == 503
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("jens", "/try/{}", 404),
        ("nuka", "/try/{}", 404),
        ("aka", "/try/{}", 404),
        ("karl", "/try/{}", 404),
        ("ane", "/try/{}", 403),
        ("pipaluk", "/try/{}/plan", 403),
        ("karl", "/try/{}/plan", 404),
        ("", "/try/{}", 401),
    ],
)
def test_who_may_not_is_refused_and_the_refusal_of_a_known_person_is_kept(
    app, world, reader, name, path, status
):
    child = world.children["malik"]
    answer = reader(name).get(path.format(child.id))
    assert answer.status_code == status
    assert "Malik" not in answer.text
    assert looks(app) == []
    with app.extensions["database"].reading() as session:
        kept = session.scalars(
            select(SecurityLog).where(SecurityLog.event == SecurityEvent.REFUSED)
        ).all()
    if not name:
        assert kept == []
        return
    (row,) = kept
    assert (row.person_id, row.subject_id) == (world.persons[name].id, child.id)
    assert row.detail == ("plan_write" if path.endswith("plan") else "log_read")


def test_a_childs_id_that_does_not_exist_looks_like_one_out_of_reach(app, world, reader):
    browser = reader("sofie")
    browser.get("/account")
    answers = [browser.get(f"/try/{i}") for i in (world.children["inuk"].id, uuid4())]
    texts = [re.sub(r"[0-9a-f]{12}|value=\"[^\"]+\"", "", answer.text) for answer in answers]
    assert texts[0] == texts[1]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert {*answers[0].headers.keys()} == {*answers[1].headers.keys()}


def test_a_route_without_a_demand_stops_the_start():
    app = Flask("unguarded")
    app.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(guard.UnguardedRouteError, match="/open"):
        guard.check_routes(app)


def test_a_route_with_a_demand_does_not():
    app = Flask("guarded", static_folder=None)
    app.add_url_rule("/a", "a", guard.public(lambda: "a"))
    app.add_url_rule("/b", "b", guard.requires(Permission.LOG_READ)(lambda: "b"))
    guard.check_routes(app)


@pytest.mark.parametrize("what", ["break", "refuse", "change"])
def test_no_log_line_holds_what_was_typed_or_who_it_was_about(post, caplog, what):
    caplog.set_level(logging.DEBUG)
    post(what, note="Kanariefugl 090413-4321", name="Malik Kreutzmann")
    assert [canary for canary in CANARIES if canary in caplog.text] == []
    if what == "break":
        assert "ValueError in change_and_break" in caplog.text
        assert "tests" not in caplog.text


def test_a_fault_while_reading_leaves_its_kind_and_place_and_no_name(world, reader, caplog):
    caplog.set_level(logging.DEBUG)
    answer = reader("sofie").get(f"/try/{world.children['malik'].id}/broken")
    assert "KeyError in look_and_break" in caplog.text
    assert "Malik" not in caplog.text
    line = next(r.getMessage() for r in caplog.records if "KeyError" in r.getMessage())
    assert line.split()[0][-12:] in answer.text


def test_a_page_that_failed_while_reading_does_not_speak_of_saving(world, reader, post):
    broken = reader("sofie").get(f"/try/{world.children['malik'].id}/broken")
    assert "<p><strong>" not in broken.text
    assert "<p><strong>" in post("break")[0].text


def test_the_session_is_noted_as_used_at_most_every_half_minute(app, reader, clock):
    browser = reader("sofie")
    seen = "SELECT seen_at FROM sign_ins"
    first = rows(app, seen)
    clock.forward(seconds=29)
    browser.get("/account")
    assert rows(app, seen) == first
    clock.forward(seconds=2)
    browser.get("/account")
    assert rows(app, seen) != first


def test_commands_keep_their_work_whole_and_log_whom_they_read(app, world):
    with app.app_context():
        with work_as(NIGHTLY) as work:
            read_all(work)
        assert {look.permission for look in looks(app)} == {"nightly"}
        assert len(looks(app)) == len(world.children)
        with pytest.raises(RuntimeError, match="cut"), work_as(NIGHTLY) as work:
            cut_while_reading(work)
        assert len(looks(app)) == len(world.children)
