"""What was begun on a tablet and not saved is a draft of its author, and nothing else."""

from datetime import timedelta
from uuid import UUID

import pytest

from institution.db.base import new_id
from institution.offline.services.enrolling import revoke
from tests.drafts.test_drafts import waiting
from tests.logs.answers import form_of
from tests.offline.tablet import EVENING
from tests.pages import rows
from tests.world import TODAY

BEGUN = {"presence": "present", "note": "Vi gik en tur til havnen"}
RECORDS = ("shift_logs", "received_entries", "record_history", "use_log")
LINES = f"/handover/{TODAY}/evening"


@pytest.fixture
def drafts(app):
    """Count the drafts that come back to somebody."""
    return lambda: rows(app, "SELECT count(*) FROM drafts WHERE body_sealed IS NOT NULL")[0][0]


@pytest.fixture
def author(browser):
    return browser("pipaluk")


def test_it_comes_back_to_its_author_alone_as_it_was_typed(
    tablet, malik, browser, author, number_of
):
    one, before = tablet.begun(malik, BEGUN), [number_of(table) for table in RECORDS]
    assert tablet.send_begun(one, one) == [("stored", ""), ("stored", "")]
    found = waiting(author, form_of(malik))
    assert (found["id"], dict(found["fields"])) == (one["id"], BEGUN)
    for name in ("ivik", "naja", "hans"):
        assert waiting(browser(name), form_of(malik)) == 204
    assert before == [number_of(table) for table in RECORDS]


def test_the_newest_stays_whichever_comes_last(tablet, malik, clock, author):
    early = tablet.begun(malik, BEGUN)
    clock.forward(minutes=2)
    late = tablet.begun(malik, {**BEGUN, "note": "Og hjem igen"}, id=early["id"])
    clock.forward(minutes=2)
    assert tablet.send_begun(late, early) == [("stored", "")] * 2
    assert dict(waiting(author, form_of(malik))["fields"])["note"] == "Og hjem igen"


def test_a_clock_that_is_years_wrong_keeps_no_newer_words_out(tablet, malik, clock, author):
    tablet.skew = timedelta(days=-2000)
    first = tablet.begun(malik, BEGUN)
    assert tablet.send_begun(first) == [("stored", "")]
    clock.forward(minutes=1)
    second = tablet.begun(malik, {"note": "Nyere"}, id=first["id"])
    assert tablet.send_begun(second) == [("stored", "")]
    assert dict(waiting(author, form_of(malik))["fields"]) == {"note": "Nyere"}


def test_what_was_saved_is_not_brought_back_by_a_late_draft(tablet, malik, drafts, logs):
    whole = tablet.envelope(malik)
    begun = tablet.begun(malik, BEGUN, id=whole["id"])
    assert tablet.one(whole) == ("stored", "")
    assert tablet.send_begun(begun) == [("stored", "")]
    assert (drafts(), len(logs())) == (0, 1)


def test_saving_takes_the_draft_that_came_before(tablet, malik, drafts, logs):
    begun = tablet.begun(malik, BEGUN)
    tablet.send_begun(begun)
    assert drafts() == 1
    assert tablet.one(tablet.envelope(malik, EVENING, id=begun["id"])) == ("stored", "")
    assert (drafts(), len(logs())) == (0, 1)


def test_a_draft_is_no_entry_and_an_entry_no_draft(tablet, malik, drafts, logs):
    assert tablet.send([tablet.begun(malik, EVENING)]).json["answers"][0]["answer"] == "refused"
    assert tablet.send_begun(tablet.envelope(malik)) == [("refused", "malformed")]
    assert (drafts(), len(logs())) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "form", "where"),
    [
        ("handover_line", {"line-text": "Varmen er slået fra"}, "/units/{unit}{lines}/lines"),
        ("handover_note", {"note-do": "Læs højt"}, "/units/{unit}{lines}/notes"),
        ("handover_task", {"task-text": "Ring til rederiet"}, "/units/{unit}{lines}/tasks"),
        ("incident_note", {"what_was_seen": "Du råbte"}, "/children/{child}/incidents/new"),
    ],
)
def test_every_form_of_a_shift_comes_back_where_it_is_written(
    tablet, malik, world, author, kind, form, where
):
    about = malik if kind == "incident_note" else ""
    assert tablet.send_begun(tablet.begun(about, form, kind=kind)) == [("stored", "")]
    path = where.format(unit=world.units["fjord"].id, child=malik.id, lines=LINES)
    assert dict(waiting(author, path)["fields"]) == form


def test_what_cannot_be_its_authors_draft_is_refused_and_not_lost(
    tablet, malik, world, drafts, number_of
):
    """Another unit's child, none, a forged ticket, a changed field, another tablet."""
    strange = [
        tablet.begun(world.children["nivi"], BEGUN),
        tablet.begun("", BEGUN),
        tablet.begun(malik, BEGUN, ticket=f"{new_id()}.AAAA"),
        {**tablet.begun(malik, BEGUN), "child_id": str(world.children["aviaja"].id)},
        {**tablet.begun(malik, BEGUN), "device": str(new_id())},
    ]
    codes = [code for answer, code in tablet.send_begun(*strange) if answer == "refused"]
    assert codes == ["not_in_shift", "malformed", "forged", "unreadable", "other_device"]
    junk = [None, 7, "x", {}, {"id": "x"}, tablet.begun(malik, {"note": "x" * 300_000})]
    assert tablet.send_begun(*junk) == [("refused", "malformed")] * len(junk)
    assert (drafts(), number_of("quarantined_entries")) == (0, len(strange))
    assert tablet.send([], drafts="x").status_code == 400


def test_the_draft_of_a_revoked_tablet_comes_back_to_its_author_with_the_reason(
    tablet, malik, work_of, browser, author, drafts
):
    one = tablet.begun(malik, BEGUN)
    with work_of("hans") as work:
        revoke(work, UUID(tablet.id))
    assert tablet.send_begun(one) == [("refused", "revoked")]
    assert drafts() == 0
    assert BEGUN["note"] in author.get("/returned").text
    assert BEGUN["note"] not in browser("ivik").get("/returned").text


def test_who_had_left_the_unit_before_begins_nothing(tablet, malik, world, execute, drafts):
    execute(
        "UPDATE employments SET ends = :ends WHERE person_id = :who",
        ends=str(TODAY - timedelta(days=1)),
        who=str(world.persons["pipaluk"].id).replace("-", ""),
    )
    assert tablet.send_begun(tablet.begun(malik, BEGUN)) == [("refused", "not_yours")]
    assert drafts() == 0
