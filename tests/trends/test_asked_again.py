"""Who asks again for a child's page that has not changed passes the same guard as everybody."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from institution.access.actor import SET_UP
from institution.access.errors import UnavailableError
from institution.access.work import Work
from institution.accounts.signing_in.sessions import TOUCH_EVERY
from institution.audit.models import UseLog
from institution.cases import services as cases
from tests.pages import unwritable
from tests.world import NOW, TODAY

WAKES = "full_dispatch_request"


class Reader:
    """A browser that has a page, and asks for it again."""

    def __init__(self, browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.first = browser.get(address)
        self.tag = self.first.headers["ETag"]

    def again(self, query: str = "", tag: str | None = None, **options):
        """Ask again."""
        headers = {"If-None-Match": tag or self.tag}
        return self.browser.client.get(self.address + query, headers=headers, **options)


@pytest.fixture
def reader(english, address, writer):
    """Give a caseworker who has opened the page of Malik once."""
    writer.days(3, 0, 4)
    return Reader(english("sofie"), address)


@pytest.fixture
def asleep(app, monkeypatch):
    """Give `asleep()`: from then on nobody wakes the framework."""

    def asleep() -> None:
        monkeypatch.setattr(app, WAKES, lambda: pytest.fail("the framework woke"))

    return asleep


def test_the_framework_sleeps_and_nothing_is_sent(reader, asleep):
    asleep()
    answer = reader.again()
    assert (answer.status_code, answer.data) == (304, b"")


def test_the_answer_has_the_headers_of_the_page(reader):
    told = dict(reader.again().headers)
    page = dict(reader.first.headers)
    of_a_body = {"Content-Type", "Content-Length", "Content-Encoding", "Vary"}
    assert told == {name: value for name, value in page.items() if name not in of_a_body}
    assert told["Cache-Control"] == "private, no-cache"


def test_over_an_encrypted_line_it_says_so(browser, reader):
    client = reader.browser.client
    token = client.get_cookie("institution").value
    client.set_cookie("__Host-institution", token, secure=True)
    secure = {"base_url": "https://localhost"}
    tag = client.get(reader.address, **secure).headers["ETag"]
    assert "max-age" in reader.again(tag=tag, **secure).headers["Strict-Transport-Security"]


def test_the_look_is_logged_like_any_other(reader, world, database):
    reader.again()
    with database.reading() as session:
        looks = session.scalars(select(UseLog).order_by(UseLog.id)).all()
        told = [(x.child_id, x.person_id, x.permission, x.at) for x in looks]
        requests = {x.request_id for x in looks}
    assert told == [
        (world.children["malik"].id, world.persons["sofie"].id, "trend_read", NOW)
    ] * len(looks)
    assert len(requests) == len(looks) == 2


def test_it_keeps_the_session_awake(reader, clock):
    for _ in range(3):
        clock.forward(minutes=14)
        answer = reader.again()
        reader.tag = answer.headers["ETag"]
        assert answer.status_code in {200, 304}
    clock.forward(minutes=16)
    assert reader.again().status_code == 401


def test_the_time_of_the_last_sign_is_written_without_the_framework(reader, clock, asleep, app):
    def seen():
        with app.extensions["database"].reading() as session:
            return session.execute(text("SELECT max(seen_at) FROM sign_ins")).scalar()

    before = seen()
    asleep()
    clock.forward(seconds=(TOUCH_EVERY + timedelta(seconds=1)).seconds)
    assert reader.again().status_code == 304
    assert seen() != before


@pytest.mark.usefixtures("stuck")
def test_a_session_that_has_ended_is_not_answered(reader):
    reader.browser.post("/sign-out", page="/account")
    answer = reader.again()
    assert answer.status_code == 401
    assert "ETag" not in answer.headers


@pytest.mark.usefixtures("stuck")
@pytest.mark.parametrize("name", ["aka", "karl", "ane"])
def test_the_tag_of_another_helps_nobody(reader, browser, address, name):
    answer = browser(name).client.get(address, headers={"If-None-Match": reader.tag})
    whole = browser(name).client.get(address)
    assert answer.status_code == whole.status_code in {403, 404}


@pytest.fixture
def stuck(reader, app, monkeypatch):
    """Let the page keep its tag whatever happens, so that nothing but the guard decides."""
    monkeypatch.setattr(app.view_functions["trends.child"], "tag", lambda *_: reader.tag)


@pytest.mark.usefixtures("stuck")
def test_a_block_holds_at_once(reader, world, work_of):
    assert reader.again().status_code == 304
    with work_of("sofie") as work:
        set_up = Work(work.session, SET_UP, NOW)
        cases.block(set_up, world.children["malik"], world.persons["sofie"].id, TODAY)
    assert reader.again().status_code == 404


def test_where_the_look_cannot_be_written_nothing_is_said(reader, app):
    with unwritable(app, "use_log"):
        assert reader.again().status_code == 503
    assert reader.again().status_code == 304


def test_who_waited_for_the_database_in_vain_does_not_wait_again(reader, app, monkeypatch):
    waited = []

    @contextmanager
    def busy(*_):
        waited.append(True)
        raise UnavailableError
        yield

    for way in ("reading", "writing", "journal"):
        monkeypatch.setattr(app.extensions["database"], way, busy)
    assert reader.again().status_code == 503
    assert len(waited) == 1


def test_addresses_that_anybody_can_make_up_are_not_kept(reader, app):
    again = app.wsgi_app._serve
    before = again._known.cache_info().currsize
    for number in range(5):
        reader.browser.client.get(f"/nowhere/{number}", headers={"If-None-Match": reader.tag})
        reader.browser.client.get(f"/sign-in?{number}", headers={"If-None-Match": reader.tag})
    assert again._known.cache_info().currsize == before


def test_whatever_breaks_goes_the_whole_way(reader, app, monkeypatch, caplog):
    monkeypatch.setattr(app.view_functions["trends.child"], "tag", lambda *_: 1 / 0)
    assert reader.again().status_code == 200
    assert "not answered at once: ZeroDivisionError" in caplog.text
    assert "Malik" not in caplog.text


@pytest.mark.parametrize("query", ["?period=none", "?period=4w"])
def test_another_period_is_another_page(reader, query):
    assert reader.again(query).status_code == (303 if "none" in query else 200)


@pytest.mark.parametrize(
    "tag", ["*", 'W/"0"', "nonsense", 'W/"a", W/"b"', "ÆØÅ".encode().decode("latin-1")]
)
def test_any_other_tag_gets_the_page(reader, tag):
    assert reader.again(tag=tag).status_code == 200


def test_forms_are_never_taken_for_pages(reader, browser):
    headers = {"If-None-Match": reader.tag}
    assert reader.browser.client.post(reader.address, headers=headers).status_code in {400, 405}
    assert reader.browser.client.head(reader.address, headers=headers).status_code == 200
    assert reader.browser.client.get("/nowhere", headers=headers).status_code == 404
    assert reader.browser.client.get("/account", headers=headers).status_code == 200
