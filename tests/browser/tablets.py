"""A browser as an enrolled tablet."""

import time

from institution.offline.services import enrolling
from institution.web.cookies import DEVICE_SECONDS

READY = "body[data-shift-held]"


def enrol(app, world, now, unit: str = "fjord") -> str:
    """Return the token of a new tablet of a unit."""
    with app.extensions["database"].writing() as session:
        work = world.work(session, "hans", now)
        code = enrolling.make_code(work, world.units[unit].id, "Tablet i køkkenet")
        token = enrolling.enrol(work, code)
        session.commit()
    return token


def as_tablet(context, url: str, token: str) -> None:
    """Let a browser be the tablet."""
    until = time.time() + DEVICE_SECONDS
    cookie = {"name": "device", "value": token, "url": url, "httpOnly": True, "expires": until}
    context.add_cookies([cookie])


def code_on(page) -> str:
    """Return the code of the shift that the page shows."""
    page.wait_for_selector(READY)
    return page.locator("[data-shift-ready]").nth(1).inner_text().rsplit(" ", 1)[1]


def away(page) -> None:
    """Answer the shortest log: the child is with its family."""
    page.locator("input[name='presence'][value='with_family']").click()
