"""Flags out of incidents: at once, once, to those who may know, and closed when it is done."""

from datetime import timedelta

import pytest

from institution.access.actor import NIGHTLY
from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.flags.models import Flag
from institution.flags.services import flag, flags_of_child, inbox, on_addition, on_incident, sweep
from institution.incidents.services import add, added, matter, record, recorded
from tests.incidents.telling import EARLIER, addition, draft, forced, serious
from tests.relations import REACH
from tests.world import NOW, TODAY

AROUND_MALIK = set(REACH["malik"])
LONG_BEFORE = NOW - timedelta(days=400)


@pytest.fixture(autouse=True)
def _connected():
    """Let incidents be heard of, as the program does."""
    with recorded.connected_to(on_incident), added.connected_to(on_addition):
        yield


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def raised(database, malik):
    """Give the kinds of flag about Malik that are open, as the job sees them."""

    def raised(now=NOW):
        with database.reading() as session:
            work = Work(session, NIGHTLY, now)
            told = flags_of_child(work, malik, now)
            return sorted(one.flag.kind for one in told if one.is_open)

    return raised


def seen_by(work_of, malik) -> dict[str, set[str]]:
    """Return who sees a flag in each of the ways there are."""
    found = {"child": set(), "inbox": set(), "rows": set(), "one": set()}
    for name in AROUND_MALIK:
        with work_of(name) as work:
            told = flags_of_child(work, malik, LONG_BEFORE)
            rows = work.session.scalars(scope.about(Flag, work, Permission.FLAG_READ)).all()
            found["child"] |= {name} if told else set()
            found["rows"] |= {name} if rows else set()
            if work.actor.may_ever(Permission.CASELOAD_READ):
                box = inbox(work)
                counted = [line for line in box.children if line.open_flags]
                assert bool(box.waiting) == bool(counted)
                found["inbox"] |= {name} if box.waiting else set()
            try:
                flag(work, FLAG_ID[0])
                found["one"].add(name)
            except NotReachableError:
                continue
    return found


FLAG_ID = [None]


def only_flag(database):
    with database.reading() as session:
        [found] = session.scalars(
            scope.about(Flag, Work(session, NIGHTLY, NOW), Permission.FLAG_READ)
        ).all()
        FLAG_ID[0] = found.id


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("self_harm", ["self_harm_or_suicidal"]),
        ("missing_from_home", ["child_missing"]),
        ("disclosure_of_harm", ["safeguarding_concern"]),
        ("allegation_against_adult", ["allegation_against_adult"]),
        ("loss_or_bad_news", ["extra_care_after_loss"]),
        ("threat", []),
        ("significant_good_event", []),
    ],
)
def test_what_a_person_wrote_raises_its_flag_at_once_and_once(work_of, malik, raised, kind, wanted):
    story = kind in {"loss_or_bad_news", "significant_good_event"}
    new = draft(kind) if story else serious(kind)
    with work_of("pipaluk") as work:
        kept = record(work, malik, new)
        assert work.looked_up == {malik}
    assert raised() == wanted
    with work_of("sofie", NOW + timedelta(days=40)) as work:
        old = matter(work, malik, kept.matter_id).incident
        again = {"corrects_id": old.id, "severity": new.severity}
        record(work, malik, draft(kind, **again))
    assert raised() == wanted


@pytest.mark.parametrize(
    ("kind", "readers"),
    [
        ("self_harm", AROUND_MALIK),
        ("missing_from_home", AROUND_MALIK),
        ("disclosure_of_harm", {"naja", "hans", "sofie"}),
        ("allegation_against_adult", {"hans", "sofie"}),
    ],
)
@pytest.mark.parametrize("about", ["", "hans", "naja", "ivik", "pipaluk"])
@pytest.mark.only_on("sqlite")
def test_a_flag_is_seen_by_whom_it_may_be_and_never_by_whom_it_is_about(
    work_of, malik, world, database, kind, readers, about
):
    told_about(work_of, malik, kind, [world.persons[about].id] if about else [])
    is_seen_by(readers - {about}, work_of, malik, database)


@pytest.mark.only_on("postgresql")
def test_nor_does_the_other_database_show_a_flag_to_whom_it_is_about(
    work_of, malik, world, database
):
    told_about(work_of, malik, "self_harm", [world.persons["hans"].id])
    is_seen_by(AROUND_MALIK - {"hans"}, work_of, malik, database)


def told_about(work_of, malik, kind: str, around: list) -> None:
    with work_of("sofie") as work:
        record(work, malik, serious(kind, around=tuple(around)))


def is_seen_by(wanted: set[str], work_of, malik, database) -> None:
    only_flag(database)
    found = seen_by(work_of, malik)
    assert found["child"] == found["rows"] == found["one"] == wanted
    assert found["inbox"] == wanted & {"naja", "hans", "sofie"}


def test_a_child_that_comes_back_closes_that_it_is_away_and_asks_for_the_talk(
    work_of, malik, raised, database
):
    with work_of("pipaluk") as work:
        kept = record(work, malik, serious("missing_from_home"))
    with work_of("pipaluk") as work:
        add(work, malik, kept.matter_id, addition("returned", at=EARLIER))
    assert raised() == []
    swept(database, NOW + timedelta(days=1))
    assert raised() == []
    swept(database, NOW + timedelta(days=2))
    assert raised(NOW + timedelta(days=2)) == ["return_talk_due"]
    with work_of("ivik", NOW + timedelta(days=2)) as work:
        talk = addition("return_talk", at=work.now, texts={"with_whom": "Ivik"})
        add(work, malik, kept.matter_id, talk)
    swept(database, NOW + timedelta(days=3))
    assert raised(NOW + timedelta(days=3)) == []


def test_an_unsigned_use_of_force_is_reminded_of_to_leaders_and_closes_when_it_is_done(
    work_of, malik, world, raised, database
):
    with work_of("pipaluk") as work:
        kept = record(work, malik, forced(world))
    swept(database, NOW)
    assert raised() == ["use_of_force_incomplete"]
    only_flag(database)
    assert seen_by(work_of, malik)["child"] == {"naja", "hans", "sofie"}
    for kind, values in (
        ("registered", {"codes": {"confirm": True}}),
        ("sent", {"at": NOW}),
        ("child_account", {"at": NOW, "codes": {"answer": "declined"}}),
    ):
        with work_of("hans") as work:
            add(work, malik, kept.matter_id, addition(kind, **values))
    swept(database, NOW + timedelta(minutes=5))
    assert raised() == []


def test_several_hard_events_are_one_flag_and_bounded_ones_are_not_counted(work_of, malik, raised):
    with work_of("pipaluk") as work:
        for kind in ("threat", "online_harm", "online_harm", "threat"):
            record(work, malik, serious(kind) if kind == "online_harm" else draft(kind))
    assert "incident_cluster" not in raised()
    with work_of("pipaluk") as work:
        record(work, malik, draft("threat"))
    assert raised().count("incident_cluster") == 1


def test_what_is_usual_for_the_child_is_no_cluster(work_of, malik, raised):
    with work_of("pipaluk") as work:
        for days in range(15, 95, 4):
            at = NOW - timedelta(days=days)
            record(work, malik, draft("threat", started_at=at))
        for hours in (1, 2, 3):
            record(work, malik, draft("threat", started_at=NOW - timedelta(hours=hours)))
    assert raised() == []


def swept(database, now):
    with database.writing() as session:
        work = Work(session, NIGHTLY, now)
        sweep(work, TODAY + (now - NOW))
        session.commit()
