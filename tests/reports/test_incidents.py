"""What a report tells of incidents and of the use of force, and what never comes into it."""

import json
from datetime import timedelta

import pytest

from institution.access.policy import Permission
from institution.incidents import services as incidents
from institution.reports import services
from institution.reports.services.bodies import read_body
from tests.incidents.telling import addition, draft, forced, serious
from tests.reports.conftest import PERIOD
from tests.world import NOW

pytestmark = pytest.mark.only_on("sqlite")
SECRET = ("HEMMELIGT", "Selvskade", "Trusler")


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def lived(world, work_of, malik):
    """Give the matters: two fits of distress, a good event, force, and three that some may read."""
    picked = {"before_kinds": ["no_said"], "helped_kinds": ["time_alone"], "place": "kitchen"}
    secret = {"what_was_seen": "HEMMELIGT"}
    around = (world.persons["hans"].id,)
    with work_of("pipaluk") as work:
        found = [
            incidents.record(work, malik, one)
            for one in (
                draft(codes=picked),
                draft(codes=picked),
                draft("significant_good_event"),
                forced(world),
                draft("self_harm", severity=2, texts=secret),
                serious("allegation_against_adult", texts=secret, around=around),
                draft("threat", texts=secret, around=around),
                draft(started_at=NOW - timedelta(days=90)),
            )
        ]
        texts = {"what_happened": "Jeg blev bange"}
        told = addition("child_account", codes={"answer": "told"}, texts=texts, at=NOW)
        incidents.add(work, malik, found[3].matter_id, told)
    return [one.matter_id for one in found]


@pytest.fixture
def section(work_of, malik):
    """Give `section("hans")`: what a report that somebody begins tells of incidents."""

    def section(name):
        with work_of(name) as work:
            report = services.begin(work, malik, PERIOD)
            body = read_body(report.drafts[-1].body)
        return report.id, next(one for one in body if one["key"] == "incidents")

    return section


def test_incidents_are_counted_with_what_was_before_and_what_helped_and_lead_to_them(
    lived, section, browser, malik
):
    report_id, found = section("hans")
    told = {one["text"]: {source["id"] for source in one["sources"]} for one in found["told"]}
    text = " ".join(told)
    for words in (
        "betød noget: vigtig god begivenhed 1",
        "skrevet ned: meget svær stund 2",
        "Forud for dem var der: et nej eller en grænse 2",
        "Det hjalp: tid alene 2",
        "Magtanvendelse er skrevet ned én gang",
        "varede 4 minutter",
        "Malik har selv fortalt om én af dem",
    ):
        assert words in text, (words, text)
    assert not any(word in json.dumps(found, ensure_ascii=False) for word in SECRET)
    assert {str(one) for one in lived[:4]} == set().union(*told.values())
    page = browser("hans").get(f"/children/{malik}/reports/{report_id}")
    assert "Det gælder, om der er nogen eller ej" in page.text
    force = next(one for one in found["told"] if "én gang" in one["text"])
    behind = browser("hans").get(f"/children/{malik}/reports/{report_id}/sentences/{force['id']}")
    assert f"/children/{malik}/incidents/{lived[3]}" in behind.text


def test_a_contact_adult_who_reads_no_force_says_so_and_the_manager_gathers_again(
    lived, section, work_of, malik
):
    report_id, found = section("ivik")
    text = json.dumps(found, ensure_ascii=False)
    assert "læser ikke alle magtanvendelser" in text
    assert str(lived[3]) not in text
    with work_of("hans") as work:
        services.gather_again(work, malik, report_id, PERIOD)
        report = services.found(work, Permission.REPORT_WRITE, malik, report_id)
        assert "skrevet ned én gang" in report.drafts[-1].body


def test_without_any_it_says_only_what_the_writer_can_know(section):
    _, found = section("hans")
    text = json.dumps(found, ensure_ascii=False)
    assert "ikke skrevet om hændelser" in text
    assert "ikke skrevet om magtanvendelse" in text
