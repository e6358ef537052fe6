"""The rows of a file are kept all or none, once, where the child lived."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from institution.access.errors import NotAllowedError
from institution.access.policy import Permission
from institution.audit.models import Action, RecordHistory
from institution.cases import scope, services
from institution.logs.models import ShiftLog
from institution.logs.services import importing
from tests.logs.import_files import HEADER, csv_bytes, row, written
from tests.world import NOW


@pytest.fixture
def keep(work_of, tmp_path):
    """Give `keep(row, ...)`: import the rows as the set-up job."""

    def keep(*rows, header=HEADER, as_person="set_up", **options):
        file = written(tmp_path, csv_bytes(*rows, header=header))
        found = importing.read_rows(importing.open_sheet(file), importing.Request())
        with work_of(as_person) as work:
            return importing.keep(work, found, **options)

    return keep


@pytest.fixture
def logs(work_of):
    """Give `logs()`: what is kept about Malik, as his caseworker sees it."""

    def logs():
        with work_of("sofie") as work:
            found = work.session.scalars(
                scope.about(ShiftLog, work, Permission.LOG_READ).order_by(ShiftLog.day)
            ).all()
            for log in found:
                _ = log.ratings, log.handover, log.good_moment
            return [(log, log.note, [(r.dimension, r.level) for r in log.ratings]) for log in found]

    return logs


def refused(keep, *rows, **options) -> list[tuple[int, str, str]]:
    with pytest.raises(importing.RowsRefusedError) as caught:
        keep(*rows, **options)
    return [tuple(refusal) for refusal in caught.value.refusals]


def test_a_row_is_kept_as_a_log(keep, logs, world):
    kept = keep(row(note="Vi gik ud."))
    day = date(2026, 11, 20)
    assert kept == (1, 1, 0, 1, day, day)
    ((log, note, ratings),) = logs()
    assert (note, ratings) == ("Vi gik ud.", [("mood", 4)])
    assert (log.presence, log.contact_time) == ("present", None)
    assert log.author_id == world.persons["pipaluk"].id
    assert log.unit_id == world.units["fjord"].id
    assert log.received_at == NOW
    assert log.written_at == datetime(2026, 11, 21, 1, tzinfo=UTC)


def test_when_it_was_written_is_kept_by_the_clock_of_the_home(keep, logs):
    header = (*HEADER, "written_at")
    keep((*row(), "2026-11-20T22:10"), (*row(), "2026-11-21T02:00+01:00"), header=header)
    assert [log.written_at.hour for log, *_ in logs()] == [0, 1]


def test_a_log_of_the_running_shift_is_not_written_in_the_future(keep, logs):
    keep(row(day="2026-11-22"))
    assert logs()[0][0].written_at == NOW


def test_the_history_says_that_it_was_imported(keep, work_of):
    keep(row())
    with work_of("nightly") as work:
        newest = select(RecordHistory).order_by(RecordHistory.id.desc()).limit(1)
        history = work.session.scalar(newest)
        assert history.action is Action.LOG_IMPORTED
        assert history.actor_name == "set-up"


def test_the_same_file_twice_keeps_nothing_twice(keep, logs):
    rows = [row(), row(mood="2"), row(day="2026-11-19")]
    assert keep(*rows).logs == 3
    again = keep(*rows, row(day="2026-11-18"))
    assert (again.logs, again.known) == (1, 3)
    assert len(logs()) == 4


@pytest.mark.parametrize("changed", [{"mood": "3"}, {"note": "Nyt"}, {"good_moment": ""}])
def test_a_changed_row_is_refused_and_nothing_is_overwritten(keep, logs, changed):
    keep(row())
    ((line, _, reason),) = refused(keep, row(day="2026-11-19"), row(**changed))
    assert line == 3
    assert "never overwritten" in reason
    assert len(logs()) == 1


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"child": "HF-999"}, "child", "no child has the reference 'HF-999'"),
        ({"author": "ingen"}, "author", "nobody has the user name 'ingen'"),
        ({"day": "2026-11-23"}, "day", "in the future"),
        ({"day": "2026-11-22", "shift": "night"}, "day", "in the future"),
        ({"day": "2025-08-31"}, "day", "before the child's first placement"),
    ],
)
def test_a_row_that_does_not_fit_what_is_known_is_refused(keep, logs, changed, field, reason):
    ((line, where, why),) = refused(keep, row(), row(**changed))
    assert (line, where) == (3, field)
    assert reason in why
    assert logs() == []


def test_a_day_on_which_the_child_lived_nowhere_is_refused(keep, work_of, world):
    with work_of("set_up") as work:
        (stay,) = services.placements(work, Permission.CASE_ADMINISTER, world.children["malik"].id)
        services.end(work, stay, date(2026, 11, 1))
    ((_, field, reason),) = refused(keep, row())
    assert (field, reason) == ("day", "the child lived nowhere we know on that day")


@pytest.mark.parametrize(
    ("written_at", "reason"),
    [("2026-11-20T14:59", "before the shift began"), ("2026-11-22T22:00", "in the future")],
)
def test_a_moment_that_cannot_be_is_refused(keep, written_at, reason):
    ((_, field, why),) = refused(keep, (*row(), written_at), header=(*HEADER, "written_at"))
    assert field == "written_at"
    assert reason in why


def test_what_the_file_alone_shows_is_refused_with_the_rest(keep):
    found = refused(keep, row(mood="9"), row(child="HF-999"))
    assert [line for line, *_ in found] == [2, 3]


def test_a_number_is_the_childs_own_answer_on_the_scale_of_its_age(keep, logs):
    keep((*row(), "4"), (*row(), "Jeg vil hjem til mormor"), header=(*HEADER, "child_voice"))
    (face, *_), (words, *_) = logs()
    assert (face.child_scale, face.child_value) == ("five_faces", 4)
    assert (words.child_scale, words.child_value) == (None, None)


def test_an_answer_that_the_child_was_not_offered_is_refused(keep):
    ((_, field, reason),) = refused(keep, (*row(), "6"), header=(*HEADER, "child_voice"))
    assert field == "child_voice"
    assert "1 to 5" in reason


def test_a_line_to_the_next_shift_is_something_to_do(keep, work_of):
    keep((*row(), "Ring til farmor"), header=(*HEADER, "handover"))
    with work_of("sofie") as work:
        log = work.session.scalar(scope.about(ShiftLog, work, Permission.LOG_READ))
        assert [(line.part, line.text) for line in log.handover] == [("do", "Ring til farmor")]


def test_a_dry_run_checks_and_keeps_nothing(keep, logs):
    assert keep(row(), dry_run=True).logs == 1
    assert logs() == []
    refused(keep, row(child="HF-999"), dry_run=True)


def test_progress_is_told_for_every_row(keep):
    told = []
    days = [str(date(2026, 1, 1) + timedelta(days=n)) for n in range(300)]
    keep(*(row(day=day) for day in days[:10]))
    keep(*(row(day=day) for day in days for _ in range(2)), done=told.append)
    assert sum(told) == 600


@pytest.mark.parametrize("name", ["sofie", "pipaluk", "ane", "nightly"])
def test_nobody_but_the_set_up_job_imports(keep, name):
    with pytest.raises(NotAllowedError):
        keep(row(), as_person=name)


def test_no_text_reaches_the_reasons(keep):
    found = refused(keep, row(note="hemmeligt\x00"), row(note="hemmeligt" * 200))
    assert "hemmeligt" not in repr(found)


def test_twenty_thousand_rows_need_few_statements(keep, work_of):
    keep(*(row(day=str(date(2026, 1, 1) + timedelta(days=n % 300))) for n in range(2000)))
    with work_of("nightly") as work:
        counted = select(func.count()).select_from(ShiftLog).execution_options(scope="count")
        assert work.session.scalar(counted) == 2000
