"""A line that is cut while something is sent: each route that writes has one effect, or none.

The routes come from the program; one that is neither tried here nor named below is an error. Each
is sent as a person sends the form on its page: half of it, then all of it with the answer lost,
then all of it again. What a cut does to a real socket is shown by the tests of the tablet.
"""

import io

import pytest
from flask import url_for

from tests.architecture.test_every_route import ids, written  # noqa: F401 (fixtures)
from tests.architecture.walk import Ids, routes
from tests.architecture.ways import WAYS, Scene
from tests.page_forms import PageForm, forms_of
from tests.pages import counts
from tests.world import PASSWORD, TODAY

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
    """Give `sent(endpoint)`: who sends, where to, and the form filled in."""
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
        return browser.client, form.action, filled(form, answers)

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


def half(client, action: str, data: dict) -> None:
    """Send a form whose second half never comes."""
    with client.application.test_request_context(action, method="POST", data=data) as asked:
        body, kind = asked.request.get_data(), asked.request.content_type
    broken = {"wsgi.input": io.BytesIO(body[: len(body) // 2]), "CONTENT_LENGTH": str(len(body))}
    client.open(action, method="POST", content_type=kind, environ_overrides=broken)


def test_every_route_that_writes_is_tried_or_named(app):
    writing = {route.endpoint for route in routes(app) if route.method == "POST"}
    named = [set(WAYS), NO_RECORD, ELSEWHERE, ANSWER_IS_ALL]
    assert writing == set().union(*named)
    assert sum(map(len, named)) == len(writing)


def test_whatever_is_cut_each_route_has_one_effect(app, sent):
    """Each on what the ones before have left: what it adds is counted, not what is there."""
    faults = [f"{endpoint}: {told}" for endpoint in WAYS if (told := wrong(app, *sent(endpoint)))]
    assert not faults, "\n".join(faults)


def wrong(app, client, action: str, data: dict) -> str:
    """Send a form as a line does that is cut; return what is wrong with the effect."""
    before, trail = effect(app), counts(app)
    half(client, action, data)
    if effect(app) != before:
        return "half of a form was kept"
    lost = client.post(action, data=data)
    once = effect(app)
    if lost.status_code != 303:
        return f"the whole form was answered with {lost.status_code}"
    if counts(app) == trail:
        return "nothing was kept"
    again = client.post(action, data=data).status_code
    if again not in ANSWERS:
        return f"sent again it was answered with {again}"
    return "" if effect(app) == once else "sent again it was kept again"
