"""Every answer carries the headers, and every cookie is kept as strictly as the line allows."""

import re
from http.cookies import SimpleCookie

import pytest

from institution.web import files
from tests.world import PASSWORD

# Headers and cookies are the same whatever database there is.
pytestmark = pytest.mark.only_on("sqlite")

SECURE = "https://localhost"
WANTED = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "X-Frame-Options",
    "Cache-Control",
}


def answers(browser):
    """Yield an answer of each kind, with its name."""
    visitor, signed_in = browser(), browser("ane")
    yield "sign in", visitor.get("/sign-in")
    yield "401", visitor.get("/account")
    yield "401 on the first page", visitor.get("/")
    yield "400", visitor.client.post("/sign-in", data={})
    yield "404", visitor.get("/nowhere")
    yield "405", visitor.client.delete("/sign-in")
    yield "413", visitor.client.post("/sign-in", data={"user_name": "a" * 9_000_000})
    yield "health", visitor.get("/health")
    yield "style", visitor.get(f"/static/{files.tree_digest()}/css/base.css")
    yield "no such file", visitor.get(f"/static/{files.tree_digest()}/css/none.css")
    yield "page", signed_in.get("/account")
    yield "403", signed_in.get("/inbox")
    yield "redirect", signed_in.post("/language", {"language": "en"}, page="/account")
    yield "sign out", signed_in.post("/sign-out", page="/account")


def test_every_answer_carries_every_header(browser):
    for name, answer in answers(browser):
        assert set(answer.headers.keys()) >= WANTED, name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert "Server" not in answer.headers, name


def test_the_content_policy_allows_nothing_inline_and_nothing_from_outside(browser):
    policy = browser().get("/sign-in").headers["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert set(rules.values()) == {"'none'", "'self'"}
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"


def test_pages_are_never_kept_by_others_and_files_for_good(browser):
    kept = {name: answer.headers["Cache-Control"] for name, answer in answers(browser)}
    assert "immutable" in kept.pop("style")
    assert set(kept.values()) == {"private, no-cache"}


def test_a_file_under_an_old_address_is_not_kept(browser):
    answer = browser().get("/static/0123456789abcdef/css/base.css")
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "..%2Fpyproject.toml", "css/../../run", "/etc/passwd", "css", ""]
)
def test_nothing_outside_the_static_folder_is_served(browser, name):
    assert browser().client.get(f"/static/x/{name}").status_code in {404, 308}


def test_a_file_asked_for_without_the_database_is_served_anyway(app, browser):
    visitor = browser()
    app.extensions["database"].close()
    assert visitor.get(f"/static/{files.tree_digest()}/js/main.js").mimetype == "text/javascript"


def cookies_of(answer) -> dict:
    found = SimpleCookie()
    for header in answer.headers.getlist("Set-Cookie"):
        found.load(header)
    return found


def sign_in(visitor, **options):
    """Sign in over a line of which the base URL tells whether it is encrypted."""
    page = visitor.client.get("/sign-in", **options)
    token = re.search(r'name="csrf_token"\s+value="([^"]+)"', page.text).group(1)
    headers = {"Referer": f"{options['base_url']}/sign-in"} if options else {}
    data = {"user_name": "ane", "password": PASSWORD, "csrf_token": token}
    return visitor.client.post("/sign-in", data=data, headers=headers, **options)


def test_on_an_encrypted_line_cookies_are_held_to_this_host(browser):
    visitor = browser()
    answer = sign_in(visitor, base_url=SECURE)
    assert answer.status_code == 303
    kept = cookies_of(answer)["__Host-institution"]
    assert (kept["secure"], kept["httponly"]) == (True, True)
    assert (kept["samesite"], kept["path"], kept["domain"]) == ("Lax", "/", "")
    assert (kept["max-age"], kept["expires"]) == ("", "")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert visitor.client.get("/account", base_url=SECURE).status_code == 200
    form = cookies_of(visitor.client.get("/account", base_url=SECURE))
    for cookie in form.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")


def test_on_a_plain_line_cookies_are_out_of_reach_of_scripts(browser):
    answer = sign_in(browser())
    kept = cookies_of(answer)["institution"]
    assert (kept["secure"], kept["httponly"], kept["samesite"]) == ("", True, "Lax")
    assert "Strict-Transport-Security" not in answer.headers


def test_a_form_from_another_site_is_refused_on_an_encrypted_line(browser):
    visitor = browser()
    visitor.client.get("/sign-in", base_url=SECURE)
    for referer in ({}, {"Referer": "https://elsewhere.example/"}):
        answer = visitor.client.post("/sign-in", base_url=SECURE, headers=referer, data={})
        assert answer.status_code == 400


def test_the_token_changes_at_sign_in_and_an_old_form_no_longer_holds(browser):
    visitor = browser()
    visitor.client.set_cookie("institution", "chosen by another")
    before = visitor.token("/sign-in")
    token = cookies_of(sign_in(visitor))["institution"].value
    assert token != "chosen by another"
    assert len(token) == 43
    assert visitor.client.post("/sign-out", data={"csrf_token": before}).status_code == 400


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app, browser):
    visitor, thief = browser("ane"), browser()
    token = visitor.client.get_cookie("institution").value
    thief.client.set_cookie("institution", token)
    assert thief.get("/account").status_code == 200
    gone = visitor.post("/sign-out", page="/account")
    assert cookies_of(gone)["institution"].value == ""
    assert gone.headers["Clear-Site-Data"] == '"cache"'
    assert thief.get("/account").status_code == 401


def test_signing_in_over_a_session_ends_it(browser):
    visitor, thief = browser("ane"), browser()
    thief.client.set_cookie("institution", visitor.client.get_cookie("institution").value)
    visitor.signed_in("sofie")
    assert thief.get("/account").status_code == 401
    assert "Sofie Lund" in visitor.get("/account").text


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "\t//elsewhere.example",
        " //elsewhere.example",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b",
        "",
        "/sign-out",
        "///elsewhere.example",
    ],
)
def test_nobody_is_led_elsewhere(browser, path):
    visitor = browser()
    form = {"user_name": "ane", "password": PASSWORD, "next": path}
    assert visitor.post("/sign-in", form).location == "/"
    token = visitor.token("/account")
    answer = visitor.client.post(
        "/language", data={"csrf_token": token, "language": "en", "next": path}
    )
    assert answer.location == "/"


def test_one_is_led_where_one_was_going(browser):
    form = {"user_name": "ane", "password": PASSWORD, "next": "/admin/people?page=2"}
    assert browser().post("/sign-in", form).location == "/admin/people?page=2"


def test_pages_are_packed_only_where_that_gives_nothing_away(browser):
    visitor = browser("ane")
    packs = {"Accept-Encoding": "gzip"}
    assert visitor.client.get("/account", headers=packs).content_encoding == "gzip"
    assert visitor.client.get("/account?a=b", headers=packs).content_encoding is None
    assert visitor.client.get("/account").content_encoding is None
    assert (
        visitor.client.get("/account", headers={"Accept-Encoding": "gzip;q=0"}).content_encoding
        is None
    )
    assert visitor.client.post("/account", data={}, headers=packs).content_encoding is None


def test_health_is_told_without_signing_in(app, browser, monkeypatch):
    from sqlalchemy.exc import OperationalError

    assert browser().get("/health").json == {"status": "ok"}

    def away():
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(app.extensions["database"].engine, "connect", away)
    answer = browser().get("/health")
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})
