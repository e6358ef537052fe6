"""The PDF: whole, locked, only about its child, and nothing that was written runs in it."""

import io
import json
import re

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from institution.access.policy import Permission
from institution.cli import main
from institution.logs.models import Shift
from institution.logs.services import ChildAnswer, Line
from institution.plans.services import Support
from institution.reports import pdf, services
from institution.reports.pdf.letters import drawable
from institution.reports.services.sheets import as_workbook
from tests.reports.conftest import PERIOD, TEXTS, version
from tests.trends.conftest import goal
from tests.world import TODAY

# What is drawn is gathered first, which the tests of reports show on both databases.
pytestmark = pytest.mark.only_on("sqlite")

MARKUP = (
    '#read("/etc/passwd") #panic("x") *fed* _k_ $x^2$ @ref <label> `raw` \\u{41} // væk\n'
    "= Overskrift\n<script>alert(1)</script> <b>fed</b> {{ 7*7 }} {name} %(n)s &amp;"
)
PIECES = (
    '#read("/etc/passwd")',
    "*fed*",
    "$x^2$",
    "@ref",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
)
LETTERS = "æøåÆØÅ ĸ ĸ â ê î ô û ĩ ũ Kalaallisut: ilinniartitsisoq"


@pytest.fixture
def malik(world):
    return world.children["malik"].id


@pytest.fixture
def file(signed, work_of, malik) -> bytes:
    with work_of("sofie") as work:
        report = services.found(work, Permission.REPORT_READ, malik, signed)
        return services.signed_file(report.signature)


@pytest.fixture
def document(signed, work_of, malik) -> dict:
    with work_of("sofie") as work:
        report = services.found(work, Permission.REPORT_READ, malik, signed)
        return services.signed_document(report.signature)


def text_of(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_it_says_itself_that_it_is_pdf_a_2a_and_pdf_ua_1_with_its_fonts(file):
    reader = PdfReader(io.BytesIO(file))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor), descriptor["/FontName"]


def test_each_page_says_its_number_the_check_code_and_who_signed_when(file, document):
    pages = PdfReader(io.BytesIO(file)).pages
    for number, page in enumerate(pages, 1):
        said = page.extract_text()
        assert f"Kontrolkode {document['code']}" in said
        assert f"side {number} af {len(pages)}" in said
        assert "Underskrevet af Hans Petersen, 22. november 2026 kl. 21.50" in said


def test_the_childs_own_words_stand_before_everything_adults_wrote(file):
    text = text_of(file)
    places = [text.index(told) for told in ("Jeg vil ud at fiske", "Dagene", "Stedets vurdering")]
    assert places == sorted(places)


def test_the_same_document_makes_the_same_bytes(file, document):
    assert pdf.report(document) == file


