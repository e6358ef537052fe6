"""The map of worries, strengths and next steps: finished in balance, side by side, followed up."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from institution.access.actor import SET_UP
from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission, Relation
from institution.access.work import Work
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Child, Municipality
from institution.content.worries_strengths import worries_strengths
from institution.db import schema
from institution.fostercare.models import SheetState
from institution.fostercare.services import NewRevision, agreements, maps
from institution.fostercare.services.errors import (
    FewerWantedError,
    LockedError,
    MissingAnswersError,
    TooManyFearsError,
)
from institution.fostercare.services.questions import laid_out, questions
from institution.fostercare.services.sheets import maps_of
from institution.voice import services as voice
from tests.fostercare.filled import any_answer
from tests.pages import rows
from tests.voice.saying import said_by
from tests.world import TODAY

WEEK = timedelta(days=7)


def filled(*without: str, **rows: int) -> dict:
    """Return a map with a row of each part but those left out; `rows` says where there are more."""
    content = worries_strengths.newest()
    asked = questions(laid_out(content, content.form("placed"), rows))
    said = {one.path: any_answer(one) for one in asked}
    return {k: v for k, v in said.items() if k.split("__")[0] not in without}


def new_map(answers: dict, state=SheetState.SIGNED, **more) -> NewRevision:
    return NewRevision(uuid4(), "placed", 1, state, answers, **more)


def test_a_map_is_finished_in_balance_and_then_stays(work_of, world):
    child = world.children["malik"].id
    with work_of("sofie") as work:
        for answers, refusal in (
            (filled("people", "balance"), MissingAnswersError),
            (filled("people", we_fear=4, wanted_everyday=4), TooManyFearsError),
            (filled(we_fear=2), FewerWantedError),
            (filled("child_first"), MissingAnswersError),
        ):
            with pytest.raises(refusal):
                maps.keep_map(work, child, new_map(answers))
        first = new_map(filled())
        maps.keep_map(work, child, first)
        maps.keep_map(work, child, first)
        again = NewRevision(first.sheet_id, "placed", 1, SheetState.DRAFT, filled(), 1)
        with pytest.raises(LockedError):
            maps.keep_map(work, child, again)
        [kept] = maps_of(work, child)
        assert kept.signed
        [stands] = maps.numbers_of(kept)
        assert (stands.who, stands.number) == ("child", 3)


def test_only_the_caseworker_makes_a_map_and_those_around_the_child_read_it(work_of, world):
    for name, child in (("hans", "malik"), ("sara", "pilu"), ("karl", "malik"), ("tuko", "pilu")):
        with work_of(name) as work, pytest.raises((NotAllowedError, NotReachableError)):
            maps.keep_map(work, world.children[child].id, new_map(filled()))
    with work_of("karl") as work:
        maps.keep_map(work, world.children["pilu"].id, new_map(filled()))
    for name, found in (("sara", 1), ("tuko", 1), ("mia", 0), ("bodil", 0)):
        with work_of(name) as work:
            assert len(maps_of(work, world.children["pilu"].id)) == found, name


def at_home(work) -> Child:
    """Register a child of the actor that has never lived in a place."""
    job = Work(work.session, SET_UP, work.now)
    born = cases.NewChild("P-777", "Barn Hjemme", date(2017, 5, 6))
    child = cases.register_child(job, work.session.scalar(select(Municipality)), born)
    work.session.flush()
    cases.assign(job, child, work.actor.id, Relation.CASEWORKER_OF, TODAY)
    work.session.flush()
    return child


@pytest.mark.own_stage
def test_going_back_is_refused_where_a_map_of_no_place_would_be_lost(database, work_of):
    schema.downgrade(database.engine, "0016")
    schema.upgrade(database.engine)
    with work_of("sofie") as work:
        maps.keep_map(work, at_home(work).id, new_map(filled()))
    with pytest.raises(RuntimeError, match="child_sheets: there are rows without home_id"):
        schema.downgrade(database.engine, "0016")
    schema.check(database.engine)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_map_is_made_of_a_child_that_has_never_lived_in_a_place(browser, work_of, world):
    """Its caseworker makes it and follows its steps; no place reads it, not even one that comes."""
    with work_of("sofie") as work:
        child = at_home(work)
        maps.keep_map(work, child.id, new_map(filled()))
        [kept] = maps_of(work, child.id)
        [step] = agreements.steps(work, child.id)
        assert (kept.home_id, step.home_id) == (None, None)
        assert step.id in {one.id for one in agreements.coming(work, step.due_on)}
        agreements.finish_step(work, child.id, step.id, "Gjort")
        child_id = child.id
    page = browser("sofie").get(f"/children/{child_id}/map")
    assert page.status_code == 200
    assert "Gjort" in page.text
    for name in ("karl", "hans", "sara", "tuko"):
        assert browser(name).get(f"/children/{child_id}/map").status_code in {403, 404}
    with work_of("sofie") as work:
        job = Work(work.session, SET_UP, work.now)
        found = scope.children(job, Permission.CASE_ADMINISTER).where(Child.id == child_id)
        cases.place(job, work.session.scalar(found), world.units["tuko"], TODAY)
    with work_of("tuko") as work:
        assert maps_of(work, child_id) == []


@pytest.mark.only_on("sqlite")
def test_several_people_stand_side_by_side_each_with_an_own_number(browser, work_of, world):
    child = world.children["pilu"].id
    address = f"/children/{child}/map"
    assert browser("tuko").post(f"{address}/number", {}, page="/my-family").status_code == 409
    with work_of("karl") as work:
        maps.keep_map(work, child, new_map(filled()))
    for name, number in (("sara", "4"), ("tuko", "8")):
        person = browser(name)
        said = {"number": number, "reason": f"Det har {name} set", "one_up": ""}
        sheet = re.search(r'name="map"[^>]*value="([^"]+)"', person.get(address).text).group(1)
        said |= {"map": sheet}
        without = person.post(f"{address}/number", said | {"reason": ""}, page=address)
        assert without.status_code == 422
        for _ in range(2):
            assert person.post(f"{address}/number", said, page=address).status_code == 303
        other = person.post(f"{address}/number", said | {"number": "1"}, page=address)
        assert other.status_code == 409
        assert 'name="map"' not in person.get(address).text
    page = browser("karl").get(address).text
    for told in ("Konsulent, Sara Rosing: 4", "Det har sara set", "Tuko Lyberth: 8"):
        assert told in page
    for name in ("bodil", "mia"):
        assert browser(name).post(f"{address}/number", {}, page="/account").status_code == 404


def test_a_map_is_filled_in_read_over_time_and_its_steps_are_followed(
    browser, work_of, world, clock
):
    child = world.children["pilu"].id
    address, karl = f"/children/{child}/map", browser("karl")
    page = karl.get(f"{address}/placed").text
    token = dict(re.findall(r'name="(sheet|builds_on)"[^>]*value="([^"]*)"', page))
    token |= {k: v for v, k in re.findall(r'value="([^"]*)"[^>]*name="(sheet|builds_on)"', page)}
    answers = {k: str(v) for k, v in filled(numbers=2).items()}
    answers |= {"numbers__2__number": "7", "numbers__2__stands": "caseworker"}
    answers |= {"step__1__due_on": str(TODAY + WEEK), "step__1__what": "Gå med til skole"}
    wrong = {**answers, "child_first__wants": ""}
    assert karl.post(f"{address}/placed", {**token, **wrong, "do": "sign"}).status_code == 422
    draft = karl.post(
        f"{address}/placed", {**token, **answers, "do": "draft"}, page=f"{address}/placed"
    )
    assert draft.status_code == 303
    token["builds_on"] = "1"
    done = karl.post(
        f"{address}/placed", {**token, **answers, "do": "sign"}, page=f"{address}/placed"
    )
    assert done.status_code == 303
    page = karl.get(address).text
    for told in ("Gå med til skole", "Barnet er faldet til, bliver hørt", "Sagsbehandler", "<svg"):
        assert told in page
    assert "Gå med til skole" in karl.get("/inbox").text
    assert (
        "Gå med til skole"
        in browser("sara").get(f"/foster-families/{world.families['tuko'].id}").text
    )
    assert "Gå med til skole" in browser("tuko").get("/my-family").text
    assert browser("bodil").get(address).status_code == 404
    with work_of("karl") as work:
        [step] = agreements.steps(work, child)
    karl.post(f"{address}/steps/{step.id}/done", {"text": "Det gik godt"}, page=address)
    assert "Det gik godt" in karl.get(address).text
    assert "Gå med til skole" not in karl.get("/inbox").text
    for page in ("", "/foster-care", "/foster-logs"):
        assert "Barnet er faldet til" not in browser("karl").get(f"/children/{child}{page}").text


def test_the_childs_card_stands_in_the_map_for_those_who_may_read_it(
    database, world, work_of, browser
):
    child = world.children["pilu"].id
    page, closed, words = f"/children/{child}/map", "Barnet har lavet et kort", "Vi fiskede torsk"
    hidden = said_by(database, world, "pilu", shares_with="caseworker_only", good=words)
    karl, carer = browser("karl"), browser("tuko")
    assert closed in karl.get(page).text
    assert words not in karl.get(page).text
    with work_of("karl") as work:
        voice.opened(work, child, hidden)
    assert words in karl.get(page).text
    told = carer.get(page).text
    assert words not in told
    assert closed not in told


def test_a_child_says_itself_where_it_stands_and_then_sees_the_others(app, browser, work_of, world):
    """On its own page on the tablet, once for each map; skipping the words is an answer."""
    child = world.children["pilu"].id
    tablet = browser("tuko")
    handed = tablet.post(f"/children/{child}/voice/hand-over", {}, page=f"/children/{child}/voice")
    assert handed.status_code == 303
    assert tablet.get("/me/map").status_code == 404
    assert "/me/map" not in tablet.get("/me").text
    with work_of("karl") as work:
        maps.keep_map(work, child, new_map(filled()))
    assert "/me/map" in tablet.get("/me").text
    page = tablet.get("/me/map").text
    assert "chart__mark" not in page, "the numbers of the others come after its own"
    said = {"map": re.search(r'name="map"[^>]*value="([^"]+)"', page).group(1), "number": "9"}
    assert tablet.post("/me/map", said | {"number": ""}, page="/me/map").status_code == 422
    for _ in range(2):
        assert tablet.post("/me/map", said, page="/me").status_code == 303
    other = tablet.post("/me/map", said | {"number": "1"}, page="/me")
    assert other.status_code == 409
    assert "chart__mark" in tablet.get("/me/map").text
    assert "Barnet, på sin egen side: 9" in browser("karl").get(f"/children/{child}/map").text
    for name in ("karl", "tuko", "sara", "ane"):
        assert browser(name).get("/me/map").status_code == 403
    kept = rows(app, "SELECT number, author_id, stands FROM map_numbers")
    assert kept == [(9, None, "child")]
