"""The timeline: in order, across places, as far as each reader may, and found by its words."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from institution.access.actor import SET_UP
from institution.access.policy import Relation
from institution.access.work import Work
from institution.cases import services as cases
from institution.fostercare.services import maps
from institution.incidents.services import add, record
from institution.logs.services import ChildAnswer, Line
from institution.logs.services import record as log
from institution.plans import services as plans
from institution.timeline.services import Kind, Wanted, timeline
from tests.fostercare.test_maps import filled, new_map
from tests.incidents.telling import addition, draft, serious
from tests.logs.drafts import draft as log_draft
from tests.logs.drafts import full_draft
from tests.relations import REACH
from tests.reports.signing import signed_report
from tests.voice.saying import said_by
from tests.world import NOW, TODAY

AROUND_MALIK = set(REACH["malik"])
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def told(work_of, malik):
    """Let something of each kind be written about Malik."""
    with work_of("pipaluk") as work:
        said = ChildAnswer("five_faces", 2, "caseworker_only", words="Jeg savner SØLØVEN")
        log(work, malik, log_draft(note="Vi byggede en SNEHULE", child=said))
        lines = (Line("do", "Husk FISKESTANGEN"),)
        log(work, malik, log_draft(note="Stille aften", handover=lines))
        threat = record(work, malik, draft("threat"))
        add(work, malik, threat.matter_id, addition(texts={"text": "Ringede til DRONNINGEN"}))
        record(work, malik, serious("self_harm", texts={"what_was_seen": "HEMMELIGT sår"}))
    with work_of("sofie") as work:
        goal = plans.NewGoal("Jeg vil lære at SVØMME", "health_wellbeing", TODAY, TOMORROW, "sleep")
        plans.write(work, malik, plans.NewPlan(TODAY, TOMORROW, (goal,), 0))


def seen(work, child_id, **wanted) -> list[str]:
    screen = timeline(work, child_id, Wanted(**wanted))
    return sorted(one.item.kind for one in screen.shown)


def test_all_kinds_stand_in_one_line_in_order(work_of, malik, told):
    with work_of("sofie") as work:
        screen = timeline(work, malik, Wanted())
    assert {one.item.kind for one in screen.shown} == set(Kind)
    days = [one.item.order for one in screen.shown]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("name", sorted(AROUND_MALIK))
def test_each_reads_as_far_as_they_may(work_of, malik, told, name):
    with work_of(name) as work:
        incidents = seen(work, malik, kind=Kind.INCIDENT)
        found = {
            word: len(timeline(work, malik, Wanted(words=word)).shown)
            for word in ("hemmeligt", "søløven", "snehule", "fiskestangen", "dronningen", "svømme")
        }
    closed = name == "ivik"
    assert len(incidents) == (1 if closed else 2)
    assert found == {
        "hemmeligt": 0 if closed else 1,
        "søløven": 1 if name == "sofie" else 0,
        "snehule": 1,
        "fiskestangen": 1,
        "dronningen": 1,
        "svømme": 1,
    }


def test_it_is_narrowed_by_kind_goal_person_and_period(work_of, malik, told, world):
    with work_of("sofie") as work:
        assert set(seen(work, malik, kind=Kind.LOG)) == {Kind.LOG}
        assert Kind.MOVE not in seen(work, malik, person_id=world.persons["sofie"].id)
        assert set(seen(work, malik, person_id=world.persons["sofie"].id)) == {Kind.PLAN}
        assert seen(work, malik, last=TODAY - timedelta(days=5)) == [Kind.MOVE]
        assert Kind.LOG not in seen(work, malik, dimension="sleep")
    with work_of("pipaluk") as work:
        log(work, malik, full_draft())
    with work_of("sofie") as work:
        assert seen(work, malik, dimension="mood").count(Kind.LOG) == 3


def test_a_screen_ends_with_a_whole_day_and_goes_on_before_it(work_of, malik):
    with work_of("pipaluk") as work:
        for days in range(40):
            for hours in (1, 2):
                at = NOW - timedelta(days=days, hours=hours)
                record(work, malik, draft("threat", started_at=at))
        found, last, screens = [], None, 0
        while True:
            screen = timeline(work, malik, Wanted(kind=Kind.INCIDENT, last=last))
            found += [one.item.id for one in screen.shown]
            last, screens = screen.older, screens + 1
            if last is None:
                break
    assert len(found) == len(set(found)) == 80
    assert screens == 3


def test_the_new_place_reads_what_is_written_there_and_the_caseworker_all(
    work_of, malik, told, world, database
):
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        child = world.children["malik"]
        cases.place(work, child, world.units["fjeld"], TOMORROW)
        session.commit()
    later = NOW + timedelta(days=1)
    with work_of("jens", later) as work:
        record(work, malik, draft("threat", started_at=later - timedelta(hours=1)))
        kinds = seen(work, malik)
    with work_of("sofie", later) as work:
        every = seen(work, malik)
    assert every.count(Kind.INCIDENT) == 3
    assert kinds.count(Kind.INCIDENT) == 2, "the same home: what its other unit wrote is read"


def test_another_home_reads_nothing_of_before(work_of, malik, told, world, database):
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        cases.place(work, world.children["malik"], world.units["syd"], TOMORROW)
        person = world.persons["nuka"].id
        cases.employ(work, person, Relation.STAFF_OF_UNIT, world.units["syd"], TODAY)
        session.commit()
    with work_of("nuka", NOW + timedelta(days=1)) as work:
        kinds = set(seen(work, malik))
        assert kinds <= {Kind.MOVE, Kind.PLAN}
        for word in ("snehule", "hemmeligt", "dronningen", "fiskestangen"):
            assert timeline(work, malik, Wanted(words=word)).shown == ()


@pytest.mark.only_on("sqlite")
def test_a_telling_that_was_completed_stands_once_and_another_reader_keeps_what_they_read(
    work_of, malik
):
    with work_of("ivik") as work:
        first = record(work, malik, draft("self_harm", severity=2))
    with work_of("hans") as work:
        whole = {"what_was_seen": "Malik viste mig sit sår"}
        record(work, malik, draft("self_harm", severity=2, corrects_id=first.id, texts=whole))
    told = {}
    for name in ("hans", "ivik", "sofie"):
        with work_of(name) as work:
            [shown] = timeline(work, malik, Wanted(kind=Kind.INCIDENT)).shown
            told[name] = shown.texts["what_was_seen"]
    assert told["hans"] == told["sofie"] == "Malik viste mig sit sår"
    assert told["ivik"] == "Malik råbte og løb ud i gangen."


@pytest.mark.only_on("sqlite")
def test_a_screen_takes_the_same_number_of_queries_whatever_there_is(work_of, malik, database):
    def queries() -> int:
        said = []
        event.listen(
            database.engine, "before_cursor_execute", counting := lambda *a: said.append(a)
        )
        with work_of("sofie") as work:
            timeline(work, malik, Wanted())
        event.remove(database.engine, "before_cursor_execute", counting)
        return len(said)

    few = queries()
    with work_of("pipaluk") as work:
        for hours in range(1, 60):
            record(work, malik, draft("threat", started_at=NOW - timedelta(hours=hours)))
            log(work, malik, log_draft(note=f"Stille {hours}"))
    assert queries() == few


def test_the_page_shows_and_searches(browser, malik, told):
    page = browser("sofie").get(f"/children/{malik}/timeline").text
    for words in ("SNEHULE", "Trusler", "SVØMME", "Flyttet til"):
        assert words in page
    found = browser("sofie").get(f"/children/{malik}/timeline?words=snehule").text
    assert "Ordene står 1 sted." in found
    bad = browser("sofie").get(f"/children/{malik}/timeline?first=i-går")
    assert bad.status_code == 422
    for far in ("first=0001-01-01", "last=9999-12-31"):
        assert "Trusler" in browser("sofie").get(f"/children/{malik}/timeline?{far}").text
    for far in ("first=9999-12-31", "last=0001-01-01"):
        assert browser("sofie").get(f"/children/{malik}/timeline?{far}").status_code == 200
    for odd in ("person=x", "kind=x", "goal=x", "words=%00"):
        assert browser("sofie").get(f"/children/{malik}/timeline?{odd}").status_code in {200, 422}


def test_talks_reviews_and_reports_stand_in_it_for_those_who_read_them(
    browser, malik, told, work_of, database, world
):
    with work_of("sofie") as work:
        lineage = plans.versions(work, malik)[0].goals[0].lineage_id
        gone = plans.NewGoalReview(lineage, "continue")
        plans.review(work, malik, plans.NewReview(TODAY, TOMORROW, "took_part", (gone,), 1), "Ja")
        maps.keep_map(work, malik, new_map(filled()))
    said_by(database, world, "malik", "caseworker_only", good="SNEBOLDE")
    signed_report(database, world, "malik")
    page = f"/children/{malik}/timeline"
    everything = {
        "review": "Planen blev gennemgået",
        "voice": "Barnets stemme: Mit kort",
        "map": "Overblik",
        "report": "Status til og med 22. nov., underskrevet",
    }
    for kind, words in everything.items():
        for answer in (browser("sofie").get(page), browser("sofie").get(f"{page}?kind={kind}")):
            assert f"timeline__one--{kind}" in answer.text
            assert words in answer.text
        assert "SNEHULE" not in answer.text, "narrowed to one kind"
        assert "SNEBOLDE" not in answer.text, "the child sees who opens its words"
    for name, hidden in (("hans", {"voice"}), ("pipaluk", {"voice", "map", "report"})):
        shown = browser(name).get(page).text
        found = {kind for kind in everything if f"timeline__one--{kind}" in shown}
        assert found == set(everything) - hidden, name


@pytest.mark.only_on("sqlite")
def test_a_family_is_named_once_where_a_child_moved_to_it(browser, world):
    page = browser("karl").get(f"/children/{world.children['pilu'].id}/timeline?kind=move").text
    [place] = re.findall(r"Flyttet til ([^<]+)<", page)
    assert "," not in place
