"""Incidents and missing from home are told in a family as in a home, by its own rules."""

import pytest

from institution.access.errors import NotAllowedError, NotReachableError
from institution.incidents.services import lines_of_child, matter, record
from tests.incidents.telling import draft, serious
from tests.world import EVERYONE

READERS = {"tuko", "sara", "karl"}
"""The carer, the coordinator and the caseworker of Pilu."""


def readers(work_of, child, matter_id) -> set[str]:
    """Return who finds a matter in the list of the child, and who opens it: the same people."""
    found = set()
    for name in EVERYONE:
        with work_of(name) as work:
            try:
                listed = matter_id in {line.matter_id for line in lines_of_child(work, child)}
                matter(work, child, matter_id)
            except (NotReachableError, NotAllowedError):
                continue
            assert listed, name
            found.add(name)
    return found


@pytest.mark.only_on("sqlite")
def test_a_carer_tells_and_the_coordinator_and_the_caseworker_read(work_of, world):
    child = world.children["pilu"].id
    for writer, told, read in (
        ("tuko", draft(), READERS),
        ("tuko", serious("missing_from_home"), READERS),
        ("sara", serious("self_harm"), READERS - {"tuko"}),
        ("tuko", serious("self_harm"), READERS),
        ("tuko", serious("allegation_against_adult"), {"tuko", "karl"}),
    ):
        with work_of(writer) as work:
            kept = record(work, child, told)
        assert readers(work_of, child, kept.matter_id) == read, told.type


@pytest.mark.only_on("sqlite")
def test_a_carer_finds_the_way_to_tell_what_happened(browser, world):
    child = world.children["pilu"].id
    page = browser("tuko").get(f"/children/{child}/incidents")
    assert page.status_code == 200
    assert f"/children/{child}/incidents/new" in page.text
    assert f"/children/{child}/incidents" in browser("tuko").get("/my-family").text
    assert browser("bodil").get(f"/children/{child}/incidents").status_code == 404
