"""A line that is cut while something is sent: each route that writes has one effect, or none.

The routes come from the program; one that is neither tried here nor named below is an error. Each
is sent as a person sends the form on its page, to a server that is a process of its own, over a
line that breaks before anything is sent, inside the form, after the commit, and inside the answer.
"""

from contextlib import suppress

import pytest
from flask import url_for

from tests.architecture.test_every_route import ids  # noqa: F401 (a fixture)
from tests.architecture.walk import Ids, routes
from tests.architecture.ways import WAYS, Scene
from tests.faults import Fault, Line
from tests.page_forms import PageForm, forms_of
from tests.pages import counts
from tests.served import LOST, Client, Server
from tests.world import NOW, PASSWORD, TODAY

pytestmark = pytest.mark.only_on("sqlite")
TYPED = {
    "date": TODAY.isoformat(),
    "datetime-local": f"{TODAY.isoformat()}T12:00",
    "time": "16:30",
    "number": "3",
    "password": PASSWORD,
}
"""What is written into a field, by the kind of its keyboard."""
ANSWERS = {303, 409, 422}
"""Whoever sends again is led on, or shown the form with what stands in the way."""
NO_RECORD = {
    "accounts.language", "accounts.sign_in", "accounts.sign_out", "accounts.sign_out_everywhere",
    "accounts.still_here", "drafts.keep", "fostercare.address", "offline.switch",
    "voice.hand_over",
}  # fmt: skip
"""They open, show or end something; sent twice there is nothing that could be there twice."""
ELSEWHERE = {
    "offline.sync", "offline.enrol", "offline.open_on_tablet", "offline.open_family_on_tablet",
    "offline.revoke",
}  # fmt: skip
"""Sent by scripts of a tablet, or by a code that holds once: tried in tests/offline."""
ANSWER_IS_ALL = {"offline.devices"}
"""What it makes is only in its answer; who lost that asks for another."""


@pytest.fixture
def sent(app, world, database, clock, ids):  # noqa: F811 (the fixture)
    """Give `sent(endpoint)`: the cookies of who sends, where to, and the form filled in."""
    scene = Scene(app, world, database, clock, ids)

    def sent(endpoint: str):
        way = WAYS[endpoint]
        more, browser = way.before(scene), scene.arrived(way.name)
        answers = {**way.answers, **more.pop("answers", {})}
        known = ids[way.child]._replace(**{k: v for k, v in more.items() if k in Ids._fields})
        asked = {**way.query, **{k: v for k, v in more.items() if k not in Ids._fields}}
        page = next(one for one in routes(app) if one.endpoint == (way.page or endpoint))
        with app.test_request_context():
            at = url_for(page.endpoint, **known.of(page), **asked)
        form = form_of(app, browser, at, endpoint)
        cookies = {one: browser.client.get_cookie(one).value for one in ("institution", "form")}
        return cookies, form.action, filled(form, answers)

    return sent


def form_of(app, browser, at: str, endpoint: str) -> PageForm:
    """Return the form of a page that is sent to an endpoint; the fullest where there are some."""
    found = [
        form
        for form in forms_of(browser.client.get(at).text, at)
        if leads_to(app, form.action) == endpoint
    ]
    assert found, f"no form of {endpoint} on {at}"
    return max(found, key=lambda one: len(one.names))


def leads_to(app, action: str) -> str:
    """Return the endpoint to which a form is sent."""
    return app.url_map.bind("").match(action.partition("?")[0], method="POST")[0]


def filled(form: PageForm, answers: dict) -> dict:
    """Return a form as someone fills it in who takes the first answer of each question."""
    texts = {n: TYPED.get(form.kinds.get(n, ""), "En linje om dagen") for n in form.texts}
    first = {name: next(filter(None, offered), "") for name, offered in form.offers.items()}
    return form.filled(**{**texts, **first, **answers})


def effect(app) -> dict[str, int]:
    """Return what is there; that the trail tells of the same sent again is true, and no effect."""
    return {name: number for name, number in counts(app).items() if name != "record_history"}


def test_every_route_that_writes_is_tried_or_named(app):
    writing = {route.endpoint for route in routes(app) if route.method == "POST"}
    named = [set(WAYS), NO_RECORD, ELSEWHERE, ANSWER_IS_ALL]
    assert writing == set().union(*named)
    assert sum(map(len, named)) == len(writing)


def test_wherever_the_line_is_cut_each_route_has_one_effect(app, settings, sent):
    """Each on what the ones before have left: what it adds is counted, not what is there."""
    with Server(settings, now=NOW) as server, Line(server.port) as line:
        faults = [f"{one}: {told}" for one in WAYS if (told := wrong(app, line, *sent(one)))]
    assert not faults, "\n".join(faults)


def wrong(app, line: Line, cookies: dict, action: str, data: dict) -> str:
    """Send a form over a line that is cut four times; return what is wrong with the effect."""
    before = counts(app)
    for fault in (Fault.BEFORE, Fault.IN_BODY):
        over(line, fault, cookies, action, data)
    if counts(app) != before:
        return "what did not arrive whole was kept"
    over(line, Fault.AFTER, cookies, action, data)
    once = effect(app)
    if counts(app) == before:
        return "nothing was kept"
    over(line, Fault.IN_ANSWER, cookies, action, data)
    told = over(line, Fault.NONE, cookies, action, data)
    if told not in ANSWERS:
        return f"sent again it was answered with {told}"
    return "" if effect(app) == once else "sent again it was kept again"


def over(line: Line, fault: Fault, cookies: dict, action: str, data: dict) -> int:
    """Send a form over a line; return the status of its answer, 0 where none came."""
    line.plan = lambda _method, _path: fault
    client = Client(line.port)
    client.cookies.update(cookies)
    with suppress(*LOST):
        return client.ask("POST", action, data)[0]
    client.hang_up()
    return 0
