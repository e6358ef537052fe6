"""A copy of a record: whole, of one child only, readable without us, and never half."""

import base64
import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pypdf import PdfReader

from institution.cli import main
from institution.db.base import AboutChild, Base
from institution.reports.services.exporting.paper import LEFT_OUT
from institution.reports.services.exporting.wording import Wording
from tests.pages import rows
from tests.reports.conftest import TEXTS
from tests.reports.others import other_children
from tests.voice.saying import said_by

# What follows from the same rows is shown on one database; those that write or read others on both.
pytestmark = pytest.mark.only_on("sqlite")
BOTH = pytest.mark.only_on("sqlite", "postgresql")

ROOT = Path(__file__).parents[2]
DRAWING = b"a drawing as it was kept"


@pytest.fixture
def export(app):
    def export(*arguments: str):
        with app.app_context():
            return CliRunner().invoke(main.commands["export"], [str(one) for one in arguments])

    return export


@pytest.fixture
def folder(stage, signed, work_of, browser, export, tmp_path_factory) -> Path:
    world = stage.world

    def written() -> Path:
        other_children(world, work_of, ["Kanariefugl"])
        said_by(stage.database, world, "malik", picture=base64.b64encode(DRAWING).decode())
        said_by(stage.database, world, "nivi", picture=base64.b64encode(b"Kanariefugl").decode())
        browser("sofie").get(f"/children/{world.children['malik'].id}")
        copy = tmp_path_factory.mktemp("export") / "copy"
        told = export("child", "HF-001", "--to", copy)
        assert told.exit_code == 0, told.output
        return copy

    return stage.once("an exported child", written)


def tables_of(folder: Path) -> dict:
    return json.loads((folder / "record.json").read_text())["tables"]


@BOTH
def test_every_table_about_children_is_in_it_with_every_row(folder, app, world):
    tables = tables_of(folder)
    models = [m.class_ for m in Base.registry.mappers if issubclass(m.class_, AboutChild)]
    assert {m.__tablename__ for m in models} <= set(tables)
    for model in models:
        statement = f"SELECT child_id FROM {model.__tablename__}"
        kept = [str(row[0]).replace("-", "") for row in rows(app, statement)]
        of_malik = kept.count(world.children["malik"].id.hex)
        assert len(tables[model.__tablename__]) == of_malik, model


@BOTH
def test_sealed_texts_are_opened_and_ids_have_names_beside_them(folder):
    tables = tables_of(folder)
    assert tables["children"][0]["name"] == "Malik Kreutzmann"
    assert tables["children"][0]["cpr"] == "0904134321"
    assert tables["plans"][0]["author"] == "Sofie Lund"
    assert json.loads(tables["report_versions"][0]["texts"]) == TEXTS
    assert {row["actor"] for row in tables["record_history"] if row["actor_id"]} >= {
        "Hans Petersen"
    }
    told = (folder / "record.json").read_text()
    assert "_sealed" not in told


def test_the_childs_pictures_lie_beside_its_record(folder):
    [picture] = (folder / "attachments").glob("picture-*.jpg")
    assert picture.read_bytes() == DRAWING
    [voice] = tables_of(folder)["voices"]
    assert picture.stem == f"picture-{voice['id']}"
    assert "picture" not in voice


@BOTH
def test_nothing_of_another_child_is_in_it(folder):
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"Kanariefugl" not in path.read_bytes(), path
    said = "".join(page.extract_text() for page in PdfReader(folder / "record.pdf").pages)
    assert "Kanariefugl" not in said
    assert "fiske" in said
    for words in ("Vagtlogge", "God stund", "Skrevet af", "Humør", "Det, barnet selv har sagt"):
        assert words in said, words
    assert "good_moment" not in said


def test_it_is_read_again_by_the_ten_lines_in_the_documents(folder, tmp_path):
    text = (ROOT / "docs" / "reports.md").read_text()
    script = re.search(r"```python\n(.*?)```", text, re.DOTALL).group(1)
    assert len([line for line in script.splitlines() if line.strip()]) <= 10
    told = subprocess.run(
        [sys.executable, "-I", "-c", script, folder], capture_output=True, text=True, check=True
    )
    assert "shift_logs" in told.stdout
    changed = shutil.copytree(folder, tmp_path / "changed")
    (changed / "logs.csv").write_text("changed")
    failed = subprocess.run(
        [sys.executable, "-I", "-c", script, changed], capture_output=True, check=False
    )
    assert failed.returncode == 1


