"""The sheet of a visit, on the screen and on paper."""

from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from institution.fostercare.services.keeping import keep
from institution.fostercare.services.recording import record_week
from tests.fostercare.filled import MONDAY, revision, week, whole
from tests.world import TODAY


def test_a_visit_is_prepared_on_one_sheet_that_can_be_taken_along(world, work_of, browser):
    family, child = world.families["tuko"].id, world.children["pilu"].id
    agreed = {"help__1__what": "Ringe til skolen", "help__1__owner": "Sara"}
    late = {"help__1__due_on": (TODAY - timedelta(days=1)).isoformat()}
    with work_of("sara") as work:
        keep(work, family, revision("F4", child=child, answers=whole("F4", **agreed, **late)))
    with work_of("tuko") as work:
        for back in range(3):
            told = week(MONDAY - timedelta(weeks=back), child_words="*Jeg* vil fiske #1")
            record_week(work, child, told)
    address = f"/children/{child}/visit-preparation"
    page = browser("sara").get(address).text
    answer = browser("sara").get(f"{address}/pdf")
    assert answer.mimetype == "application/pdf"
    assert "Pilu" not in answer.headers["Content-Disposition"]
    paper = " ".join(
        "".join(one.extract_text() for one in PdfReader(BytesIO(answer.data)).pages).split()
    )
    for told in ("Ringe til skolen · Sara", "*Jeg* vil fiske #1", "Vi bagte, og det lykkedes."):
        assert told in page
        assert told in paper
    for name in ("tuko", "karl", "mia"):
        assert browser(name).get(f"{address}/pdf").status_code in {403, 404}, name
