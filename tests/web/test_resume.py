"""What was typed outlives a session that ended and a form token that no longer holds."""

import html
import re

import pytest
from sqlalchemy import insert

from institution.access.policy import Role
from institution.accounts.models import PersonRole
from institution.db.base import new_id
from tests.pages import counts
from tests.world import LONG_AGO, PASSWORD

# What was typed goes along in the form, and not into the database.
pytestmark = pytest.mark.only_on("sqlite")

TYPED = 'Jeg har talt med <Sofie> & hun havde "glemt" den — ærligt'


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found, f"no {name}"
    value = re.search(r'value="([^"]*)"', found.group())
    return html.unescape(value.group(1)) if value else ""


@pytest.fixture
def form(world) -> str:
    return f"/admin/people/{world.persons['sofie'].id}/open"


@pytest.fixture
def timed_out(browser, clock, form):
    """Return a browser and the answer to a form sent after the session had ended."""
    writer = browser("ane")
    token = writer.token(form)
    clock.forward(minutes=16)
    answer = writer.client.post(form, data={"csrf_token": token, "cause": TYPED})
    return writer, answer


def signed_in_again(writer, answer, name: str):
    """Sign in on the page that asks to."""
    fields = {key: hidden(answer.text, key) for key in ("csrf_token", "next", "resume")}
    sent = {**fields, "user_name": name, "password": PASSWORD}
    return writer.client.post("/sign-in", data=sent)


def test_a_session_that_ended_asks_to_sign_in_and_keeps_what_was_typed(app, timed_out, form):
    _, answer = timed_out
    assert answer.status_code == 401
    assert hidden(answer.text, "next") == form
    assert len(hidden(answer.text, "resume")) > len(TYPED)
    assert "ærligt" not in answer.text


def test_after_signing_in_the_form_is_as_it_was_and_nothing_is_kept_yet(app, timed_out, form):
    writer, answer = timed_out
    before = counts(app)
    welcome = signed_in_again(writer, answer, "ane")
    assert welcome.status_code == 200
    assert f'action="{form}"' in welcome.text
    resumed = {key: hidden(welcome.text, key) for key in ("csrf_token", "resume")}
    back = writer.client.post(form, data=resumed)
    assert back.status_code == 200
    assert hidden(back.text, "cause") == TYPED
    assert counts(app) == before
    token = hidden(back.text, "csrf_token")
    done = writer.client.post(form, data={"csrf_token": token, "cause": TYPED})
    assert done.status_code == 303
    assert counts(app) != before


def resume(writer, welcome, path: str):
    fields = {key: hidden(welcome.text, key) for key in ("csrf_token", "resume")}
    return writer.client.post(path, data=fields)


def test_another_person_cannot_open_what_someone_typed(timed_out, form, world, database):
    writer, answer = timed_out
    new = {"id": new_id(), "person_id": world.persons["karl"].id, "begins": LONG_AGO}
    with database.engine.execution_options(write=True).begin() as connection:
        connection.execute(insert(PersonRole).values(role=Role.SYSTEM_ADMINISTRATOR, **new))
    welcome = signed_in_again(writer, answer, "karl")
    back = resume(writer, welcome, form)
    assert back.status_code == 200
    assert hidden(back.text, "cause") == ""
    assert "ærligt" not in back.text


def test_another_address_cannot_open_it(timed_out, world):
    writer, answer = timed_out
    welcome = signed_in_again(writer, answer, "ane")
    back = resume(writer, welcome, f"/admin/people/{world.persons['karl'].id}/open")
    assert hidden(back.text, "cause") == ""


@pytest.mark.parametrize("sealed", ["", "x", "AAAA", "æøå", "A" * 4000, "%00"])
def test_a_damaged_form_comes_back_empty_and_keeps_nothing(app, browser, form, sealed):
    writer = browser("ane")
    before = counts(app)
    back = writer.post(form, {"resume": sealed}, page=form)
    assert back.status_code == 200
    assert hidden(back.text, "cause") == ""
    assert counts(app) == before


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_a_form_token_that_does_not_hold_brings_the_form_back(app, browser, form, token):
    writer = browser("ane")
    before = counts(app)
    data = {"cause": TYPED} if token is None else {"cause": TYPED, "csrf_token": token}
    answer = writer.client.post(form, data=data)
    assert answer.status_code == 400
    assert counts(app) == before
    back = resume(writer, answer, form)
    assert back.status_code == 200
    assert hidden(back.text, "cause") == TYPED


def test_a_stranger_gets_nothing_kept(browser, form):
    answer = browser().client.post(form, data={"cause": TYPED})
    assert answer.status_code == 401
    assert hidden(answer.text, "resume") == ""


def test_what_was_typed_survives_signing_out_in_another_window(browser, form):
    writer = browser("ane")
    token = writer.token(form)
    writer.post("/sign-out-everywhere", page="/account")
    writer.client.set_cookie("institution", "no longer", domain="localhost")
    answer = writer.client.post(form, data={"csrf_token": token, "cause": TYPED})
    assert answer.status_code == 401


def test_what_was_typed_survives_a_wrong_password_on_the_way(timed_out, form):
    writer, answer = timed_out
    fields = {key: hidden(answer.text, key) for key in ("csrf_token", "next", "resume")}
    wrong = writer.client.post(
        "/sign-in", data={**fields, "user_name": "ane", "password": "forkert"}
    )
    assert wrong.status_code == 401
    welcome = signed_in_again(writer, wrong, "ane")
    assert hidden(resume(writer, welcome, form).text, "cause") == TYPED