def test_pictures_have_words_for_those_who_do_not_see_them(file):
    reader, told = PdfReader(io.BytesIO(file)), []

    def look(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                look(one)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                told.append(node["/Alt"])
            look(node.get("/K"))

    look(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert len(told) == 9
    assert all("Linjen er ugens midte" in one or "regnes aldrig" in one for one in told)


def test_a_picture_without_words_is_no_paper(document):
    for section in document["sections"]:
        for one in section["told"]:
            if one["figure"]:
                one["figure"]["alt"] = ""
    with pytest.raises(Exception, match="alt"):
        pdf.report(document)


def test_danish_and_kalaallisut_letters_are_printed(document):
    document["sections"][-1]["written"][0]["text"] = LETTERS
    assert flat(LETTERS) in flat(text_of(pdf.report(document)))


def test_what_no_font_has_is_told_in_words():
    assert drawable("Hej \U0001f600") == "Hej \U0001f600"
    assert drawable(["\U0001f9cb \U000e0041漢"]) == ["[bubble tea] [cjk unified ideograph-6f22]"]
    assert drawable({"a": 3, "b": "x\ny"}) == {"a": 3, "b": "x\ny"}


def test_nothing_that_was_written_runs_in_the_paper_or_on_the_page(
    world, writer, work_of, malik, browser
):
    child = ChildAnswer("five_faces", 3, "home_and_caseworker", True, True, MARKUP)
    says = {"child": child, "good_moment": MARKUP, "handover": (Line("if_then", MARKUP),)}
    writer.keep(writer.day(3, {"mood": 3}, shift=Shift.EVENING, note=MARKUP, **says))
    supports = (Support(MARKUP, TODAY, MARKUP),)
    writer.plan(goal(wording=MARKUP, childs_wording=MARKUP, supports=supports))
    with work_of("ivik") as work:
        report_id = services.begin(work, malik, PERIOD).id
        texts = dict.fromkeys((*TEXTS, "proposal", "health_note", "incidents_note"), MARKUP)
        services.write(work, malik, report_id, version(texts=texts, comment=MARKUP))
    with work_of("hans") as work:
        services.sign(work, malik, report_id, 1)
    with work_of("sofie") as work:
        services.receive(work, malik, report_id, MARKUP)
        report = services.found(work, Permission.REPORT_READ, malik, report_id)
        file = services.signed_file(report.signature)
    text = flat(text_of(file))
    for piece in PIECES:
        assert text.count(flat(piece)) == 13, piece
    assert "root:x" not in text
    page = browser("sofie").get(f"/children/{malik}/reports/{report_id}").text
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 14
    assert "<script>alert" not in page
    assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|>49<", page)


CANARIES = [f"Kanariefugl{number:02}" for number in range(20)]


def test_a_report_holds_only_its_child(world, writer, work_of, malik, browser, app):
    """Twenty other children, in every text of theirs, in the same unit and home."""
    from tests.reports.others import other_children

    other_children(world, work_of, CANARIES)
    writer.days(30, 0, 3)
    writer.plan(goal())
    with work_of("hans") as work:
        report_id = services.begin(work, malik, PERIOD).id
        services.write(work, malik, report_id, version())
        services.sign(work, malik, report_id, 1)
    address = f"/children/{malik}/reports/{report_id}"
    sofie = browser("sofie")
    answer = sofie.get(f"{address}/pdf")
    reader = PdfReader(io.BytesIO(answer.data))
    seen = [text_of(answer.data), str(answer.headers), str(reader.metadata)]
    for number in range(1, len(reader.xref[0]) + 1):
        thing = reader.get_object(number)
        seen.append(str(thing))
        if hasattr(thing, "get_data"):
            seen.append(thing.get_data().decode("latin-1"))
            seen.append(thing.get_data().decode("utf-16-be", "replace"))
    seen += [sofie.get(f"{address}/json").text, sofie.get(address).text]
    book = load_workbook(io.BytesIO(sofie.get(f"{address}/xlsx").data))
    seen += [str(cell.value) for sheet in book for row in sheet for cell in row]
    for name in (*CANARIES, "Aviaja", "Nivi", "Inuk"):
        assert not [text for text in seen if name in text], name
    assert any("Malik" in text for text in seen)


def test_file_names_and_metadata_name_nobody(file, signed, malik, browser):
    answer = browser("sofie").get(f"/children/{malik}/reports/{signed}/pdf")
    assert answer.data == file
    assert re.search(r'filename="status-[A-Z2-7-]{19}\.pdf"', answer.headers["Content-Disposition"])
    reader = PdfReader(io.BytesIO(file))
    told = f"{reader.metadata} {reader.trailer['/Root']['/Metadata'].get_data().decode()}"
    for name in ("Malik", "Kreutzmann", "Hans", "Ivik", "Sofie", "HF-001"):
        assert name not in told


def test_the_same_data_comes_as_json_and_xlsx(document, signed, malik, browser):
    sofie = browser("sofie")
    address = f"/children/{malik}/reports/{signed}"
    assert json.loads(sofie.get(f"{address}/json").text) == document
    book = load_workbook(io.BytesIO(sofie.get(f"{address}/xlsx").data))
    assert book.sheetnames == ["about", "sentences", "written", "weeks"]
    told = [one for section in document["sections"] for one in section["told"]]
    assert len(list(book["sentences"].rows)) == len(told) + 1
    mood = [row for row in book["weeks"].values if row[1] == "mood"]
    assert len(mood) == 10
    assert mood[2][2] == 3


def test_a_text_is_never_a_formula():
    book = load_workbook(io.BytesIO(as_workbook({"a": (["=1+1"], [["=cmd|' /C calc'!A0", 3]])})))
    kinds = [cell.data_type for row in book["a"] for cell in row if cell.value is not None]
    assert kinds == ["s", "s", "n"]


def run(app, *arguments: str):
    from click.testing import CliRunner

    with app.app_context():
        return CliRunner().invoke(main.commands["reports"], arguments)


@pytest.fixture
def verify(app, tmp_path):
    def verify(content: bytes):
        path = tmp_path / "report.pdf"
        path.write_bytes(content)
        return run(app, "verify", str(path))

    return verify


def test_the_signed_file_is_known(file, verify, document):
    told = verify(file)
    assert told.exit_code == 0
    assert document["code"] in told.output


def test_a_changed_page_is_named(file, verify, document):
    """The same code on it, one word in the judgement changed."""
    judged = next(one for one in document["sections"] if one["key"] == "judgement")
    judged["written"][0]["text"] = "Malik er utryg."
    forged = pdf.report(document)
    assert len(PdfReader(io.BytesIO(forged)).pages) == len(PdfReader(io.BytesIO(file)).pages)
    told = verify(forged)
    assert told.exit_code == 1
    last = len(PdfReader(io.BytesIO(file)).pages)
    assert re.search(rf"NOT as it was signed .*page {last}\.", told.output)


def test_one_changed_byte_is_seen(file, verify):
    for place in range(100, len(file), len(file) // 3):
        changed = bytearray(file)
        changed[place] ^= 1
        assert verify(bytes(changed)).exit_code == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"%PDF-1.7\n" + b"\0" * 9999])
def test_what_is_no_report_is_refused_in_plain_words(verify, content):
    told = verify(content)
    assert (told.exit_code, "is no report" in told.output) == (1, True)


def test_a_report_of_another_house_is_refused(verify, document):
    told = verify(pdf.report(document | {"code": "AAAA-BBBB-CCCC-DDDD"}))
    assert told.exit_code == 1
    assert "no report with the check code" in told.output
