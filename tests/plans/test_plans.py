"""A plan in versions, read and written by whom the policy names."""

import pytest

from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission
from institution.plans import services
from tests.plans.drafts import goal, plan


def test_a_new_version_keeps_the_old_one_and_the_line_of_a_goal(work_of, world):
    malik = world.children["malik"].id
    with work_of("sofie") as work:
        first = services.write(work, malik, plan()).goals[0].lineage_id
    with work_of("sofie") as work:
        changed = goal(wording="Jeg sover i min egen seng", lineage_id=first)
        services.write(work, malik, plan(1, changed, goal(), reason="Vi nåede det første"))
    with work_of("pipaluk") as work:
        newest, oldest = services.versions(work, malik)
        assert (newest.version, oldest.version) == (2, 1)
        assert newest.goals[0].lineage_id == first != newest.goals[1].lineage_id
        assert oldest.goals[0].wording == "Jeg vil gerne sove bedre"
        assert newest.goals[0].interventions[0].who == "Kontaktvoksen"
        assert len(services.goals_of(work, Permission.PLAN_READ, [malik])) == 2


def test_two_people_cannot_write_over_each_other(work_of, world):
    malik = world.children["malik"].id
    with work_of("sofie") as work:
        services.write(work, malik, plan())
    with work_of("sofie") as work, pytest.raises(services.NewerVersionError):
        services.write(work, malik, plan())


def test_the_line_of_another_childs_goal_is_not_carried_on(work_of, world):
    with work_of("sofie") as work:
        foreign = services.write(work, world.children["aviaja"].id, plan()).goals[0].lineage_id
    with work_of("sofie") as work:
        written = services.write(
            work, world.children["malik"].id, plan(0, goal(lineage_id=foreign))
        )
        assert written.goals[0].lineage_id != foreign


@pytest.mark.parametrize("changed", [{"area": "score"}, {"dimension": "risk"}])
def test_unknown_areas_and_dimensions_are_refused(work_of, world, changed):
    with work_of("sofie") as work, pytest.raises(services.UnknownAnswerError):
        services.write(work, world.children["malik"].id, plan(0, goal(**changed)))


@pytest.mark.parametrize(
    ("name", "refusal"), [("karl", NotReachableError), ("pipaluk", NotAllowedError)]
)
def test_only_the_caseworker_writes_the_plan(work_of, world, name, refusal):
    with work_of(name) as work, pytest.raises(refusal):
        services.write(work, world.children["malik"].id, plan())


FORM = {
    "builds_on": "0",
    "begins_on": "2026-09-01",
    "review_on": "2027-02-01",
    "goals-0-wording": "Jeg vil have en ven at være sammen med",
    "goals-0-area": "development_relations",
    "goals-0-dimension": "peers",
    "goals-0-baseline": "2,5",
    "goals-0-target_low": "4",
    "goals-0-starts_on": "2026-09-01",
    "goals-0-review_on": "2027-02-01",
    "goals-0-supports-0-what": "Klub hver tirsdag",
}


def address(world, page: str = "") -> str:
    return f"/children/{world.children['malik'].id}/plan{page}"


def test_a_caseworker_writes_a_plan_that_staff_read(browser, world):
    edit = address(world, "/edit")
    assert browser("sofie").post(edit, FORM, page=edit).status_code == 303
    page = browser("pipaluk").get(address(world))
    assert "Jeg vil have en ven" in page.text
    assert edit not in page.text
    assert browser("pipaluk").get(edit).status_code == 403
    assert browser("karl").get(address(world)).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("goals-0-wording", ""),
        ("goals-0-wording", "x" * 301),
        ("goals-0-wording", "skjult\x00tegn"),
        ("goals-0-baseline", "6"),
        ("goals-0-baseline", "NaN"),
        ("goals-0-baseline", "mange"),
        ("goals-0-target_high", "1"),
        ("goals-0-review_on", "2026-08-01"),
        ("goals-0-starts_on", "i går"),
        ("goals-0-area", "score"),
        ("goals-0-dimension", ""),
        ("review_on", "2026-01-01"),
        ("goals-0-remove", "y"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(browser, world, work_of, field, value):
    edit = address(world, "/edit")
    answer = browser("sofie").post(edit, {**FORM, field: value}, page=edit)
    assert answer.status_code == 422
    assert "Klub hver tirsdag" in answer.text
    with work_of("sofie") as work:
        assert services.versions(work, world.children["malik"].id) == []


DAYS = (
    "begins_on",
    "review_on",
    "goals-0-starts_on",
    "goals-0-review_on",
    "goals-0-supports-0-begins_on",
    "goals-0-supports-0-ends_on",
)


@pytest.mark.only_on("sqlite")
def test_a_day_in_a_wrong_century_is_refused_with_words(browser, world, work_of):
    edit, sofie = address(world, "/edit"), browser("sofie")
    for field in DAYS:
        far = "9999-12-31" if field.endswith(("review_on", "ends_on")) else "0001-01-01"
        answer = sofie.post(edit, {**FORM, field: far}, page=edit)
        assert (answer.status_code, "Se på årstallet" in answer.text) == (422, True), field
        assert "Klub hver tirsdag" in answer.text
    with work_of("sofie") as work:
        assert services.versions(work, world.children["malik"].id) == []


def test_room_for_one_more_goal_keeps_what_was_typed(browser, world):
    edit = address(world, "/edit")
    answer = browser("sofie").post(edit, {**FORM, "add": "1"}, page=edit)
    assert answer.status_code == 200
    assert "goals-1-wording" in answer.text
    assert "Klub hver tirsdag" in answer.text


def test_a_version_that_was_overtaken_comes_back_with_everything(browser, world, work_of):
    edit = address(world, "/edit")
    sofie = browser("sofie")
    assert sofie.post(edit, FORM, page=edit).status_code == 303
    answer = sofie.post(edit, FORM, page=edit)
    assert answer.status_code == 409
    assert "Klub hver tirsdag" in answer.text
