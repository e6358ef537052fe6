"""A use of force is signed by who may, and afterwards nothing changes."""

import re
from uuid import uuid4

import pytest

from institution.incidents.services import lines_of_child, record
from tests.incidents.forms import fill
from tests.incidents.telling import draft, forced, serious
from tests.pages import counts


def test_a_use_of_force_is_signed_reviewed_and_acknowledged(browser, at, work_of, malik, world):
    with work_of("pipaluk") as work:
        incident = record(work, malik, forced(world)).matter_id
    manager, caseworker = browser("hans"), browser("sofie")
    assert "frist" not in manager.get(at(incident)).text
    assert fill(manager, at(incident, "add?kind=review")).status_code == 422
    assert fill(manager, at(incident, "add?kind=registered"), confirm="y").status_code == 303
    page = manager.get(at(incident)).text
    assert "Underskrevet" in page
    assert manager.get(at(incident, "tell")).status_code == 303
    for kind, answers in (
        ("sent", {}),
        (
            "review",
            {
                "necessary": "yes",
                "proportionate": "yes",
                "gentle_short": "in_doubt",
                "lawful": "yes",
                "change": "Vi øver at gå fra i tide.",
                "plan_touched": "no",
            },
        ),
        ("child_account", {"answer": "later"}),
    ):
        assert fill(manager, at(incident, f"add?kind={kind}"), **answers).status_code == 303, kind
    assert fill(caseworker, at(incident, "add?kind=received")).status_code == 303
    page = caseworker.get(at(incident)).text
    for words in ("Modtaget af kommunen", "Vi øver at gå fra i tide.", "Vil vente"):
        assert words in page
    register = manager.get("/use-of-force").text
    assert "Malik Kreutzmann" in register
    assert "Holdt barnet stående" in register


@pytest.mark.parametrize("name", ["pipaluk", "naja", "sofie"])
def test_a_signature_by_someone_without_the_right_is_refused(
    browser, at, work_of, malik, world, app, name
):
    with work_of("pipaluk") as work:
        incident = record(work, malik, forced(world)).matter_id
    before = counts(app)
    answer = fill(browser(name), at(incident, "add?kind=registered"), confirm="y")
    assert answer.status_code == 403
    assert counts(app) == before


def test_who_took_part_does_not_sign_and_what_is_missing_is_told(
    browser, at, work_of, malik, world, app
):
    with work_of("pipaluk") as work:
        own = record(work, malik, forced(world, ("hans", "pipaluk"))).matter_id
        bare = record(work, malik, serious("use_of_force")).matter_id
    manager, before = browser("hans"), counts(app)
    answer = fill(manager, at(own, "add?kind=registered"), confirm="y")
    assert answer.status_code == 403
    assert "hverken underskriver" in answer.text
    answer = fill(manager, at(bare, "add?kind=registered"), confirm="y")
    assert answer.status_code == 422
    assert "hvor længe varede det" in answer.text
    assert counts(app) == before


def test_who_took_part_is_asked_for_an_own_part_and_reads_nothing_else(
    browser, at, work_of, malik, world
):
    with work_of("pipaluk") as work:
        incident = record(work, malik, forced(world, ("ivik",))).matter_id
    ivik, page = browser("ivik"), f"/children/{malik}"
    assert "skriv din del" in ivik.get(page).text
    assert "stol mod ruden" not in ivik.get(page).text
    assert ivik.get(at(incident)).status_code == 404
    assert fill(ivik, at(incident, "part"), saw="En stol fløj.", did="Jeg stod i døren.").location
    assert ivik.get(at(incident, "part")).status_code == 404
    assert "skriv din del" not in ivik.get(page).text
    assert browser("pipaluk").get(at(incident, "part")).status_code == 404
    assert "Jeg stod i døren." in browser("hans").get(at(incident)).text


@pytest.mark.parametrize("about", ["hans", "naja", "ivik", "pipaluk"])
def test_no_page_tells_the_adult_that_there_is_a_matter(browser, at, work_of, malik, world, about):
    """Not in the list, its counts and pictures, the strip, the register, the number of pages."""
    person = world.persons[about].id
    pages = [
        f"/children/{malik}",
        at()[: -len("/")] if at().endswith("/") else at(),
        "/use-of-force",
    ]
    with work_of("sofie") as work:
        for _ in range(4):
            record(work, malik, draft("threat"))
    plain = {page: body(browser(about).get(page)) for page in pages}
    with work_of("sofie") as work:
        kinds = ("allegation_against_adult", "self_harm", "threat")
        for kind in kinds:
            new = serious(kind, around=(person,))
            record(work, malik, new)
        record(work, malik, forced(world, ("jens",), around=(person,)))
    assert {page: body(browser(about).get(page)) for page in pages} == plain
    with work_of("sofie") as work:
        assert len(lines_of_child(work, malik)) == 8


def body(answer) -> tuple:
    """Return a page without what differs each time."""
    plain = re.sub(r'csrf_token"\s+value="[^"]*"|\b[0-9a-f]{12}\b', "", answer.text)
    return answer.status_code, plain


def test_nothing_is_told_anew_after_the_signature_even_by_the_database(
    browser, at, work_of, malik, world, database
):
    with work_of("pipaluk") as work:
        incident = record(work, malik, forced(world)).matter_id
    fill(browser("hans"), at(incident, "add?kind=registered"), confirm="y")
    with database.engine.execution_options(write=True).connect() as connection:
        from sqlalchemy import text
        from sqlalchemy.exc import DBAPIError

        columns = "home_id, child_id, municipality_id, matter_id, unit_id, author_id, type"
        more = "severity, started_at, written_at, received_at, content_version, codes, texts_sealed"
        new = f"'{uuid4().hex}'" if database.is_sqlite else f"'{uuid4()}'"
        with pytest.raises(DBAPIError, match="signed"):
            connection.execute(
                text(
                    f"INSERT INTO incidents (id, {columns}, {more}) "
                    f"SELECT {new}, {columns}, {more} FROM incidents"
                )
            )
