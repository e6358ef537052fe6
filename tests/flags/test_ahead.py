"""Days read ahead are the days that are read one by one."""

from datetime import date, timedelta

import numpy as np

from institution.flags.services import ahead
from institution.flags.services.days import log_ids, read
from institution.flags.services.period import Period
from institution.flags.services.residence import residences
from institution.logs.services import importing
from tests.logs.import_files import csv_bytes, row, written
from tests.world import TODAY


def import_logs(work_of, folder) -> None:
    days = [str(TODAY - timedelta(days=n)) for n in range(1, 60, 2)]
    rows = [
        row(day=day, mood=str(1 + n % 5), child=child, calm="3")
        for n, day in enumerate(days)
        for child in ("HF-001", "HF-002", "HS-001")
    ]
    found = importing.read_rows(
        importing.open_sheet(written(folder, csv_bytes(*rows))), importing.Request()
    )
    with work_of("set_up") as work:
        importing.keep(work, found)


def same(one, other) -> bool:
    """Tell whether two days say the same, in whatever order."""
    return said(one) == said(other)


def said(days):
    """Return the logs with their ids, in one order."""
    logs = days.logs
    levels = np.nan_to_num(logs.levels).tolist()
    columns = (column.tolist() for column in logs[:6])
    return sorted(zip(days.entries.log_ids(logs.log), *columns, levels, strict=True))


def test_a_part_of_many_days_is_what_those_days_are(work_of, tmp_path):
    import_logs(work_of, tmp_path)
    with work_of("nightly") as work:
        reader = ahead.ReadAhead(TODAY)
        for ago in (30, 29, 12, 0):
            day = TODAY - timedelta(days=ago)
            children, period = residences(work, day), Period.until(day, 20)
            found = reader(work, children, period)
            alone = read(work, children, period)
            assert found.shape == alone.shape
            assert same(found, alone)
            everything = np.ones(len(found.logs.day), dtype=np.bool_)
            assert sorted(log_ids(found, everything)) == sorted(log_ids(alone, everything))


def test_what_lies_beyond_the_days_kept_is_read_again(work_of, tmp_path, monkeypatch):
    import_logs(work_of, tmp_path)
    monkeypatch.setattr(ahead, "AT_ONCE", timedelta(days=3))
    with work_of("nightly") as work:
        reader = ahead.ReadAhead(TODAY)
        for ago in range(9, -1, -1):
            day = TODAY - timedelta(days=ago)
            children, period = residences(work, day), Period.until(day, 20)
            assert same(reader(work, children, period), read(work, children, period))


def test_days_on_which_nothing_was_written_are_empty(work_of):
    day = date(2026, 1, 1)
    with work_of("nightly") as work:
        found = ahead.ReadAhead(day)(work, residences(work, day), Period.until(day, 20))
        assert len(found.logs.day) == 0
