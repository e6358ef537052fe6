"""A transfer package: chosen by the caseworker, read by the new place alone, received whole."""

import json
from datetime import timedelta

import pytest

from institution.access.actor import SET_UP
from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Relation
from institution.access.work import Work
from institution.cases import services as cases
from institution.db.base import new_id
from institution.incidents.services import record as tell
from institution.logs.services import ChildAnswer, Line, record
from institution.moving import services
from institution.moving.services import NewPackage, checksum_of
from institution.plans import services as plans
from tests.incidents.telling import draft as told
from tests.logs.drafts import draft
from tests.plans.drafts import plan
from tests.world import NOW, TODAY

LATER = NOW + timedelta(days=1)
SECRET = ("HEMMELIGT", "BARNETS ORD", "FØR TIDEN")


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def lived(database, world, work_of, malik):
    """Let much be written of Malik, and let him move south tomorrow, where Nuka works and leads."""
    said = ChildAnswer("five_faces", 2, "caseworker_only", words="BARNETS ORD")
    with work_of("pipaluk") as work:
        lines = (Line("if_then", "En tur hjælper"),)
        record(work, malik, draft(note="Vi fiskede", handover=lines, child=said))
        early = {"day": TODAY - timedelta(days=30), "written_at": NOW - timedelta(days=30)}
        record(work, malik, draft(note="FØR TIDEN", **early))
        tell(work, malik, told("threat"))
        tell(work, malik, told("self_harm", texts={"what_was_seen": "HEMMELIGT"}))
    with work_of("sofie") as work:
        plans.write(work, malik, plan())
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        cases.place(work, world.children["malik"], world.units["syd"], TODAY + timedelta(days=1))
        for name, relation in (("nuka", Relation.STAFF_OF_UNIT), ("naja", Relation.LEADER_OF_UNIT)):
            cases.employ(work, world.persons[name].id, relation, world.units["syd"], TODAY)
        session.commit()


def chosen(**changed) -> NewPackage:
    usual = {"id": new_id(), "parts": ("logs", "incidents", "plan"), "last": TODAY}
    return NewPackage(**{**usual, "first": TODAY - timedelta(days=7), **changed})


@pytest.fixture
def package(lived, work_of, malik):
    """Give the id of a package that Sofie made."""
    with work_of("sofie") as work:
        return services.make(work, malik, chosen(words="Han savner havet")).id


def test_it_holds_what_was_chosen_and_nothing_that_only_some_may_read(package, work_of, malik):
    with work_of("sofie") as work:
        made = services.found(work, malik, package).package
        content, checksum = made.content, made.checksum
    parts = json.loads(content)["parts"]
    assert [log["note"] for log in parts["logs"]] == ["Vi fiskede"]
    assert parts["logs"][0]["handover"] == [{"part": "if_then", "text": "En tur hjælper"}]
    assert [one["type"] for one in parts["incidents"]] == ["threat"]
    assert parts["plan"]
    assert not any(word in content for word in SECRET)
    assert checksum == checksum_of(content)


def test_only_the_caseworker_makes_one_and_the_same_twice_is_one(lived, work_of, malik):
    for name in ("hans", "pipaluk", "nuka", "sara"):
        with work_of(name, LATER) as work, pytest.raises(NotAllowedError):
            services.make(work, malik, chosen())
    with work_of("karl") as work, pytest.raises(NotReachableError):
        services.make(work, malik, chosen())
    new = chosen(parts=("plan",))
    with work_of("sofie") as work:
        assert services.make(work, malik, new) is services.make(work, malik, new)
        assert [one.package.parts for one in services.packages(work, malik)] == [["plan"]]


@pytest.mark.parametrize(
    "wrong",
    [{"parts": ()}, {"parts": ("voice",)}, {"first": TODAY, "last": TODAY - timedelta(days=1)}],
)
def test_what_cannot_be_chosen_is_refused(lived, work_of, malik, wrong):
    with work_of("sofie") as work, pytest.raises(services.NothingChosenError):
        services.make(work, malik, chosen(**wrong))


@pytest.mark.only_on("sqlite")
def test_the_new_place_reads_it_the_old_one_does_not(package, browser, clock, malik):
    clock.now = LATER
    page = f"/children/{malik}/transfers/{package}"
    for name, status in (
        ("nuka", 200),
        ("naja", 200),
        ("sofie", 200),
        ("hans", 404),
        ("ivik", 404),
    ):
        assert browser(name).get(page).status_code == status, name
    for name in ("jens", "aka", "karl", "sara"):
        assert browser(name).get(page).status_code in {403, 404}, name
    text = browser("nuka").get(page).text
    for words in ("Vi fiskede", "En tur hjælper", "Trusler", "Han savner havet"):
        assert words in text, words
    assert not any(word in text for word in SECRET)
    assert "Vi fiskede" not in browser("nuka").get(f"/children/{malik}/timeline").text


@pytest.mark.only_on("sqlite")
def test_the_old_place_finds_what_it_may_still_read(lived, browser, clock, world, malik):
    page = f"/units/{world.units['fjord'].id}/shifts/{TODAY}/evening"
    assert "Flyttet for nylig" not in browser("ivik").get(page).text
    clock.now = LATER
    for name, finds in (("ivik", True), ("hans", True), ("aka", False)):
        text = browser(name).get(page).text
        assert ("Flyttet for nylig" in text) == finds, name
        assert (f"/children/{malik}/timeline" in text) == finds, name
    told = browser("ivik").get(f"/children/{malik}/timeline").text
    assert "Vi fiskede" in told
    assert "Huset mod syd" not in told
    clock.now = NOW + timedelta(days=32)
    assert "Flyttet for nylig" not in browser("ivik").get(page).text


@pytest.mark.only_on("sqlite")
def test_a_leader_of_the_new_place_receives_it_once_and_whole(package, browser, clock, malik):
    clock.now = LATER
    page = f"/children/{malik}/transfers/{package}"
    leader = browser("naja")
    assert "En overleveringspakke venter" in leader.get(f"/children/{malik}").text
    file = leader.client.get(f"{page}/file")
    checksum = checksum_of(file.text)
    assert checksum in leader.get(page).text
    wrong = leader.post(f"{page}/receive", {"checksum": "0" * 64}, page=page)
    assert wrong.status_code == 409
    assert "passer ikke" in wrong.text
    assert browser("nuka").post(f"{page}/receive", page=page).status_code == 403
    for _ in range(2):
        said = leader.post(f"{page}/receive", {"checksum": checksum}, page=page)
        assert said.status_code == 303
    assert "Modtaget af Naja Olsen" in browser("sofie").get(page).text
    assert "venter" not in leader.get(f"/children/{malik}").text


@pytest.mark.only_on("sqlite")
def test_the_caseworker_chooses_on_a_page_that_says_what_is_wrong(lived, browser, malik):
    sofie, page = browser("sofie"), f"/children/{malik}/transfers/new"
    assert "Huset mod syd" in sofie.get(page).text
    sent = {
        "parts": ["logs", "plan"],
        "first": str(TODAY),
        "last": str(TODAY),
        "words": "Kære sted",
    }
    for wrong in ({"parts": []}, {"last": "2026-01-01"}, {"first": "i går"}):
        answer = sofie.post(page, sent | wrong, page=page)
        assert answer.status_code == 422
        assert "Kære sted" in answer.text
    made = sofie.post(page, sent, page=page)
    assert made.status_code == 303
    assert "Kære sted" in sofie.get(made.headers["Location"]).text
    assert "Huset mod syd" in sofie.get(f"/children/{malik}/transfers").text