def test_the_signed_report_lies_beside_it_and_the_paper_is_pdf_a(folder, app, signed):
    (attached,) = (folder / "attachments").glob("status-*.pdf")
    digest = hashlib.sha256(attached.read_bytes()).digest()
    assert rows(app, "SELECT file_digest FROM report_signatures") == [(digest,)]
    metadata = PdfReader(folder / "record.pdf").trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata


def test_it_tells_who_looked_by_purpose_and_never_by_name(folder, export, tmp_path):
    told = (folder / "look-ups.csv").read_text()
    assert "Så barnets dage som kurver" in told
    paper = tmp_path / "look-ups.pdf"
    assert export("access", "HF-001", "--to", paper, "--language", "en").exit_code == 0
    said = "".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "Saw the child's days as lines" in said
    assert "Import or export by operations" in said
    for name in ("Sofie", "Lund", "Hans", "Ivik", "sofie"):
        assert name not in said + told


def test_only_its_owner_reads_a_copy(folder):
    for path in (folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_copy_itself_is_a_look_up(folder, app):
    assert ("set-up",) in rows(app, "SELECT permission FROM use_log")


@pytest.mark.parametrize("kind", ["zip", "csv", "xlsx", "json"])
def test_it_comes_in_one_file_too(written, export, tmp_path, kind, world):
    target = tmp_path / f"copy.{kind}"
    child_id = world.children["malik"].id
    assert export("child", child_id, "--format", kind, "--to", target).exit_code == 0
    content = target.read_bytes()
    if kind == "zip":
        packed = zipfile.ZipFile(io.BytesIO(content))
        assert "manifest.json" in packed.namelist()
        assert packed.testzip() is None
    elif kind == "csv":
        found = list(csv.DictReader(io.StringIO(content.decode())))
        assert (found[0]["child"], found[0]["author"]) == ("HF-001", "pipaluk")
        assert len(found) == 70 + 35 + 23
    elif kind == "xlsx":
        assert "shift_logs" in load_workbook(io.BytesIO(content)).sheetnames
    else:
        assert json.loads(content)["child"] == "HF-001"


def test_the_logs_can_be_imported_again(written, export, app, tmp_path):
    target = tmp_path / "logs.csv"
    export("child", "HF-001", "--format", "csv", "--to", target)
    with app.app_context():
        told = CliRunner().invoke(main.commands["import"], ["logs", str(target), "--dry-run"])
    assert told.exit_code == 0, told.output


def test_nothing_is_overwritten_and_nothing_left_half(written, export, tmp_path):
    target = tmp_path / "copy"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    told = export("child", "HF-001", "--to", target)
    assert (told.exit_code, [one.name for one in target.iterdir()]) == (1, ["mine.txt"])
    missing = tmp_path / "nowhere" / "copy"
    assert export("child", "HF-001", "--to", missing).exit_code == 1
    assert [one.name for one in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize("named", ["HF-999", "not a child", "01a202e7-1ec4-7143-a350-9dada6bc514c"])
def test_a_child_that_is_not_there_is_refused(export, tmp_path, named):
    for command in ("child", "access"):
        told = export(command, named, "--to", tmp_path / "copy.csv")
        assert (told.exit_code, "no child" in told.output) == (1, True)


def test_the_paper_says_in_words_what_is_kept_as_codes(folder):
    tables, wording = tables_of(folder), Wording("da")
    cells = {
        (name, text)
        for name, rows in tables.items()
        if name not in LEFT_OUT
        for row in rows
        for _key, text in wording.told(name, row)
    }
    # Raw texts of JSON, moments and codes with an underscore stand in no cell.
    raw = re.compile(r"[a-z]_[a-z]|\dT\d\d|[{\[]")
    assert {one for one in cells if raw.search(one[1])} == set()
    paper = "".join(page.extract_text() for page in PdfReader(folder / "record.pdf").pages)
    for words in ("Aftenvagt", "Hjemme på stedet", "Over 3 timer", "Skrev en udgave af planen"):
        assert words in paper, words
    english = Wording("en").told("shift_logs", tables["shift_logs"][0])
    assert ("Shift", "Evening shift") in english
