"""Whatever is sent to whichever form: a clear refusal, no fault of ours, and nothing written."""

import io
from itertools import chain, cycle, product

import pytest

from institution.logs.models import Shift
from tests.architecture.test_every_route import expected, ids  # noqa: F401 (a fixture)
from tests.architecture.walk import address, routes
from tests.page_forms import forms_of
from tests.pages import arrived, counts

WRITERS = ("pipaluk", "sofie", "ane")
BAD = {
    "a long text": "å" * 7_000,
    "control characters": "a\x00b\x01\x1b[31m\x7f",
    "right to left": "\u202eabc\u202c שלום \u2066x\u2069",
    "combining letters": "e\u0301" * 50 + "\u0300" * 500,
    "other scripts": "ᐃᓄᒃᑎᑐᑦ 😀 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "half a character": "\ud800",
    "a number": "-1",
    "a large number": "9" * 400,
    "no number": "NaN",
    "a date that is none": "2026-02-31",
    "a date far away": "9999-12-31",
    "sql": "'; DROP TABLE children; --",
    "html": "</textarea><script>alert(1)</script>",
    "template": "{{ 7777*7777 }}{% raw %}",
    "format": "%(name)s %s {0}",
    "an id": "00000000-0000-0000-0000-000000000000",
    "nothing": "",
    "spaces": " \t\u00a0\u2003 ",
}
OF_THE_DATABASE = (
    "a long text",
    "control characters",
    "other scripts",
    "half a character",
    "a number",
    "a large number",
    "a date far away",
)
"""What one database would take, and another not."""
TELLING = ("control characters", "half a character", "a large number", "an id")
"""What is tried in each field alone."""
DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "2026-11-23", "2020-01-01")
LEAST_FORMS = 14
"""Different forms that the writers can open together."""
REFUSED = {400, 403, 404, 409, 413, 422}
PASSES = {200, 303}


def open_forms(app, world, clock, name, ids):  # noqa: F811
    """Yield each form the person can open about Malik, as read from its page."""
    for route in routes(app):
        if route.method != "POST" or expected(name, route, "malik") != "let in":
            continue
        browser = arrived(app, world, name, clock)
        url = address(app, route, ids["malik"].of(route))
        page = browser.client.get(url)
        if page.status_code != 200:
            continue
        for form in forms_of(page.text, url):
            if form.action == url:
                yield browser, url, form


def forms_of_all(app, world, clock, ids):  # noqa: F811
    """Yield the forms of each writer after another."""
    return chain.from_iterable(open_forms(app, world, clock, name, ids) for name in WRITERS)


def sent(browser, url: str, form: dict):
    data = {k: [v.encode("utf-8", "surrogatepass") for v in values] for k, values in form.items()}
    return browser.client.post(url, data=data)


def told(answer) -> str:
    return f"{answer.status_code} {answer.request.path}"


def test_no_bad_text_in_any_field_of_any_form_breaks_it(app, world, clock, ids, backend):  # noqa: F811
    seen, before = set(), counts(app)
    for browser, url, form in forms_of_all(app, world, clock, ids):
        names = [n for n in form.names if n != "csrf_token"]
        for what in BAD if backend == "sqlite" else OF_THE_DATABASE:
            answer = sent(browser, url, form.filled(**dict.fromkeys(names, BAD[what])))
            assert answer.status_code in REFUSED | PASSES, f"{what}: {told(answer)}"
            found = counts(app)
            assert found == before or answer.status_code in PASSES, f"{what}: {told(answer)}"
            before = found
            assert "<script>alert" not in answer.text
            assert "60481729" not in answer.text
        seen.add((url, *names))
    assert len(seen) >= LEAST_FORMS


