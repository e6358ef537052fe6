"""Forms are asked as their file says, kept in revisions, and read as far as each may."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import yaml

import institution.content
from institution.access.errors import NotReachableError
from institution.access.policy import Permission, Role
from institution.app import create_app
from institution.content import editions
from institution.content.foster_forms import foster_forms
from institution.content.node import ContentError
from institution.fostercare.models import SheetState
from institution.fostercare.services import reading, sheets
from institution.fostercare.services.errors import (
    LockedError,
    MissingAnswersError,
    NewerRevisionError,
)
from institution.fostercare.services.keeping import keep
from institution.fostercare.services.profile import profiles, proposed_gap
from tests.fostercare.filled import revision, whole
from tests.world import TODAY


@pytest.fixture
def family(world):
    return world.families["tuko"].id


@pytest.fixture
def own_folder(tmp_path):
    """Give a folder for a municipality's own editions; forget it afterwards."""
    yield tmp_path
    editions.look_also_in(None)


def changed(folder, change, version: int = 2):
    """Write an edition with a change into the folder."""
    found = yaml.safe_load(foster_source())
    found["version"] = version
    change(found)
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False)
    (folder / "foster_forms-2.yaml").write_text(text)


def foster_source() -> str:
    return (Path(institution.content.__file__).parent / "foster_forms.yaml").read_text()


def seen_as(role, sheet, reader=None):
    return reading.seen(role, sheet, reader)


def one_sheet(work, family, form):
    own = sheets.of_family(work, Permission.FAMILY_COORDINATE, [family])
    about = sheets.of_children(work, Permission.FAMILY_COORDINATE, [family])
    return next(s for s in [*own, *about] if s.form == form)


def test_a_sheet_is_signed_when_everything_needed_is_answered(work_of, family):
    answers = whole("F1")
    del answers["items__k1__observation"]
    with work_of("sara") as work, pytest.raises(MissingAnswersError) as missing:
        keep(work, family, revision("F1", answers=answers))
    assert missing.value.paths == ("items__k1__observation",)


def test_a_score_that_is_not_assessed_needs_no_observation(work_of, family):
    without = {f"items__k1__{k}": None for k in ("observation", "observed_by", "observed_on")}
    answers = whole("F1", items__k1__score="not_assessed", items__k1__informant=None, **without)
    with work_of("sara") as work:
        keep(work, family, revision("F1", answers=answers))
        (found,) = profiles(sheets.of_family(work, Permission.FAMILY_COORDINATE, [family]))
    assert found.score("k1") is None
    assert found.score("k2") == 3


def test_what_is_signed_is_only_added_to(work_of, family):
    first = revision("F1")
    with work_of("sara") as work:
        keep(work, family, first)
        work.session.flush()
        keep(work, family, first)
        with pytest.raises(LockedError):
            keep(work, family, replace(first, builds_on=1, state=SheetState.DRAFT))
        added = replace(
            first, builds_on=1, state=SheetState.ADDITION, answers={"added": "Rettet navn"}
        )
        keep(work, family, added)
        work.session.flush()
        sheet = one_sheet(work, family, "F1")
    assert [one.text for one in sheet.additions] == ["Rettet navn"]
    assert sheet.answers == first.answers


@pytest.mark.only_on("sqlite")
def test_what_is_added_twice_is_kept_once(work_of, family, browser):
    first = revision("F1")
    with work_of("sara") as work:
        keep(work, family, first)
    at = f"/foster-families/{family}/sheets/{first.sheet_id}"
    for text in ("Rettet navn", "Rettet navn", "Rettet vej"):
        assert browser("sara").post(f"{at}/add", {"text": text}, page=at).status_code == 303
    with work_of("sara") as work:
        added = one_sheet(work, family, "F1").additions
    assert [one.text for one in added] == ["Rettet navn", "Rettet vej"]


