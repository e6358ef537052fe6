"""A quick change of person on a tablet: a name and a PIN, few tries, and nothing elsewhere."""

import pytest

from institution.offline.services import pins
from tests.pages import rows
from tests.world import PASSWORD

PIN = "493817"


@pytest.fixture
def with_pins(work_of, clock):
    for name in ("pipaluk", "ivik", "jens"):
        with work_of(name, clock()) as work:
            pins.set_pin(work, PIN)


@pytest.fixture
def switch(tablet, world):
    """Try to take the tablet over."""

    def switch(name: str, pin: str = PIN) -> int:
        from tests.client import Browser

        browser = Browser(tablet.app)
        browser.client.set_cookie("device", tablet.token)
        form = {"person": str(world.persons[name].id), "pin": pin}
        return browser.post("/switch", form, page="/switch").status_code

    return switch


def test_who_works_in_the_unit_takes_the_tablet_over(with_pins, switch, tablet):
    page = tablet.client.get("/switch").text
    assert "Pipaluk Møller" in page
    assert "Jens Kleist" not in page
    assert switch("ivik") == 303
    assert switch("ivik", "493818") == 401
    assert switch("jens") == 422
    kinds = rows(tablet.app, "SELECT DISTINCT device FROM sign_ins")
    assert "tablet" in {kind for (kind,) in kinds}


def test_five_wrong_pins_close_it_until_the_password_opens_it(with_pins, switch, browser, clock):
    for _ in range(5):
        assert switch("ivik", "000001") == 401
    assert switch("ivik") == 401
    assert switch("pipaluk") == 303
    clock.forward(days=2)
    assert switch("ivik") == 401
    answer = browser("").post(
        "/sign-in", {"user_name": "ivik", "password": PASSWORD}, page="/sign-in"
    )
    assert answer.status_code == 303
    clock.forward(minutes=1)
    assert switch("ivik") == 303


def test_ten_wrong_pins_close_the_tablet_for_an_hour(with_pins, switch, clock):
    for name in ("ivik", "pipaluk"):
        for _ in range(5):
            switch(name, "000001")
    clock.forward(minutes=59)
    assert switch("ivik") == 401
    assert rows(switch.__closure__[0].cell_contents.app, "SELECT count(*) FROM pin_tries") == [
        (10,)
    ]


def test_a_pin_opens_nothing_without_a_tablet_or_on_a_revoked_one(with_pins, app, tablet, work_of):
    from uuid import UUID

    from institution.offline.services.enrolling import revoke
    from tests.client import Browser

    assert Browser(app).get("/switch").status_code == 303
    with work_of("hans") as work:
        revoke(work, UUID(tablet.id))
    assert tablet.client.get("/switch").status_code == 303


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "111111", "123456", "987654", "12345a"])
def test_a_pin_that_everyone_tries_first_is_refused(browser, pin):
    answer = browser("ivik").post(
        "/account/pin", {"password": PASSWORD, "pin": pin}, page="/account/pin"
    )
    assert answer.status_code == 422


def test_a_pin_is_chosen_with_the_password_and_kept_as_a_hash(browser, app):
    page = browser("ivik")
    for password, status in (("wrong", 422), (PASSWORD, 303)):
        form = {"password": password, "pin": PIN}
        assert page.post("/account/pin", form, page="/account/pin").status_code == status
    assert rows(app, "SELECT pin_hash FROM person_pins")[0][0].startswith("$argon2id$")


def test_a_code_enrols_one_tablet_once_and_for_half_an_hour(browser, app, world, clock):
    import re

    from tests.client import Browser

    manager = browser("hans")
    form = {"unit": str(world.units["fjord"].id), "name": "Køkken"}

    def made() -> str:
        page = manager.post("/devices", form, page="/devices").text
        # A form token may hold the like, but not between tags.
        return re.search(r">\s*([2-9A-Z]{4}-[2-9A-Z]{4})\s*<", page)[1]

    def enrolled(code: str) -> int:
        page = Browser(app).post("/devices/enrol", {"code": code}, page="/devices/enrol")
        return page.status_code

    first = made()
    assert [enrolled(first.lower()), enrolled(first), enrolled("AAAA-AAAA")] == [303, 422, 422]
    late = made()
    clock.forward(minutes=31)
    assert enrolled(late) == 422
    assert manager.post("/devices", {**form, "unit": "x"}, page="/account").status_code in {
        401,
        404,
    }
