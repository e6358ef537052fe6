"""A form is laid before the family, signed and locked; then others sign it."""

from uuid import uuid4

import pytest

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.fostercare.models import SheetState
from institution.fostercare.services import comments, people, sheets, signing
from institution.fostercare.services.keeping import keep
from tests.fostercare.filled import revision
from tests.pages import rows
from tests.world import TODAY

pytestmark = pytest.mark.only_on("sqlite")


def test_family_and_team_leader_sign_what_the_coordinator_locked(app, world, work_of, browser):
    family, child = world.families["tuko"].id, world.children["pilu"].id
    draft, agreed = revision("F1", SheetState.SHARED), revision("F3", child=child)
    with work_of("sara") as work:
        keep(work, family, draft)
        keep(work, family, agreed)
    vera, tuko = browser("vera"), browser("tuko")
    profile, agreement = (
        f"/foster-families/{family}/sheets/{one.sheet_id}" for one in (draft, agreed)
    )
    with work_of("vera") as work, pytest.raises(NotReachableError):
        signing.sign(work, family, draft.sheet_id)
    assert "Intet venter" in vera.get("/signatures").text
    with work_of("sara") as work:
        locked = revision("F1", sheet_id=draft.sheet_id, builds_on=1)
        keep(work, family, locked)
    assert "F1" in vera.get("/signatures").text
    assert "ikke underskrevet endnu" in browser("sara").get(profile).text
    for person, page in ((vera, profile), (tuko, agreement)):
        for _ in range(2):
            assert person.post(f"{page}/sign", page=page).status_code == 303
    for page, who in ((profile, "Teamleder: Vera Krogh"), (agreement, "Plejeforældre: Tuko")):
        told = browser("sara").get(page).text
        assert who in told
        assert "Sara Rosing" in told
    assert rows(app, "SELECT role FROM sheet_signatures ORDER BY role") == [
        ("case_team_leader",), ("foster_parent",),
    ]  # fmt: skip
    assert "Intet venter" in vera.get("/signatures").text
    with work_of("tuko") as work, pytest.raises(ConflictError):
        signing.sign(work, family, draft.sheet_id)
    for name in ("bodil", "vera", "tuko"):
        with work_of(name) as work, pytest.raises(NotReachableError):
            signing.sign(work, world.families["bodil"].id, uuid4())


def test_the_coordinator_ties_a_team_leader_by_user_name(world, work_of, browser):
    page = f"/foster-families/{world.families['bodil'].id}"
    mia = browser("mia")
    assert mia.post(f"{page}/team-leader", {"user_name": "tuko"}, page=page).status_code == 422
    for _ in range(2):
        done = mia.post(f"{page}/team-leader", {"user_name": "vera"}, page=page)
        assert done.status_code == 303
    with work_of("mia") as work:
        tied = people.people_of(work, world.families["bodil"].id)
    assert [(one.begins, name) for one, name in tied if name == "Vera Krogh"] == [
        (TODAY, "Vera Krogh")
    ]


def test_a_family_reads_its_own_profile_and_says_what_it_thinks_before_it_is_locked(
    world, work_of, browser
):
    family = world.families["tuko"].id
    draft = revision("F1", SheetState.DRAFT)
    page = f"/foster-families/{family}/sheets/{draft.sheet_id}"
    tuko, sara, bodil = browser("tuko"), browser("sara"), browser("bodil")
    with work_of("sara") as work:
        keep(work, family, draft)
    assert tuko.get(page).status_code == 404
    assert tuko.post(f"{page}/comment", {"text": "For tidligt"}).status_code == 404
    with work_of("sara") as work:
        keep(work, family, revision("F1", SheetState.SHARED, sheet_id=draft.sheet_id, builds_on=1))
    assert "Det sker" in tuko.get(page).text or "Hvor langt er det" in tuko.get(page).text
    said = {"text": "Vi vil gerne have mere ro om morgenen"}
    for _ in range(2):
        assert tuko.post(f"{page}/comment", said, page=page).status_code == 303
    assert bodil.get(page).status_code == 404
    assert bodil.post(f"{page}/comment", said).status_code == 404
    with work_of("sara") as work:
        assert len(comments.comments(work, Permission.FAMILY_READ, [draft.sheet_id])) == 1
        keep(work, family, revision("F1", sheet_id=draft.sheet_id, builds_on=2))
    assert said["text"] in sara.get(page).text
    with work_of("tuko") as work, pytest.raises(NotReachableError):
        comments.comment(work, family, draft.sheet_id, "For sent")
    with work_of("sara") as work:
        [kept] = sheets.of_family(work, Permission.FAMILY_COORDINATE, [family])
    assert kept.signed
