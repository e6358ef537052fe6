"""A file that cannot be read says why, and what to do."""

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.logs.services.importing import FileError, open_sheet
from institution.logs.services.importing.csv_files import read_csv
from institution.logs.services.importing.sheet import Unusable, as_sheet
from institution.logs.services.importing.xlsx_files import read_xlsx
from tests.logs.import_files import csv_bytes, row, written, xlsx


def refused(folder, content: bytes, name: str = "logs.csv") -> str:
    with pytest.raises(FileError) as caught:
        open_sheet(written(folder, content, name))
    return str(caught.value)


def test_a_csv_file_is_a_header_and_rows_with_their_lines(tmp_path):
    sheet = open_sheet(written(tmp_path, b'child,note\r\nHF-001,"a\nb"\r\n\r\nHF-002,c\r\n'))
    assert sheet.header == ("child", "note")
    assert [(line, list(cells)) for line, cells in sheet.rows] == [
        (2, ["HF-001", "a\nb"]),
        (5, ["HF-002", "c"]),
    ]


@pytest.mark.parametrize("separator", [b";", b"\t", b","])
def test_the_header_says_what_separates_the_cells(tmp_path, separator):
    sheet = open_sheet(written(tmp_path, b"child,day\nA,2\n".replace(b",", separator)))
    assert sheet.header == ("child", "day")
    assert list(sheet.rows[0].cells) == ["A", "2"]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path):
    sheet = open_sheet(written(tmp_path, "child,day\nA,2\n".encode("utf-8-sig")))
    assert sheet.header[0] == "child"


@pytest.mark.parametrize("content", [b"", b"  \r\n\n", b",,\n,,\n"])
def test_an_empty_file_is_refused(tmp_path, content):
    assert refused(tmp_path, content) == "the file is empty"


def test_a_header_alone_is_refused(tmp_path):
    assert refused(tmp_path, csv_bytes()) == "the file has a header and no rows"


def test_latin_1_is_refused_with_the_line_and_what_to_do(tmp_path):
    reason = refused(tmp_path, csv_bytes(row(), row(note="sælen")).decode().encode("latin-1"))
    assert reason.startswith("line 2: the file is not UTF-8; it may be Latin-1")
    assert "CSV UTF-8" in reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_what_to_do(tmp_path, encoding):
    reason = refused(tmp_path, csv_bytes(row()).decode().encode(encoding))
    assert "UTF-16" in reason
    assert "CSV UTF-8" in reason


def test_a_quotation_that_never_ends_is_refused_with_its_line(tmp_path):
    whole = csv_bytes(row(), row(note='Hun sagde "hej", og smilede')).rstrip()
    reason = refused(tmp_path, whole[:-4])
    assert reason.startswith("line 3: a quotation mark")
    assert "cut off" in reason


def test_a_cell_without_end_is_refused(tmp_path):
    reason = refused(tmp_path, csv_bytes(row(note="x" * 200_000)))
    assert reason.startswith("line 2: a cell is longer than")


def test_a_column_named_twice_is_refused(tmp_path):
    assert refused(tmp_path, b"child,mood,mood\nA,1,2\n") == "the header names a column twice: mood"


def test_a_column_without_a_name_is_refused(tmp_path):
    assert "no name: 2" in refused(tmp_path, b"child,,mood\nA,1,2\n")


def test_numbers_are_no_header(tmp_path):
    assert "a header is needed" in refused(tmp_path, b"1,2,3\n4,5,6\n")


def test_empty_columns_at_the_end_are_no_columns(tmp_path):
    assert open_sheet(written(tmp_path, b"child,mood,,\nA,1,,\n")).header == ("child", "mood")


def test_an_ending_we_do_not_read_is_refused(tmp_path):
    assert ".csv or .xlsx" in refused(tmp_path, csv_bytes(row()), "logs.ods")


def test_a_workbook_named_csv_is_refused(tmp_path):
    content = xlsx(tmp_path, ("child",), ("A",)).read_bytes()
    assert "ending .xlsx" in refused(tmp_path, content)


def test_an_old_workbook_is_refused(tmp_path):
    assert "old Excel" in refused(tmp_path, b"\xd0\xcf\x11\xe0rest", "logs.xls")


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_workbook_that_is_cut_off_is_refused(tmp_path, keep):
    content = xlsx(tmp_path, ("child",), ("A",)).read_bytes()
    assert "not an XLSX" in refused(tmp_path, content[: int(len(content) * keep)], "logs.xlsx")


@pytest.mark.parametrize("content", [b"child,day\nA,1\n", b"PK nothing"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    assert "not an XLSX" in refused(tmp_path, content, "logs.xlsx")


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(FileError, match="not an XLSX"):
        open_sheet(tmp_path / "other.xlsx")


def test_cells_of_a_workbook_are_read_as_they_show(tmp_path):
    cells = (
        "A",
        3,
        3.0,
        2.5,
        date(2026, 11, 20),
        datetime.fromisoformat("2026-11-20T21:30"),
        None,
        True,
    )
    sheet = open_sheet(xlsx(tmp_path, tuple("abcdefgh"), cells, ("B",)))
    assert list(sheet.rows[0].cells) == [
        "A",
        "3",
        "3",
        "2.5",
        "2026-11-20",
        "2026-11-20T21:30:00",
        "",
        "True",
    ]
    assert list(sheet.rows[1].cells) == ["B", *[""] * 7]


def test_a_formula_is_no_value(tmp_path):
    sheet = open_sheet(xlsx(tmp_path, ("child", "mood"), ("A", "=1+2"), ("A", "#N/A")))
    assert isinstance(sheet.rows[0].cells[1], Unusable)
    assert "formula" in sheet.rows[0].cells[1].reason
    assert isinstance(sheet.rows[1].cells[1], Unusable)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    file = written(tmp_path, b"")
    with file.open("r+b") as handle:
        handle.truncate(101 * 1024 * 1024)
    with pytest.raises(FileError, match="larger than 100 MB"):
        open_sheet(file)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sheet_or_a_clear_refusal(content):
    for read in (read_csv, read_xlsx):
        with suppress(FileError):
            assert as_sheet(read(content)).rows
