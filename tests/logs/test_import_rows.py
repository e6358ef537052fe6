"""Columns and cells are read as the format or the mapping says, or refused with their name."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.logs.models import Shift
from institution.logs.services.importing import FileError, Request, Scale, open_sheet, read_rows
from institution.logs.services.importing.identity import log_id
from tests.logs.import_files import HEADER, csv_bytes, row, written, xlsx

OWN = Request()
FOREIGN = Request(
    {"person": "child", "number": "day", "happy": "mood"},
    day_zero=date(2026, 1, 1),
    author="pipaluk",
    shift=Shift.EVENING,
)


def rows_of(folder, content: bytes, request: Request = OWN):
    return read_rows(open_sheet(written(folder, content)), request)


def columns_refused(folder, header: str, request: Request = OWN) -> str:
    content = f"{header}\n{','.join('x' * (header.count(',') + 1))}\n".encode()
    with pytest.raises(FileError) as caught:
        rows_of(folder, content, request)
    return str(caught.value)


def reasons(folder, **changed: str) -> list[tuple[int, str, str]]:
    return [tuple(refusal) for refusal in rows_of(folder, csv_bytes(row(**changed))).refusals]


def test_a_row_of_the_own_format_is_read(tmp_path):
    header = (*HEADER, "child_voice", "handover", "written_at", "slot", "sleep")
    cells = (*row(note="  Du sagde:\r\n'mere'  "), "4", "Gå en tur", "2026-11-20T22:10", "2", "")
    (found,) = rows_of(tmp_path, csv_bytes(cells, header=header)).rows
    assert found.line == 2
    assert found.about == ("HF-001", date(2026, 11, 20), Shift.EVENING, "pipaluk", "2")
    assert found.levels == {"mood": 4}
    assert found.texts == {
        "child_voice": "4",
        "handover": "Gå en tur",
        "good_moment": "Du lo ad mågen.",
        "note": "Du sagde:\n'mere'",
    }
    assert found.written_at == datetime.fromisoformat("2026-11-20T22:10")


def test_a_workbook_is_read_like_csv(tmp_path):
    cells = ("HF-001", date(2026, 11, 20), "evening", "pipaluk", 4, None, "Du lo.", None)
    (found,) = read_rows(open_sheet(xlsx(tmp_path, HEADER, cells)), Request()).rows
    assert found.about.day == date(2026, 11, 20)
    assert found.levels == {"mood": 4}


def test_unknown_columns_are_named_with_the_nearest_known(tmp_path):
    reason = columns_refused(tmp_path, "child,day,shift,author,Mood,mod,xyz")
    assert "'Mood' (did you mean 'mood'?)" in reason
    assert "'mod' (did you mean 'mood'?)" in reason
    assert "'xyz'" in reason
    assert "--map" in reason


def test_a_first_row_that_names_nothing_is_perhaps_no_header(tmp_path):
    assert "is the first row a header?" in columns_refused(tmp_path, "HF-001,2026-11-20,evening")


def test_missing_columns_are_named_with_the_option_that_helps(tmp_path):
    reason = columns_refused(tmp_path, "child,day,mood")
    assert reason == "columns are missing: shift, author; use --shift --author"


def test_a_file_must_say_something(tmp_path):
    assert "no column holds" in columns_refused(tmp_path, "child,day,shift,author,written_at")


def test_of_another_programs_file_only_what_is_mapped_is_read(tmp_path):
    content = b"person,number,happy,secret\nHF-001,3,5,x\nHF-001,-1,,x\nHF-001,4.0,2,x\n"
    found = rows_of(tmp_path, content, FOREIGN)
    assert found.layout.left_out == ("secret",)
    assert [row.about.day for row in found.rows] == [date(2026, 1, 4), date(2026, 1, 5)]
    assert [row.levels for row in found.rows] == [{"mood": 5}, {"mood": 2}]
    assert {row.about.author for row in found.rows} == {"pipaluk"}
    assert found.empty == 1


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ({"happyy": "mood"}, "'happyy' (did you mean 'happy'?)"),
        ({"happy": "moood"}, "'moood' (did you mean 'mood'?)"),
        ({"happy": "mood", "glad": "mood"}, "two columns are mapped to: mood"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(tmp_path, mapping, reason):
    assert reason in columns_refused(tmp_path, "child,day,happy,glad", Request(mapping))


def test_without_a_column_for_the_child_the_option_is_named(tmp_path):
    reason = columns_refused(tmp_path, "person,day,happy", Request({"happy": "mood"}))
    assert "--child-column" in reason


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("child", "", "is empty"),
        ("child", "x" * 41, "longer than 40 characters"),
        ("day", "20/11/2026", "not a day as 2026-11-22"),
        ("day", "14", "use --day-zero"),
        ("day", "2026-02-30", "not a day"),
        ("shift", "aften", "not one of: day, evening, night"),
        ("author", "", "is empty"),
        ("mood", "0", "not a level"),
        ("mood", "6", "not a level"),
        ("mood", "3.5", "not a level"),
        ("mood", "nan", "not a level"),
        ("mood", "god", "not a number"),
        ("note", "x" * 1001, "1001 characters; at most 1000"),
        ("note", "a\x07b", "control character"),
        ("good_moment", "x" * 201, "at most 200"),
        ("child", "HF\x00-001", "control character"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_line_field_and_reason(tmp_path, field, cell, reason):
    ((line, where, why),) = reasons(tmp_path, **{field: cell})
    assert (line, where) == (2, field)
    assert reason in why
    assert len(cell) < 3 or cell not in why


def test_every_wrong_cell_of_a_row_is_named(tmp_path):
    found = reasons(tmp_path, day="x", mood="9", shift="")
    assert {field for _, field, _ in found} == {"day", "mood", "shift"}


def test_a_moment_that_is_none_is_refused(tmp_path):
    content = csv_bytes((*row(), "i går"), header=(*HEADER, "written_at"))
    ((_, field, reason),) = rows_of(tmp_path, content).refusals
    assert field == "written_at"
    assert "2026-11-22T22:45" in reason


def test_a_row_with_other_cells_than_the_header_is_refused(tmp_path):
    content = csv_bytes(row(), row()[:5], (*row(), "more"))
    found = rows_of(tmp_path, content)
    assert [(refusal.line, refusal.field) for refusal in found.refusals] == [(3, ""), (4, "")]
    assert "cut off" in found.refusals[0].reason


def test_letters_of_every_script_are_welcome(tmp_path):
    text = "Illit oqarputit: \u200fשלום e\u0301 👍🏽 ᐃᓄᒃ"
    (found,) = rows_of(tmp_path, csv_bytes(row(note=text))).rows
    assert found.texts["note"] == text


def test_seven_points_become_the_nearest_level(tmp_path):
    request = Request({**FOREIGN.mapping}, {"": Scale(1, 7)}, FOREIGN.day_zero, "a", Shift.DAY)
    content = b"person,number,happy\n" + b"".join(b"A,%d,%d\n" % (n, n) for n in range(1, 8))
    found = rows_of(tmp_path, content, request)
    assert [row.levels["mood"] for row in found.rows] == [1, 2, 2, 3, 4, 4, 5]


def test_a_scale_on_which_higher_is_worse_is_turned_round(tmp_path):
    scales = {"": Scale(1, 7), "happy": Scale(3, -3)}
    request = Request(FOREIGN.mapping, scales, FOREIGN.day_zero, "a", Shift.DAY)
    found = rows_of(tmp_path, b"person,number,happy\nA,1,3\nA,2,-3\nA,3,4\n", request)
    assert [row.levels["mood"] for row in found.rows] == [1, 5]
    assert "between -3 and 3" in found.refusals[0].reason or found.refusals[0].line == 4


def test_a_scale_for_a_column_that_is_not_read_is_refused(tmp_path):
    request = Request(FOREIGN.mapping, {"other": Scale(1, 7)}, None, "a", Shift.DAY)
    assert "'other'" in columns_refused(tmp_path, "person,number,happy", request)


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(0, 1))
def test_a_value_on_a_scale_is_always_a_level(low, high, share):
    if abs(high - low) > 1e-3:
        value = low + share * (high - low)
        inside = min(max(value, min(low, high)), max(low, high))
        assert Scale(low, high).level(inside) in {1, 2, 3, 4, 5}


def test_several_entries_of_a_shift_each_become_their_own_log(tmp_path):
    found = rows_of(tmp_path, csv_bytes(row(), row(mood="2"), row(author="PIPALUK"))).rows
    assert [row.occurrence for row in found] == [0, 1, 2]
    assert len({log_id(row) for row in found}) == 3


def test_the_id_of_a_row_is_a_uuid_that_hangs_on_what_it_is_about_alone(tmp_path):
    (first,) = rows_of(tmp_path, csv_bytes(row())).rows
    (same,) = rows_of(tmp_path, csv_bytes(row(mood="1", note="andet"))).rows
    (other,) = rows_of(tmp_path, csv_bytes(row(day="2026-11-21"))).rows
    assert log_id(first) == log_id(same) != log_id(other)
    assert log_id(first).version == 8
    assert log_id(first).variant == "specified in RFC 4122"
    assert str(log_id(first)) == "91788a43-1511-8e48-957b-b839c4fbce84"