def test_two_who_write_at_once_do_not_overwrite_each_other(work_of, family):
    first = revision("F1", SheetState.DRAFT)
    with work_of("sara") as work:
        keep(work, family, first)
        work.session.flush()
        with pytest.raises(NewerRevisionError):
            keep(work, family, replace(first, answers={}, state=SheetState.SHARED))


def test_a_family_reads_its_own_part_and_nothing_a_child_told(work_of, world, family):
    child = world.children["pilu"].id
    told = whole("F4", trust_and_everyday__t1__informant="child")
    with work_of("sara") as work:
        keep(work, family, revision("F4", child=child, answers=told))
        keep(work, family, revision("F1", SheetState.DRAFT))
        work.session.flush()
        start, profile = one_sheet(work, family, "F4"), one_sheet(work, family, "F1")
        mine = seen_as(Role.FOSTER_PARENT, start)
    assert "told" in mine.sections
    assert "child_first" not in mine.sections
    assert "trust_and_everyday__t1__observation" not in mine.answers
    assert "trust_and_everyday__t2__observation" in mine.answers
    assert seen_as(Role.FOSTER_PARENT, profile) is None
    assert seen_as(Role.CASEWORKER, profile) is None
    assert seen_as(Role.CASEWORKER, start) is not None


@pytest.mark.parametrize("chosen", [["nobody_yet"], ["caseworker"], ["foster_parent"]])
def test_a_childs_card_is_read_by_those_the_child_chose(work_of, world, family, chosen):
    child = world.children["pilu"].id
    card = {"card__good": "Maden", "readers__may_read": chosen, "readers__how_written": "self"}
    with work_of("sara") as work:
        signed = revision("F8", child=child, answers=whole("F8", **card, answer__what_happened="x"))
        keep(work, family, signed)
        work.session.flush()
        found = one_sheet(work, family, "F8")
        roles = (Role.FOSTER_PARENT, Role.FOSTER_COORDINATOR, Role.CASEWORKER)
        readers = {role.value for role in roles if seen_as(role, found, work.actor.id)}
    assert readers == set(chosen) & {role.value for role in roles}


def test_another_coordinator_writes_nothing_about_a_family(work_of, family):
    with work_of("mia") as work, pytest.raises(NotReachableError):
        keep(work, family, revision("F1"))


def test_who_lives_in_a_family_never_reads_as_its_coordinator(work_of, family):
    with work_of("tuko") as work:
        assert reading.role_in(work, family) is Role.FOSTER_PARENT


@pytest.mark.parametrize(
    ("need", "items", "gap"),
    [
        ("3", ["k1"], "none"),
        ("4", ["k1"], "small"),
        ("5", ["k1", "k2"], "clear"),
        ("3", [], "unknown"),
        ("not_assessed", ["k1"], "unknown"),
    ],
)
def test_a_gap_is_held_against_the_lowest_chosen_item(work_of, family, need, items, gap):
    with work_of("sara") as work:
        keep(work, family, revision("F1"))
        work.session.flush()
        (found,) = profiles(sheets.of_family(work, Permission.FAMILY_COORDINATE, [family]))
    assert proposed_gap(found, need, items, TODAY) == gap


def test_without_a_profile_a_gap_is_not_known():
    assert proposed_gap(None, "3", ["k1"], TODAY) == "unknown"


def test_a_municipality_changes_an_item_and_adds_a_field_without_code(work_of, family, own_folder):
    with work_of("sara") as work:
        keep(work, family, revision("F1"))

    def change(content):
        content["domains"][0]["items"][0]["da"] = "De voksne siger til, før det bliver for meget."
        extra = {"key": "pets", "type": "text", "required": False, "da": "Dyr", "en": "Pets"}
        content["forms"][1]["sections"][2]["fields"].append(extra)

    changed(own_folder, change)
    editions.look_also_in(own_folder)
    assert foster_forms.newest().version == 2
    with work_of("sara") as work:
        later = revision("F1", answers=whole("F1", own_children__pets="En hund"))
        keep(work, family, later)
        work.session.flush()
        old, new = profiles(sheets.of_family(work, Permission.FAMILY_COORDINATE, [family]))
        kept = {
            s.version: s for s in sheets.of_family(work, Permission.FAMILY_COORDINATE, [family])
        }
    assert kept[1].forms.item("k1").name.da.startswith("De voksne kan sætte ord")
    assert kept[2].answers["own_children__pets"] == "En hund"
    marks = {mark.item: mark for bar in new.bars for mark in bar.marks}
    assert marks["k1"].before is None, "other words: nothing to compare with"
    assert marks["k2"].before == old.score("k2")