@pytest.mark.only_on("sqlite")
def test_each_field_alone_is_checked(app, world, clock, ids):  # noqa: F811
    """What is alike, in one form or several, is tried with everything once, and then by turns."""
    known, turns = set(), cycle(TELLING)
    for browser, url, form in forms_of_all(app, world, clock, ids):
        for field in sorted({*form.names} - {"csrf_token"}):
            for what in [next(turns)] if alike(form, field) in known else TELLING:
                answer = sent(browser, url, form.filled(**{field: BAD[what]}))
                assert answer.status_code in REFUSED | PASSES, f"{field} {what}: {told(answer)}"
            known.add(alike(form, field))


def alike(form, field: str) -> tuple:
    """Return what fields of one making share: `level_mood` and `level_calm` are read by one."""
    family, _, rest = field.partition("_")
    return family if rest else field, field in form.offers, form.kinds.get(field)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("name", WRITERS)
def test_a_text_of_a_megabyte_is_refused(app, world, clock, ids, name):  # noqa: F811
    before = counts(app)
    for browser, url, form in open_forms(app, world, clock, name, ids):
        for field in form.texts[:1]:
            answer = sent(browser, url, form.filled(**{field: "a" * 1_000_000}))
            assert answer.status_code in REFUSED, f"{field}: {told(answer)}"
    assert counts(app) == before


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("name", WRITERS)
def test_missing_and_repeated_fields_and_files_are_refused(app, world, clock, ids, name):  # noqa: F811
    for browser, url, form in open_forms(app, world, clock, name, ids):
        before, token = counts(app), form.sent["csrf_token"]
        many = {n: ["x", "y", "z"] for n in form.names} | {"csrf_token": token}
        for data in ({"csrf_token": token}, many, {"csrf_token": token, "unheard": "of"}):
            answer = browser.client.post(url, data=data)
            assert answer.status_code in REFUSED, told(answer)
        files = {n: (io.BytesIO(b"\x00\xff"), "a.bin") for n in form.names if n != "csrf_token"}
        answer = browser.client.post(url, data={"csrf_token": token, **files})
        assert answer.status_code in REFUSED, told(answer)
        assert counts(app) == before


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"day": [1, {"a": null}]}'),
        ("application/json", b"{"),
        ("text/plain", b"\x00" * 100),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
        ("multipart/form-data", b"nothing"),
        ("application/x-www-form-urlencoded", b"%ff%fe=%zz&&&=&a=%00"),
        ("application/x-www-form-urlencoded; charset=utf-16", "æ=ø".encode("utf-16")),
    ],
)
def test_a_body_that_is_no_form_is_refused(app, world, clock, ids, kind, body):  # noqa: F811
    before, browser = counts(app), arrived(app, world, "pipaluk", clock)
    for route in routes(app):
        if (
            route.method == "POST"
            and route.permission
            and expected("pipaluk", route, "malik") == "let in"
        ):
            url = address(app, route, ids["malik"].of(route))
            answer = browser.client.post(url, data=body, content_type=kind)
            assert answer.status_code in {400, 413}, f"{route.rule}: {answer.status_code}"
    assert counts(app) == before


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "query",
    ["?x=%00&page=-1", "?day=%ff", "?from=9999-99-99&page=1e9&span=" + "x" * 5000],
)
def test_a_query_that_makes_no_sense_breaks_no_page(app, world, clock, ids, query):  # noqa: F811
    for name in WRITERS:
        browser = arrived(app, world, name, clock)
        for route in routes(app):
            if route.method == "GET" and expected(name, route, "malik") == "let in":
                url = address(app, route, ids["malik"].of(route)) + query
                assert browser.client.get(url).status_code in {200, 303, 400, 404, 422}, url


def test_a_day_without_sense_in_an_address_is_refused_or_asked_about(app, world, clock, ids):  # noqa: F811
    browser = arrived(app, world, "pipaluk", clock)
    child = world.children["malik"].id
    unit = world.units["fjord"].id
    for day, shift in product(DAYS, Shift):
        for url in (
            f"/children/{child}/logs/{day}/{shift.value}/new",
            f"/units/{unit}/shifts/{day}/{shift.value}",
        ):
            assert browser.client.get(url).status_code in {200, 404, 422}, url
