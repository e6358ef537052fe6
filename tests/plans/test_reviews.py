"""A plan is gone through: what each person says, what is decided, and the version that follows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission
from institution.plans import services
from institution.plans.services import NewGoalReview, NewReview, NewVoice
from institution.plans.views.attained import attained
from tests.plans.drafts import goal, plan
from tests.world import TODAY

NEXT = TODAY + timedelta(days=180)


@pytest.fixture
def planned(work_of, world):
    """Write a plan with two goals; return the id of the child and the goals."""
    with work_of("sofie") as work:
        second = goal(wording="Jeg vil have en ven", dimension=None, measure=None, baseline=2.0)
        levels = {0: "Sover hele natten fem dage om ugen"}
        first = goal(childs_wording="Sove", signs="Er frisk om morgenen", levels=levels)
        draft = replace(plan(0, first, second), texts={"purpose": "Ro og skole"})
        written = services.write(work, world.children["malik"].id, draft)
        return written.child_id, [one.lineage_id for one in written.goals]


def reviewed(lineages, **changed) -> NewReview:
    first = NewGoalReview(
        lineages[0],
        "continue",
        attainment=1,
        childs_attainment=-1,
        voices={"child": NewVoice(4, "Det er stadig svært"), "caseworker": NewVoice(8)},
    )
    second = NewGoalReview(lineages[1], "end", reason="Han har fået en ven")
    kept = {"goals": (first, second), "child_heard": "took_part", "builds_on": 1}
    return NewReview(TODAY, NEXT, **{**kept, **changed})


def test_a_review_keeps_what_each_says_and_makes_the_next_version(work_of, planned):
    malik, lineages = planned
    with work_of("sofie") as work:
        services.review(work, malik, reviewed(lineages), "Opfølgning")
    with work_of("pipaluk") as work:
        newest, oldest = services.versions(work, malik)
        assert [one.lineage_id for one in newest.goals] == lineages[:1]
        assert len(oldest.goals) == 2
        kept = newest.goals[0]
        assert (kept.childs_wording, kept.signs, kept.review_on) == (
            "Sove", "Er frisk om morgenen", NEXT,
        )  # fmt: skip
        assert [one.step for one in kept.levels] == [0]
        assert services.texts_of(newest) == {"purpose": "Ro og skole"}
        (review,) = services.reviews(work, malik)
        voices = [(one.voice, one.number, one.words) for one in review.goals[0].voices]
        assert voices == [("child", 4, "Det er stadig svært"), ("caseworker", 8, None)]
        scores = attained(review)
        assert (scores.adults, scores.child, scores.adults_goals) == (60, 40, 1)
        assert review.goals[1].reason == "Han har fået en ven"


def test_two_people_cannot_go_through_the_same_version(work_of, planned):
    malik, lineages = planned
    with work_of("sofie") as work:
        services.review(work, malik, reviewed(lineages), "Opfølgning")
    with work_of("sofie") as work, pytest.raises(services.NewerVersionError):
        services.review(work, malik, reviewed(lineages), "Igen")


@pytest.mark.parametrize(
    "changed",
    [
        {"child_heard": "maybe"},
        {"goals": ()},
        {"decision": "score"},
        {"attainment": 3},
        {"childs_attainment": -3},
        {"voices": {"child": NewVoice(11)}},
        {"voices": {"neighbour": NewVoice(1)}},
    ],
)
def test_answers_that_do_not_exist_are_refused_and_nothing_is_kept(work_of, planned, changed):
    malik, lineages = planned
    new = reviewed(lineages)
    if set(changed) <= {"child_heard", "goals"}:
        new = replace(new, **changed)
    else:
        new = replace(new, goals=(replace(new.goals[0], **changed), new.goals[1]))
    with pytest.raises(services.UnknownAnswerError), work_of("sofie") as work:
        services.review(work, malik, new, "Opfølgning")
    with work_of("sofie") as work:
        assert len(services.versions(work, malik)) == 1
        assert services.reviews(work, malik) == []


@pytest.mark.parametrize(
    ("name", "refusal"), [("karl", NotReachableError), ("pipaluk", NotAllowedError)]
)
def test_only_the_caseworker_goes_through_the_plan(work_of, planned, name, refusal):
    malik, lineages = planned
    with work_of(name) as work, pytest.raises(refusal):
        services.review(work, malik, reviewed(lineages), "Opfølgning")


def test_without_a_plan_there_is_nothing_to_go_through(work_of, world):
    with work_of("sofie") as work, pytest.raises(services.NoPlanError):
        services.review(work, world.children["malik"].id, reviewed([None, None]), "Opfølgning")


def test_the_law_of_the_childs_authority_names_what_a_plan_says(work_of, world):
    from institution.cases import scope

    with work_of("sofie") as work:
        child = scope.child(work, Permission.PLAN_READ, world.children["malik"].id)
        law = services.profile_of(work, child)
        assert law.key == "gl"
        assert "youth" not in {one.key for one in law.contents_at(17)}


FORM = {"held_on": "2026-11-22", "next_on": "2027-05-22", "child_heard": "took_part"}


def sent(lineages, **changed) -> dict:
    goals = {}
    for number, one in enumerate(lineages):
        goals[f"goals-{number}-lineage"] = str(one)
        goals[f"goals-{number}-decision"] = "continue"
    said = {"goals-0-number_child": "4", "goals-0-words_child": "Jeg vågner stadig"}
    return {**FORM, "builds_on": "1", **goals, **said, **changed}


def test_a_review_is_written_and_read_on_the_page(browser, planned):
    malik, lineages = planned
    page = f"/children/{malik}/plan/review"
    sofie = browser("sofie")
    assert "Hvad loggen siger" in sofie.get(page).text
    answer = sofie.post(page, sent(lineages), page=page)
    import re

    print(re.findall(r"errors__link.*?</li>", answer.text, re.S))
    assert answer.status_code == 303
    told = browser("pipaluk").get(f"/children/{malik}/plan").text
    assert "Jeg vågner stadig" in told
    assert "4 af 10" in told


def test_a_goal_to_be_changed_leads_on_to_the_plan(browser, planned):
    malik, lineages = planned
    page = f"/children/{malik}/plan/review"
    changed = {"goals-1-decision": "adjust", "goals-1-reason": "Den er for stor"}
    answer = browser("sofie").post(page, sent(lineages, **changed), page=page)
    assert answer.headers["Location"].endswith("/plan/edit")


@pytest.mark.parametrize(
    "changed",
    [
        {"held_on": "2026-11-23"},
        {"next_on": "2026-11-22"},
        {"child_heard": ""},
        {"goals-1-decision": ""},
        {"goals-1-decision": "end"},
        {"goals-0-number_child": "11"},
        {"goals-0-words_child": "skjult\x00tegn"},
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(browser, planned, changed):
    malik, lineages = planned
    page = f"/children/{malik}/plan/review"
    typed = {"goals-0-words_caseworker": "Hun er frisk om morgenen"}
    answer = browser("sofie").post(page, sent(lineages, **typed, **changed), page=page)
    assert answer.status_code == 422
    assert "Hun er frisk om morgenen" in answer.text


def test_a_review_that_was_overtaken_comes_back_with_everything(browser, planned, work_of):
    malik, lineages = planned
    page = f"/children/{malik}/plan/review"
    sofie = browser("sofie")
    with work_of("sofie") as work:
        services.write(work, malik, plan(1, goal(), reason="Nyt mål"))
    answer = sofie.post(page, sent(lineages), page=page)
    assert answer.status_code == 409
    assert "Jeg vågner stadig" in answer.text
    assert sofie.post(page, sent(lineages, builds_on="9"), page=page).status_code == 409


def test_a_child_without_goals_is_led_to_the_plan(browser, world):
    page = f"/children/{world.children['malik'].id}/plan/review"
    assert browser("sofie").get(page).headers["Location"].endswith("/plan/edit")


def test_supports_steps_and_texts_of_a_goal_come_back_in_the_form(browser, planned):
    malik, _lineages = planned
    page = browser("sofie").get(f"/children/{malik}/plan/edit").text
    for text in ("En voksen læser højt", "Sover hele natten", "Ro og skole", "Er frisk"):
        assert text in page
    assert 'name="goals-0-supports-1-what"' in page
    assert date(2026, 9, 1).isoformat() in page