@pytest.mark.only_on("sqlite")
def test_pages_show_old_answers_in_the_words_they_were_given_to(
    work_of, browser, family, own_folder
):
    old, dropped = revision("F1"), "strengths"
    page = f"/foster-families/{family}/sheets/{old.sheet_id}"
    with work_of("sara") as work:
        keep(work, family, old)

    def change(content):
        content["domains"][0]["items"][0]["da"] = "De voksne siger til i tide."
        content["scales"][0]["anchors"][3]["da"] = "Af og til."
        concluded = content["forms"][1]["sections"][3]
        concluded["fields"] = [one for one in concluded["fields"] if one["key"] != dropped]

    changed(own_folder, change)
    editions.look_also_in(own_folder)
    sara = browser("sara")
    told = sara.get(page).text
    for words in ("De voksne kan sætte ord", "Til stede, ujævnt", "Noget om strengths", "udgave 1"):
        assert words in told
    new = revision("F1")
    with work_of("sara") as work:
        keep(work, family, new)
    told = sara.get(page.replace(str(old.sheet_id), str(new.sheet_id))).text
    for words in ("De voksne siger til i tide.", "Af og til.", "udgave 2"):
        assert words in told
    assert "De voksne siger til i tide." in sara.get(f"/foster-families/{family}/forms/F1/new").text
    assert "De voksne kan sætte ord" in sara.get(page).text


@pytest.mark.own_stage
@pytest.mark.only_on("sqlite")
def test_a_wrong_file_stops_the_start_with_its_name_line_and_reason(settings, own_folder):
    wrong = foster_source().replace("version: 1\nkind", "version: 2\nkind", 1)
    wrong = wrong.replace("type: scale, scale: need,", "type: scale, scale: wish,", 1)
    (own_folder / "foster_forms-2.yaml").write_text(wrong)
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if "scale: wish" in text)
    with pytest.raises(ContentError) as refused:
        create_app(replace(settings, content_folder=own_folder))
    told = str(refused.value)
    assert told.startswith("foster_forms-2.yaml.forms[F2].sections[need_and_gap]")
    assert "the scale 'wish' is not defined" in told
    assert f"(line {line})" in told


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("version: 1\n", "version: 1\nversion: 2\n", "stands here twice"),
        ("version: 1\nkind", "version: 1\nkind", "there is a version 1 already"),
        ("items: setting.visit_items", "items: setting.nowhere", "'nowhere' is not defined"),
        ("only_if: {kind: [krith_module]}", "only_if: {sort: [x]}", "depends on 'sort'"),
        ("key: F2, about: child", "key: F1, about: child", "'F1' is there twice"),
        ("hours, type: number", "hours, type: hours", "'hours' is not one of"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_told(own_folder, old, new, reason):
    source = foster_source()
    assert old in source
    text = source.replace(old, new, 1)
    if "already" not in reason:
        text = text.replace("version: 1\nkind", "version: 7\nkind", 1)
    (own_folder / "foster_forms-7.yaml").write_text(text)
    editions.look_also_in(own_folder)
    with pytest.raises(ContentError, match=reason):
        foster_forms.all()


def test_an_edition_that_is_gone_is_told(own_folder):
    with pytest.raises(ContentError, match="version 99 is missing"):
        foster_forms.of(99)


def test_a_stranger_id_is_no_sheet(work_of, family):
    with work_of("sara") as work, pytest.raises(NotReachableError):
        sheets.find(work, Permission.FAMILY_READ, family, uuid4())
