"""Each person reads in their own language; what Kalaallisut lacks is shown in Danish, and said."""

from datetime import date

import pytest
from flask_babel import force_locale

from institution.web import words
from tests.world import NOW


def heading(answer) -> str:
    return answer.text.split("<h1>")[1].split("</h1>")[0]


def choose(visitor, language: str, page: str = "/sign-in"):
    answer = visitor.post("/language", {"language": language, "next": page}, page=page)
    assert (answer.status_code, answer.location) == (303, page if page != "/sign-in" else "/")
    return visitor.get(page)


def test_danish_comes_first(browser):
    answer = browser().get("/sign-in")
    assert '<html lang="da">' in answer.text
    assert heading(answer) == "Log ind"


@pytest.mark.parametrize(
    ("language", "page_language", "words"),
    [("en", "en", "Sign in"), ("da", "da", "Log ind"), ("kl", "da", "Log ind")],
)
def test_a_visitor_chooses_a_language(browser, language, page_language, words):
    answer = choose(browser(), language)
    assert f'<html lang="{page_language}">' in answer.text
    assert heading(answer) == words
    assert ("page-notice" in answer.text) is (language == "kl")


def test_the_choice_is_kept_with_the_account_on_every_device(browser):
    assert heading(choose(browser("ane"), "en", "/account")) == "My account"
    assert heading(browser("ane").get("/account")) == "My account"
    assert heading(browser("sofie").get("/account")) == "Min konto"


def test_the_account_decides_over_the_device(browser):
    visitor = browser()
    choose(visitor, "en")
    visitor.signed_in("ane")
    assert heading(visitor.get("/account")) == "Min konto"


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("language", ["", "sv", "../da", "da\x00", "x" * 10_000])
def test_a_language_that_is_not_spoken_changes_nothing(browser, language):
    visitor = browser("ane")
    answer = visitor.post("/language", {"language": language}, page="/account")
    assert answer.status_code == 303
    assert heading(visitor.get("/account")) == "Min konto"


@pytest.mark.only_on("sqlite")
def test_a_language_in_a_made_up_cookie_is_ignored(browser):
    visitor = browser()
    visitor.client.set_cookie("language", "../../etc")
    assert heading(visitor.get("/sign-in")) == "Log ind"


DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (
            "da",
            ["2. november 2026", "2. nov.", "mandag 2. november 2026", "21.50", "3,5", "1.234"],
        ),
        ("en", ["2 November 2026", "2 Nov", "Monday 2 November 2026", "21:50", "3.5", "1,234"]),
    ],
)
@pytest.mark.only_on("sqlite")
def test_days_times_and_numbers_are_written_the_readers_way(app, language, written):
    with app.test_request_context("/", headers={"Cookie": f"language={language}"}):
        found = [
            words.day(DAY),
            words.short_day(DAY),
            words.weekday(DAY),
            words.clock(NOW),
            words.number(3.5),
            words.number(1234),
        ]
    assert found == written


@pytest.mark.only_on("sqlite")
def test_kalaallisut_dates_are_written_the_danish_way_round(app):
    with app.test_request_context("/", headers={"Cookie": "language=kl"}):
        assert words.day(DAY).startswith("2. ")
        assert words.moment(NOW).endswith("kl. 21.50")


@pytest.mark.only_on("sqlite")
def test_a_moment_is_told_with_its_day(app):
    with app.test_request_context("/", headers={"Cookie": "language=en"}), force_locale("en"):
        assert words.moment(NOW) == "22 Nov 2026, 21:50"


@pytest.mark.only_on("sqlite")
def test_what_stands_in_the_words_of_a_template_is_escaped_and_a_percent_sign_stays(app):
    with app.test_request_context():
        said = app.jinja_env.from_string("{{ _('%(n)s of 10', n='<b>') }} {{ _('%(n)s %%', n=3) }}")
        assert said.render() == "&lt;b&gt; af 10 3 %"
