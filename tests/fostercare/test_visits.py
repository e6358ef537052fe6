"""The sheet of a visit, on the screen and on paper."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from institution.access.policy import Permission
from institution.fostercare.models import SheetState
from institution.fostercare.services.agenda import AGENDA, BY_CHILD
from institution.fostercare.services.errors import NewerRevisionError
from institution.fostercare.services.keeping import keep
from institution.fostercare.services.recording import record_week
from institution.fostercare.services.sheets import of_children
from tests.fostercare.filled import MONDAY, revision, week, whole
from tests.world import TODAY

FOSTER = Permission.FOSTER_READ


def test_the_child_reads_the_agenda_of_a_visit_and_changes_it(world, work_of, browser):
    """In a letter and on its own page; what it writes stands in the coordinator's form."""
    family, child = world.families["tuko"].id, world.children["pilu"].id
    tablet = browser("tuko")
    tablet.post(f"/children/{child}/voice/hand-over", {}, page=f"/children/{child}/voice")
    assert tablet.get("/me/visit").status_code == 404
    assert "/me/visit" not in tablet.get("/me").text
    begun = revision("F5", SheetState.DRAFT, child, answers={AGENDA: "Skolen\nSøndage"})
    sheet = f"/foster-families/{family}/sheets/{begun.sheet_id}"
    with work_of("sara") as work:
        keep(work, family, begun)
    sara = browser("sara")
    assert f"{sheet}/letter" in sara.get(sheet).text
    paper = "".join(
        one.extract_text() for one in PdfReader(BytesIO(sara.get(f"{sheet}/letter").data)).pages
    )
    for told in ("Hej Pilu", "Skolen", "Søndage", "Sara Rosing"):
        assert told in paper
    assert "/me/visit" in tablet.get("/me").text
    page = tablet.get("/me/visit").text
    assert "Skolen" in page
    said = {"text": "Ikke skolen. Min bror.", "visit": str(begun.sheet_id)}
    assert tablet.post("/me/visit", said | {"text": ""}, page="/me/visit").status_code == 422
    for _ in range(2):
        assert tablet.post("/me/visit", said, page="/me/visit").status_code == 303
    assert "Ikke skolen. Min bror." in sara.get(f"{sheet}/edit").text
    with work_of("sara") as work:
        [kept] = [one for one in of_children(work, FOSTER, child_id=child) if one.form == "F5"]
        assert (kept.revision, kept.answers[AGENDA]) == (2, "Skolen\nSøndage")
        with pytest.raises(NewerRevisionError):
            keep(work, family, replace(begun, answers={AGENDA: "Andet"}, builds_on=1))
        whole_form = {**whole("F5"), BY_CHILD: kept.answers[BY_CHILD]}
        keep(work, family, replace(begun, state=SheetState.SIGNED, answers=whole_form, builds_on=2))
    assert tablet.get("/me/visit").status_code == 404
    assert tablet.post("/me/visit", said, page="/me").status_code == 404
    assert sara.get(f"{sheet}/letter").status_code == 409
    for name in ("tuko", "karl", "mia"):
        assert browser(name).get(f"{sheet}/letter").status_code in {403, 404}
        assert browser(name).get("/me/visit").status_code == 403


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
