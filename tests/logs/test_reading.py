from datetime import timedelta

import pytest
from sqlalchemy import event

from institution.access.errors import NotAllowedError, NotReachableError
from institution.audit.models import Action
from institution.logs.models import Shift
from institution.logs.services import (
    ChildAnswer,
    Filter,
    history,
    log_with_corrections,
    logs_of_child,
    record,
)
from tests.logs.drafts import days_ago, draft, full_draft


@pytest.fixture
def malik(world):
    return world.children["malik"].id


def keep(work_of, child_id, *drafts, by="pipaluk"):
    for one in drafts:
        with work_of(by, one.written_at) as work:
            record(work, child_id, one)


def ids(page):
    return [entry.log.id for entry in page.entries]


def test_logs_come_newest_first_twenty_at_a_time(work_of, malik):
    drafts = [draft(**days_ago(days)) for days in range(22)]
    keep(work_of, malik, *drafts)
    with work_of("sofie") as work:
        first = logs_of_child(work, malik, Filter())
        second = logs_of_child(work, malik, Filter(), 2)
    assert ids(first) == [one.id for one in drafts[:20]]
    assert ids(second) == [one.id for one in drafts[20:]]
    assert (first.more, second.more) == (True, False)


def test_the_evening_stands_above_the_day_it_ends(work_of, malik):
    day, evening = draft(shift=Shift.DAY), draft()
    keep(work_of, malik, evening, day)
    with work_of("sofie") as work:
        assert ids(logs_of_child(work, malik, Filter())) == [evening.id, day.id]


def test_logs_are_found_by_what_they_hold(work_of, malik, world):
    plain = draft(**days_ago(2), levels={"mood": 4, "calm": None})
    noted = draft(**days_ago(1), levels={"calm": 2}, note="Vi gik en tur")
    day = draft(shift=Shift.DAY, levels={}, child=ChildAnswer("five_faces", None))
    keep(work_of, malik, plain, noted)
    keep(work_of, malik, day, by="ivik")
    with work_of("sofie") as work:

        def found(**wanted):
            return ids(logs_of_child(work, malik, Filter(**wanted)))

        assert found(shift=Shift.DAY) == [day.id]
        assert found(author_id=world.persons["ivik"].id) == [day.id]
        assert found(dimension="calm") == [noted.id]
        assert found(dimension="mood") == [plain.id]
        assert found(first=noted.day) == [day.id, noted.id]
        assert found(last=plain.day) == [plain.id]
        assert found(with_note=True) == [noted.id]
        assert found(with_answer=True) == [day.id]
        assert found(corrected=True) == []
        assert found(shift=Shift.NIGHT, with_note=True) == []


def test_everyone_who_wrote_is_offered_by_name(work_of, malik):
    keep(work_of, malik, draft(), by="pipaluk")
    keep(work_of, malik, draft(), by="ivik")
    with work_of("sofie") as work:
        authors = logs_of_child(work, malik, Filter(shift=Shift.NIGHT)).authors
    assert [name for _, name in authors] == ["Ivik Lynge", "Pipaluk Møller"]


def correct(work_of, malik, old, **says):
    new = draft(corrects_id=old.id, correction_reason="Det var i går", **says)
    keep(work_of, malik, new, by="ivik")
    return new


def test_a_corrected_log_stands_with_what_replaced_it(work_of, malik):
    old = draft()
    keep(work_of, malik, old, draft(shift=Shift.DAY))
    new = correct(work_of, malik, old)
    with work_of("sofie") as work:
        page = logs_of_child(work, malik, Filter(corrected=True))
        by_id = {entry.log.id: entry for entry in page.entries}
        assert set(by_id) == {old.id, new.id}
        assert by_id[old.id].correction.id == new.id
        assert by_id[old.id].correction.correction_reason == "Det var i går"
        assert by_id[old.id].corrected_by == "Ivik Lynge"
        assert by_id[new.id].correction is None


def test_one_log_is_shown_with_its_whole_row_of_corrections(work_of, malik):
    first, other = draft(), draft()
    keep(work_of, malik, first, other)
    second = correct(work_of, malik, first)
    third = correct(work_of, malik, second)
    with work_of("sofie") as work:
        row = log_with_corrections(work, malik, second.id)
        assert [entry.log.id for entry in row] == [second.id, third.id, first.id]
        assert row[0].correction.id == third.id


def test_the_history_of_a_log_tells_of_its_corrections(work_of, malik):
    old = draft()
    keep(work_of, malik, old)
    correct(work_of, malik, old)
    with work_of("sofie") as work:
        events = history(work, malik, old.id)
        told = [(one.history.action, one.who, one.history.reason) for one in events]
    assert told == [
        (Action.LOG_RECORDED, "Pipaluk Møller", None),
        (Action.LOG_CORRECTED, "Ivik Lynge", "Det var i går"),
    ]


@pytest.mark.parametrize("name", ["jens", "nuka", "aka", "karl"])
def test_others_read_no_logs(work_of, malik, name):
    old = draft()
    keep(work_of, malik, old)
    with work_of(name) as work:
        for read in (
            lambda: logs_of_child(work, malik, Filter()),
            lambda: log_with_corrections(work, malik, old.id),
            lambda: history(work, malik, old.id),
        ):
            with pytest.raises(NotReachableError):
                read()


def test_the_administrator_reads_no_logs(work_of, malik):
    with work_of("ane") as work, pytest.raises(NotAllowedError):
        logs_of_child(work, malik, Filter())


def test_a_log_is_not_found_under_another_child(work_of, malik, world):
    old = draft()
    keep(work_of, malik, old)
    with work_of("sofie") as work, pytest.raises(NotReachableError):
        log_with_corrections(work, world.children["aviaja"].id, old.id)


SEES = {
    None: {"pipaluk", "ivik", "naja", "hans", "sofie"},
    "home_and_caseworker": {"pipaluk", "ivik", "naja", "hans", "sofie"},
    "contact_adult_only": {"ivik"},
    "caseworker_only": {"sofie"},
}


@pytest.mark.parametrize("chosen", SEES)
@pytest.mark.parametrize("name", sorted(SEES[None]))
def test_the_child_chooses_who_sees_its_answer(work_of, malik, chosen, name):
    said = draft(child=ChildAnswer("five_faces", 1, chosen, words="Jeg savner mor"))
    keep(work_of, malik, said)
    with work_of(name) as work:
        (entry,) = logs_of_child(work, malik, Filter()).entries
        assert entry.shows_answer == (name in SEES[chosen])
        assert log_with_corrections(work, malik, said.id)[0].shows_answer == entry.shows_answer
        found = logs_of_child(work, malik, Filter(with_answer=True)).entries
        assert bool(found) == (name in SEES[chosen])


def count_queries(database, work_of, name, act):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            statements.append(statement)

    with work_of(name) as work:
        event.listen(database.engine, "before_cursor_execute", note)
        act(work)
        event.remove(database.engine, "before_cursor_execute", note)
    return len(statements)


def test_a_page_of_logs_costs_the_same_queries_with_one_log_or_twenty(work_of, malik, database):
    def act(work):
        logs_of_child(work, malik, Filter())

    keep(work_of, malik, full_draft(**days_ago(30)))
    few = count_queries(database, work_of, "sofie", act)
    for days in range(12):
        keep(work_of, malik, full_draft(**days_ago(days)), by="ivik")
        old = draft(**days_ago(days))
        keep(work_of, malik, old)
        correct(work_of, malik, old, written_at=old.written_at + timedelta(hours=1), day=old.day)
    assert count_queries(database, work_of, "sofie", act) == few <= 9
